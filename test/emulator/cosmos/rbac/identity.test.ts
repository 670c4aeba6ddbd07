import assert from "node:assert/strict";
import { test } from "node:test";
import { type CosmosClient, PartitionKeyKind } from "@azure/cosmos";
import { DefaultAzureCredential } from "@azure/identity";
import { actionPrefix, dataReader, type Roles } from "../../../../emulator/cosmos/rbac/roles.ts";
import { newDirectory } from "../../../../emulator/identity/directory.ts";
import { lifetime, signToken } from "../../../../emulator/identity/sign.ts";
import { startSecure } from "./support.ts";

const itemsOf = (client: CosmosClient) => client.database("db").container("c").items;
const at = () => Math.floor(Date.now() / 1000);

/** Whether an error is this status with this substatus, and says so. */
const refused = (status: number, substatus: number | undefined, message: RegExp) => (error: unknown) => {
  const found = error as { code?: number; substatus?: number; message: string };
  assert.equal(found.code, status, found.message);
  if (substatus !== undefined) assert.equal(found.substatus, substatus);
  assert.match(found.message, message);
  return true;
};

const reader = (principalId: string): Roles => ({
  definitions: [],
  assignments: [{ principalId, roleDefinitionId: dataReader, scope: "/" }],
});

test("the real SDKs work with a managed identity, over https, and without a key", async (t) => {
  const { app, client, service } = await startSecure(t);
  assert.match(service.url, /^https:/);
  await itemsOf(app).create({ id: "1", pk: "p" });
  await itemsOf(app).upsert({ id: "2", pk: "p" });
  const batch = await itemsOf(app).batch(
    [{ operationType: "Patch", id: "1", resourceBody: { operations: [{ op: "add", path: "/n", value: 1 }] } }],
    "p",
  );
  assert.equal(batch.code, 200);
  const { resources } = await itemsOf(app).query("SELECT VALUE c.id FROM c ORDER BY c.id").fetchAll();
  assert.deepEqual(resources, ["1", "2"]);
  const { resource } = await app.getDatabaseAccount();
  assert.equal(resource?.writableLocations[0]?.databaseAccountEndpoint, `${service.url}/`);
  const byDefault = client({ aadCredentials: new DefaultAzureCredential() });
  assert.equal((await byDefault.database("db").container("c").item("1", "p").read()).resource?.n, 1);
});

test("a role that is missing is named; metadata is not changed with a token", async (t) => {
  const { app, owner, directory } = await startSecure(t, reader);
  await itemsOf(owner).create({ id: "1", pk: "p" });
  const item = app.database("db").container("c").item("1", "p");
  assert.equal((await item.read()).statusCode, 200);
  const { principalId } = directory.identities[0];
  const missing = (action: string) =>
    refused(
      403,
      5301,
      new RegExp(
        `\\[${principalId}\\].*\\[${actionPrefix}sqlDatabases/containers/items/${action}\\].*\\[dbs/db/colls/c\\]`,
      ),
    );
  await assert.rejects(itemsOf(app).create({ id: "2", pk: "p" }), missing("create"));
  await assert.rejects(itemsOf(app).upsert({ id: "2", pk: "p" }), missing("upsert"));
  await assert.rejects(item.replace({ id: "1", pk: "p" }), missing("replace"));
  await assert.rejects(item.patch([{ op: "add", path: "/n", value: 1 }]), missing("replace"));
  await assert.rejects(item.delete(), missing("delete"));
  await assert.rejects(itemsOf(app).batch([{ operationType: "Delete", id: "1" }], "p"), (error: Error) =>
    missing("delete")(error.cause ?? error),
  );
  assert.equal((await item.read()).statusCode, 200);
  const dataPlane = refused(403, 5300, /cannot be authorized by AAD token in data plane/);
  await assert.rejects(app.databases.create({ id: "other" }), dataPlane);
  await assert.rejects(app.database("db").containers.create({ id: "d" }), dataPlane);
  await assert.rejects(app.database("db").container("c").delete(), dataPlane);
  await assert.rejects(app.offers.readAll().fetchAll(), dataPlane);
});

