import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Reviewer, signIn } from "../approvals/support/reviewer.ts";
import { type Callers, callersOf, type Headers } from "./support/callers.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get, post } from "./support/http.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("with keys and tokens asked for, what goes with the system works on", () => {
  const folder = temporaryFolder();
  const accounts = { anna: randomUUID(), ben: randomUUID() };
  let system: System;
  let callers: Callers;
  let asAnna: Headers;
  let rita: Reviewer;
  before(async () => {
    system = await startSystem(folder.path, 0, {}, ["--secure", "--dashboard-port", "0"]);
    callers = callersOf(folder.path);
    asAnna = await callers.as("anna");
    for (const [owner, accountId] of Object.entries(accounts)) {
      await succeed("open-account", { accountId, owner, currency: "EUR" }, await callers.as(owner));
    }
    const load = { accountId: accounts.anna, amount: 900_000, currency: "EUR", loadId: randomUUID() };
    await succeed("load-credits", load, asAnna);
    rita = await signIn(system.approvals, "rita");
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  async function succeed(name: string, payload: unknown, headers: Headers): Promise<void> {
    const accepted = await post(system.api, name, payload, headers);
    assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
    const done = await get(`${system.api}${accepted.headers.get("location")}`, { ...headers, prefer: "wait=30" });
    assert.equal(done.body.status, "succeeded", JSON.stringify(done.body));
  }

  /** A transfer that a reviewer is asked about. */
  async function transfer(): Promise<string> {
    const transferId = randomUUID();
    const sides = { fromAccountId: accounts.anna, toAccountId: accounts.ben };
    await succeed("transfer-credits", { transferId, ...sides, amount: 150_000, currency: "EUR" }, asAnna);
    return transferId;
  }

  async function becomes(transferId: string, status: string): Promise<void> {
    const read = async () => (await get(`${system.api}/api/transfers/${transferId}`, asAnna)).body;
    assert.equal((await eventually(read, (found) => found.status === status)).status, status);
  }

  it("lets a reviewer approve and reject in the approvals application, where owners have names", async () => {
    for (const [verdict, status] of [
      ["approve", "settled"],
      ["reject", "returned"],
    ] as const) {
      const transferId = await transfer();
      const find = async () => (await rita.queue()).waiting.find((one) => one.transferId === transferId);
      const named = await eventually(find, (one) => JSON.stringify(one ?? "").includes('"ben"'));
      assert.ok(named && JSON.stringify(named).includes('"anna"'), JSON.stringify(named));
      const decided = await rita.decide(named.key, verdict, "known to both");
      assert.deepEqual([decided.status, decided.body.result], [200, "decided"], JSON.stringify(decided.body));
      await becomes(transferId, status);
      const { body } = await rita.detail(named.key);
      assert.equal(body.transfer.status, verdict === "approve" ? "approved" : "rejected");
    }
    const { link } = await rita.queue();
    assert.equal(link.api, "up", JSON.stringify(link));
  });

  it("lets the dashboard send a command, follow it and look at what is wrong", async () => {
    const transferId = await transfer();
    await becomes(transferId, "held");
    const headers = { origin: system.dashboard };
    const decision = { transferId, fromAccountId: accounts.anna, reviewer: "rosa" };
    const sent = await post(system.dashboard, "approve-transfer", decision, headers);
    assert.equal(sent.status, 202, JSON.stringify(sent.body));
    const follow = () => get(`${system.dashboard}${sent.headers.get("location")}`, headers);
    const followed = await eventually(follow, ({ body }) => body.status !== "accepted");
    assert.deepEqual([followed.status, followed.body.status], [200, "succeeded"], JSON.stringify(followed.body));
    await becomes(transferId, "settled");
    const letters = await get(`${system.dashboard}/api/admin/dead-letters`, headers);
    assert.deepEqual([letters.status, letters.body.items], [200, []]);
  });

  it("lets the chores work: clock, dead letters, rebuild", async () => {
    const settings = ["--settings", join(folder.path, "settings.json")];
    for (const [file, args, said] of [
      ["scripts/clock.ts", ["--data", folder.path, "--advance", "PT1S", "--json"], /offsetMs/],
      ["scripts/deadletters.ts", ["list", ...settings], /no dead letters|nothing/i],
      ["scripts/rebuild.ts", [...settings, "--json"], /"accounts"/],
    ] as const) {
      const { code, stdout, stderr } = await runProgram(file, args);
      assert.equal(code, 0, stderr);
      assert.match(stdout, said, file);
    }
  });

  it("fills the system, whose app takes the live transfers of their owners", async () => {
    const settings = join(folder.path, "settings.json");
    const args = ["--messages", "100", "--live", "3", "--settings", settings, "--json"];
    const { code, stdout, stderr } = await runProgram("scripts/fill.ts", args);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).live, 3);
  });
});
