import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runProgram } from "./support/commands.ts";
import { eventually, get, run } from "./support/http.ts";
import { rolesOf } from "./support/roles.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("npm start -- --https", () => {
  const folder = temporaryFolder();
  let system: System;
  before(async () => {
    system = await startSystem(folder.path, 0, {}, ["--https"]);
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });
  const file = (name: string) => join(folder.path, name);

  it("runs the main line with an identity, over https, and no key of Cosmos DB or Event Grid in the app's settings", async () => {
    assert.match(system.cosmos, /^https:/);
    assert.match(system.eventgrid, /^https:/);
    const settings = readFileSync(file("settings.json"), "utf8");
    const keys = keysOf(folder.path);
    for (const key of [keys.cosmos, keys.eventgrid]) assert.ok(!settings.includes(key));
    const { api } = system;
    const [anna, mia] = [randomUUID(), randomUUID()];
    for (const [accountId, owner] of [
      [anna, "anna"],
      [mia, "mia"],
    ]) {
      const opened = await run(api, "open-account", { accountId, owner, currency: "EUR" });
      assert.equal(opened.body.status, "succeeded");
    }
    await run(api, "load-credits", { accountId: anna, amount: 60000, currency: "EUR", loadId: randomUUID() });
    const transfer = { transferId: randomUUID(), fromAccountId: anna, toAccountId: mia, amount: 5000, currency: "EUR" };
    assert.equal((await run(api, "transfer-credits", transfer)).body.status, "succeeded");
    const balance = async (id: string) => (await get(`${api}/api/accounts/${id}`)).body;
    const settled = (wanted: number) => (account: { balance?: number; held?: number }) =>
      account.balance === wanted && account.held === 0;
    // The process of a transfer is started by Event Grid, so the event went there with a token.
    assert.equal((await eventually(() => balance(anna), settled(55_000))).balance, 55_000);
    assert.equal((await eventually(() => balance(mia), settled(5_000))).balance, 5_000);
  });

  it("lets the approvals application subscribe", async () => {
    const events = async () => (await get(`${system.approvals}/health`)).body.events;
    assert.equal(await eventually(events, (state) => state === "subscribed"), "subscribed");
  });

  it("lets chores in by the same settings", async () => {
    const listed = await runProgram("scripts/rebuild.ts", ["--settings", file("settings.json"), "--json"]);
    assert.equal(listed.code, 0, listed.stderr);
  });

  it("starts without its role in Cosmos DB, names it, and works once it is there", async () => {
    await system.stop();
    const give = rolesOf(folder.path).cosmos(undefined);
    system = await startSystem(folder.path, 0, {}, ["--https"]);
    const payload = { accountId: randomUUID(), owner: "kim", currency: "EUR" };
    const { status, body } = await run(system.api, "open-account", payload);
    assert.deepEqual([status, body.code], [503, "role-missing"]);
    assert.match(body.detail, /Cosmos DB Built-in Data Contributor would allow .*items\/create/);
    // The host's triggers wait for it, too.
    const said = async () => system.output();
    const cannot = /The trigger cannot start yet: .*does not have required RBAC permissions to perform action/;
    assert.match(await eventually(said, (text) => cannot.test(text)), cannot);
    give();
    assert.equal((await run(system.api, "open-account", payload)).body.status, "succeeded");
  });
});