test("an assignment holds for its scope; a wildcard for its own level", async (t) => {
  const mine = (principalId: string): Roles => ({
    definitions: [
      {
        id: "mine",
        roleName: "containers only",
        permissions: [{ dataActions: [`${actionPrefix}readMetadata`, `${actionPrefix}sqlDatabases/containers/*`] }],
      },
      {
        id: "write",
        roleName: "creates",
        permissions: [{ dataActions: [`${actionPrefix}sqlDatabases/containers/items/create`] }],
      },
    ],
    assignments: [
      { principalId, roleDefinitionId: "/subscriptions/x/sqlRoleDefinitions/mine", scope: "/dbs/db" },
      { principalId, roleDefinitionId: "write", scope: "/dbs/db/colls/c" },
      { principalId: "somebody", roleDefinitionId: dataReader, scope: "/" },
    ],
  });
  const { app, owner } = await startSecure(t, mine);
  const { database: other } = await owner.databases.create({ id: "db2" });
  await other.containers.create({ id: "c", partitionKey: { paths: ["/pk"], version: 2, kind: PartitionKeyKind.Hash } });
  await itemsOf(app).create({ id: "1", pk: "p" });
  assert.equal((await itemsOf(app).query("SELECT * FROM c").fetchAll()).resources.length, 1);
  await assert.rejects(app.database("db").container("c").item("1", "p").read(), refused(403, 5301, /items\/read\]/));
  await assert.rejects(app.database("db2").read(), refused(403, 5301, /readMetadata\] on resource \[dbs\/db2\]/));
  await assert.rejects(app.databases.readAll().fetchAll(), refused(403, 5301, /readMetadata\] on resource \[dbs\]/));
  assert.equal((await app.database("db").containers.readAll().fetchAll()).resources.length, 1);
});

test("signature, audience, issuer and time of a token are checked", async (t) => {
  const { client, directory, service } = await startSecure(t);
  const [identity] = directory.identities;
  const read = (token: string) => {
    const aadCredentials = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
    return client({ aadCredentials }).database("db").read();
  };
  const sign = (resource = service.url, now = at()) => signToken(directory, identity, resource, now);
  assert.equal((await read(await sign())).statusCode, 200);
  assert.equal((await read(await sign("https://cosmos.azure.com"))).statusCode, 200);
  const refusal = (why: RegExp) => refused(401, undefined, why);
  await assert.rejects(read(await sign("https://eventgrid.azure.net")), refusal(/audience/));
  await assert.rejects(read(await sign(service.url, at() - lifetime - 600)), refusal(/expired/));
  await assert.rejects(read(await sign(service.url, at() + 600)), refusal(/not good yet/));
  const stranger = await newDirectory();
  await assert.rejects(
    read(await signToken(stranger, identity, service.url, at())),
    refusal(/signed by the local issuer/),
  );
  const forged = { ...stranger, key: directory.key };
  await assert.rejects(read(await signToken(forged, identity, service.url, at())), refusal(/issuer/));
  const [head, body, signature] = (await sign()).split(".") as [string, string, string];
  const claims = { ...JSON.parse(Buffer.from(body, "base64url").toString()), oid: "somebody" };
  const altered = [head, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
  await assert.rejects(read(altered), refusal(/signed by the local issuer/));
  const none = [Buffer.from('{"alg":"none"}').toString("base64url"), body, ""].join(".");
  await assert.rejects(read(none), refusal(/signed by the local issuer/));
});

test("an identity without a role is refused, and one that nobody knows gets no token", async (t) => {
  const { app } = await startSecure(t, () => ({ definitions: [], assignments: [] }));
  await assert.rejects(app.database("db").read(), refused(403, 5301, /readMetadata\] on resource \[\]/));
});
