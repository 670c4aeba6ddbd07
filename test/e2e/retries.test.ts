import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CosmosClient, type Database } from "@azure/cosmos";
import { parse } from "yaml";
import { HandlerError } from "../../platform/dead-letters/handler-error.ts";
import { letterOf, parkedBy } from "../../platform/dead-letters/letter.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get, run } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

/** As far as this test looks into the contract. */
interface Words {
  readonly reactions: Readonly<Record<string, { readonly retry: string }>>;
  readonly processes: Readonly<Record<string, { readonly retry: string }>>;
  readonly retryPolicies: Readonly<Record<string, { readonly attempts: number; readonly timeToLive: string }>>;
}

describe("retries of the running system", () => {
  const folder = temporaryFolder();
  let system: System;
  let client: CosmosClient;
  let database: Database;
  before(async () => {
    system = await startSystem(folder.path);
    client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(folder.path).cosmos });
    database = client.database("credits");
  });
  after(async () => {
    client?.dispose();
    await system?.stop();
    folder.remove();
  });

  it("Event Grid has of each reaction and process what the contract says of deliveries", async () => {
    const contract = readFileSync(join(import.meta.dirname, "../../asyncapi.yaml"), "utf8");
    const words = (parse(contract) as { readonly "x-eventwright": Words })["x-eventwright"];
    const wanted = Object.entries({ ...words.reactions, ...words.processes }).map(([name, { retry }]) => {
      const { attempts, timeToLive } = words.retryPolicies[retry] ?? assert.fail(`${name} names no policy`);
      const [, hours] = /^PT(\d+)H$/.exec(timeToLive) ?? assert.fail(timeToLive);
      return [
        name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        { maxDeliveryAttempts: attempts, eventTimeToLiveInMinutes: Number(hours) * 60 },
        "dead-letters",
      ];
    });
    const url = `${system.eventgrid}/topics/${system.topic}/eventSubscriptions`;
    const { body } = await get(url, { "aeg-sas-key": keysOf(folder.path).eventgrid });
    const found = new Map(body.value.map((one: { name: string }) => [one.name, one]));
    assert.equal(wanted.length, 3);
    for (const [name, retryPolicy, container] of wanted) {
      const { properties } = (found.get(name) ??
        assert.fail(`there is no subscription ${name}`)) as (typeof body.value)[0];
      assert.deepEqual(properties.retryPolicy, retryPolicy, String(name));
      assert.equal(properties.deadLetterDestination?.properties.blobContainerName, container, String(name));
    }
  });

  it("a letter is tried again by the app itself when it is due, and npm run clock brings that near", async () => {
    const accountId = randomUUID();
    const opened = await run(system.api, "open-account", { accountId, owner: "kim", currency: "EUR" });
    assert.equal(opened.body.status, "succeeded", JSON.stringify(opened.body));
    const account = () => get(`${system.api}/api/accounts/${accountId}`);
    assert.equal((await eventually(account, ({ status }) => status === 200)).status, 200);
    // As if its projection had failed: no document, a letter that waits for an hour, and the stream parked.
    const streamid = `account/${accountId}`;
    const { resources } = await database.container("events").items.readAll({ partitionKey: streamid }).fetchAll();
    const event = resources.find(({ kind }) => kind === "event");
    const { resources: documents } = await database.container("accounts").items.readAll().fetchAll();
    const document = documents.find(({ partition }) => partition === accountId);
    await database
      .container("accounts")
      .item(document?.id ?? "", accountId)
      .delete();
    const at = Date.now();
    const letter = letterOf({
      handler: "projection-accounts",
      partition: streamid,
      message: event?.["envelope"],
      error: new HandlerError("The rates were missing."),
      attempts: [{ at: new Date(at).toISOString(), error: "The rates were missing." }],
      retryAt: new Date(at + 3_600_000).toISOString(),
      build: "test",
    });
    for (const item of [letter, parkedBy(letter)]) await database.container("dead-letters").items.create(item);
    const tool = (file: string, ...args: string[]) => runProgram(file, args);
    const settings = join(folder.path, "settings.json");
    const listed = await tool("scripts/deadletters.ts", "--settings", settings, "list");
    assert.ok(listed.stdout.includes(`retrying: the next try is at ${letter.retryAt}`), listed.stdout);
    const advance = async (duration: string) => {
      const moved = await tool("scripts/clock.ts", "--data", folder.path, "--advance", duration);
      assert.equal(moved.code, 0, moved.stderr);
    };
    await advance("PT1H");
    // The app looks once a minute: another one goes by each time.
    for (let minute = 0; minute < 60 && (await account()).status !== 200; minute++) await advance("PT1M");
    assert.equal((await account()).status, 200);
    const left = async () => (await database.container("dead-letters").items.readAll().fetchAll()).resources;
    assert.deepEqual(await eventually(left, (all) => all.length === 0), []);
  });
});
