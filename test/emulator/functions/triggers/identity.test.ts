import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { dataContributor } from "../../../../emulator/cosmos/rbac/roles.ts";
import { startCosmos } from "../../../../emulator/cosmos/server.ts";
import {
  type LocalCertificate,
  localCertificate,
  trustCertificate,
} from "../../../../emulator/identity/certificate.ts";
import { newDirectory, trustIn } from "../../../../emulator/identity/directory.ts";
import { startIdentity } from "../../../../emulator/identity/server.ts";
import { startSample } from "../support/host.ts";

const key = Buffer.alloc(64, 7).toString("base64");

describe("a Cosmos DB trigger whose connection names an identity", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-"));
  let cosmos: Awaited<ReturnType<typeof startCosmos>>;
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let client: CosmosClient;
  let tls: LocalCertificate;
  before(async () => {
    tls = await localCertificate(folder);
    trustCertificate(tls.cert);
    const directory = await newDirectory();
    identity = await startIdentity({ port: 0, directory });
    const { principalId } = directory.identities[0];
    const assignments = [{ principalId, roleDefinitionId: dataContributor, scope: "/" }];
    const entra = { trust: trustIn(directory), roles: { definitions: [], assignments } };
    cosmos = await startCosmos({ port: 0, dataDir: folder, key, tls, entra });
    client = new CosmosClient({ endpoint: cosmos.url, key });
    const { database } = await client.databases.create({ id: "db" });
    await database.containers.create({ id: "items", partitionKey: { paths: ["/pk"] } });
  });
  after(async () => {
    client.dispose();
    await cosmos.stop();
    await identity.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = () => ({
    Database: "db",
    Cosmos__accountEndpoint: `${cosmos.url}/`,
    NODE_EXTRA_CA_CERTS: tls.certFile,
    ...identity.settings,
  });

  it("cannot make the lease container, as on Azure; once it is there, it listens", async () => {
    await assert.rejects(startSample("feed", { settings: settings() }), /403\/5300.*cannot be authorized by AAD token/);
    await client.database("db").containers.create({ id: "leases", partitionKey: { paths: ["/id"] } });
    await using sample = await startSample("feed", { settings: settings() });
    await client.database("db").container("items").items.create({ id: "x", pk: "p" });
    await sample.log.until(/^withRetry \d+ x$/);
  });

  it("is refused by name when its address is not https", async () => {
    const wrong = { ...settings(), Cosmos__accountEndpoint: "http://127.0.0.1:1/" };
    await assert.rejects(startSample("feed", { settings: wrong }), /Cosmos__accountEndpoint" must be https/);
  });
});
