import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { dataReader } from "../../emulator/cosmos/rbac/roles.ts";
import { trustCertificate } from "../../emulator/identity/certificate.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get, post, run } from "./support/http.ts";
import { type RoleFiles, rolesOf } from "./support/roles.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

describe("a role that is missing", () => {
  const folder = temporaryFolder();
  let system: System;
  let roles: RoleFiles;
  let picky: Webhook;
  let all: Webhook;
  let app: string;
  before(async () => {
    [system, picky, all] = await Promise.all([
      startSystem(folder.path, 0, {}, ["--https", "--insights", "--insights-port", "0", "--no-approvals", "--verbose"]),
      startWebhook(),
      startWebhook(),
    ]);
    trustCertificate(readFileSync(join(folder.path, "tls", "cert.pem"), "utf8"));
    roles = rolesOf(folder.path);
    app = JSON.parse(readFileSync(join(folder.path, "identity.json"), "utf8")).identities[0].principalId;
    const properties = { resourceId: "/local", blobContainerName: "dead-letters" };
    await subscribe(system, "picky", picky.url, {
      filter: { includedEventTypes: ["credits.AccountOpened.v1"] },
      deadLetterDestination: { endpointType: "StorageBlob", properties },
    });
    await subscribe(system, "all", all.url);
  });
  after(async () => {
    await system?.stop();
    await Promise.all([picky?.stop(), all?.stop()]);
    folder.remove();
  });

  const admin = () => ({ "x-functions-key": keysOf(folder.path).functions.master });
  const open = () => ({ accountId: randomUUID(), owner: "anna", currency: "EUR" });
  const health = () => get(`${system.api}/api/health`);
  const lacking = async (): Promise<string[]> =>
    ((await health()).body.missingRoles ?? []).map(({ role }: { role: string }) => role);
  /** How often a line of the log says so; a line may come a moment later than an answer. */
  const told = (kind: "missing" | "granted", role: string) =>
    eventually(
      async () =>
        system
          .output()
          .split("\n")
          .filter((line) => line.includes(`eventwright.role.${kind}`) && line.includes(role)).length,
      (count) => count > 0,
    );
  const call = async (path: string, body: unknown) => {
    const headers = { "content-type": "application/json", ...admin() };
    const response = await fetch(`${system.api}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    assert.equal(response.status, 200, await response.clone().text());
    return response.json() as Promise<{ status: string; problem?: { message: string } }>;
  };
  const advance = (minutes: number) => call("/admin/clock", { advance: `PT${minutes}M` });
  const letters = async () => (await get(`${system.api}/api/admin/dead-letters`, admin())).body.items ?? [];
  const published = (id: string) => all.events.filter(({ data }) => data.accountId === id).length;
  const rows = async (table: string) => {
    const headers = { "x-eventwright-key": keysOf(folder.path).insights };
    return (await get(`${system.insights}/_eventwright/rows/${table}`, headers)).body.rows as unknown[];
  };

  it("is nowhere at first, and no key is in the app's settings", async () => {
    const settings = JSON.parse(readFileSync(join(folder.path, "settings.json"), "utf8"));
    const keys = keysOf(folder.path);
    for (const secret of [keys.cosmos, keys.eventgrid, "AccountKey"]) {
      assert.ok(!JSON.stringify(settings).includes(secret), secret);
    }
    for (const name of [
      "Cosmos__accountEndpoint",
      "EventGridTopicEndpoint",
      "EventGridDeadLetterStorage__blobServiceUri",
    ])
      assert.match(settings[name], /^https:/);
    assert.equal((await run(system.api, "open-account", open())).body.status, "succeeded");
    assert.deepEqual([(await health()).status, await lacking()], [200, []]);
    assert.ok(
      (
        await eventually(
          () => rows("requests"),
          ({ length }) => length > 0,
        )
      ).length > 0,
    );
  });

  it("of Cosmos DB is named in the answer, in health and once in the log; what was sent goes on when it is there", async () => {
    const give = roles.cosmos(dataReader);
    const payload = open();
    for (let time = 0; time < 3; time++) {
      const { status, body } = await post(system.api, "open-account", payload);
      assert.deepEqual([status, body.code], [503, "role-missing"], JSON.stringify(body));
      const { service, role, identity, action, resource } = body.missingRole;
      assert.deepEqual([service, role, identity], ["Azure Cosmos DB", "Cosmos DB Built-in Data Contributor", app]);
      assert.match(action, /^Microsoft\.DocumentDB\/databaseAccounts\/sqlDatabases\/containers\/items\/create$/);
      assert.match(resource, /dbs\/credits\/colls\/commands$/);
      assert.ok(body.detail.includes(role) && body.detail.includes(app), body.detail);
    }
    const { status, body } = await health();
    assert.deepEqual([status, body.checks.cosmos], [503, "role-missing"]);
    assert.deepEqual(await lacking(), ["Cosmos DB Built-in Data Contributor"]);
    assert.equal(await told("missing", "Cosmos DB Built-in Data Contributor"), 1, system.output());
    assert.match(system.output(), new RegExp(`az cosmosdb sql role assignment create .*--principal-id ${app}`));
    give();
    const again = await run(system.api, "open-account", payload);
    assert.equal(again.body.status, "succeeded");
    assert.equal((await eventually(health, (answer) => answer.status === 200)).status, 200);
    assert.equal(await told("granted", "Cosmos DB Built-in Data Contributor"), 1);
  });

  it("of Event Grid holds events back until it is there", async () => {
    const give = roles.take("EventGrid Data Sender");
    const payload = open();
    assert.equal((await run(system.api, "open-account", payload)).body.status, "succeeded");
    assert.deepEqual(await eventually(lacking, ({ length }) => length > 0), ["EventGrid Data Sender"]);
    assert.equal((await health()).body.checks.eventGrid, "role-missing");
    assert.equal(published(payload.accountId), 0);
    give();
    assert.equal(
      await eventually(
        async () => published(payload.accountId),
        (count) => count > 0,
      ),
      1,
    );
    assert.equal(await told("missing", "EventGrid Data Sender"), 1);
    assert.equal((await eventually(health, (answer) => answer.status === 200)).status, 200);
  });

  it("of the topic, of the app's storage and of the topic's management are each named, and a letter gets through", async () => {
    picky.status = 400;
    const giveBoth = roles.take("Storage Blob Data Owner");
    const giveTopic = roles.take("Storage Blob Data Contributor");
    await run(system.api, "open-account", open());
    await eventually(
      async () => picky.deliveries,
      (count) => count > 0,
    );
    await advance(6);
    await eventually(
      async () => system.output(),
      (text) => text.includes("dead letters could not be written"),
    );
    assert.match(system.output(), /dead letters could not be written.*(AuthorizationPermissionMismatch|RestError)/s);
    giveTopic();
    await advance(2);
    await advance(5);
    assert.deepEqual(await eventually(lacking, ({ length }) => length > 0), ["Storage Blob Data Owner"]);
    const { status, body } = await health();
    assert.deepEqual([status, body.checks], [200, { cosmos: "ready", eventGrid: "ready" }]);
    assert.match(system.output(), /az role assignment create .*--role .*Storage Blob Data Owner/);
    assert.equal((await letters()).length, 0);
    giveBoth();
    await advance(5);
    const [letter] = await eventually(letters, ({ length }) => length > 0);
    assert.equal(letter.handler, "subscription-picky");

    const giveManager = roles.take("EventGrid EventSubscription Contributor");
    picky.status = 200;
    const taken = picky.events.length;
    const refused = await call(`/api/admin/dead-letters/${letter.id}/redrive`, {});
    assert.equal(refused.status, "failed");
    assert.match(refused.problem?.message ?? "", new RegExp(`${app}.*EventGrid EventSubscription Contributor`));
    giveManager();
    const redriven = await runProgram("scripts/deadletters.ts", [
      ...["--settings", join(folder.path, "settings.json"), "--json", "redrive", letter.id],
    ]);
    assert.equal(JSON.parse(redriven.stdout)[0].status, "redriven", redriven.stderr);
    assert.equal(picky.events.length, taken + 1);
  });

  it("of Application Insights lets telemetry wait", async () => {
    const give = roles.take("Monitoring Metrics Publisher");
    await run(system.api, "open-account", open());
    assert.deepEqual(await eventually(lacking, (names) => names.includes("Monitoring Metrics Publisher")), [
      "Monitoring Metrics Publisher",
    ]);
    assert.equal((await health()).status, 200);
    const marked = open();
    await run(system.api, "open-account", marked);
    give();
    const has = async () => JSON.stringify(await rows("requests")).includes(marked.accountId);
    assert.ok(await eventually(has, (found) => found));
    assert.equal(await told("missing", "Monitoring Metrics Publisher"), 1);
  });

  it("is not what keeps a rebuild from making a container: that is said, with what to do", async () => {
    const rebuild = () =>
      runProgram("scripts/rebuild.ts", [
        "--settings",
        join(folder.path, "settings.json"),
        "--json",
        "--only",
        "accounts",
      ]);
    const client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(folder.path).cosmos });
    const { resource } = await client.database("credits").container("accounts").read();
    await client.database("credits").container("accounts").delete();
    const refused = await rebuild();
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /The container accounts does not exist, and a token cannot make it.*npm run infra/s);
    const { id, partitionKey, indexingPolicy } = resource ?? {};
    assert.ok(id && partitionKey && indexingPolicy);
    await client.database("credits").containers.create({ id, partitionKey, indexingPolicy });
    client.dispose();
    const done = await rebuild();
    assert.equal(done.code, 0, done.stderr);
    assert.ok(JSON.parse(done.stdout)[0].written > 0);
  });
});
