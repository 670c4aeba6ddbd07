import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { CosmosClient } from "@azure/cosmos";
import { eventually, get, run } from "./support/http.ts";
import { copyProject, type ProjectCopy } from "./support/project-copy.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const readModels = ["accounts", "statements", "takings", "transfers"];
/** Above the threshold, so that a reviewer must say yes. */
const large = 150_000;

/**
 * The event of the worked example that records that a transfer was asked for and awaits a decision, TransferHeld, in three
 * deployments over the same data: version 1 says `until`; version 2 renames it to `decideBy` and requires a `reason`; version 3
 * splits `decideBy` into `decideOn` and `decideAt`.
 */
describe("an event walks through three versions", () => {
  const data = temporaryFolder();
  const code = temporaryFolder();
  let copy: ProjectCopy;
  let system: System;
  let first: Webhook;
  let second: Webhook;
  const account = { anna: randomUUID(), mia: randomUUID() };

  before(async () => {
    [first, second] = await Promise.all([startWebhook(), startWebhook()]);
    copy = copyProject(code.path);
  });
  after(async () => {
    await system?.stop();
    await Promise.all([first?.stop(), second?.stop()]);
    code.remove();
    data.remove();
  });

  const start = async () => {
    const generated = await copy.run("codegen/cli.ts");
    assert.equal(generated.code, 0, generated.stdout + generated.stderr);
    system = await startSystem(data.path, 0, {}, [], copy.folder);
  };
  const contract = (...args: string[]) => copy.run("codegen/contract.ts", ...args);
  const hold = async () => {
    const transferId = randomUUID();
    const { anna, mia } = account;
    const transfer = { transferId, fromAccountId: anna, toAccountId: mia, amount: large, currency: "EUR" };
    assert.equal((await run(system.api, "transfer-credits", transfer)).body.status, "succeeded");
    assert.equal((await waitFor(transferId, "held")).until > "2026", true);
    return transferId;
  };
  const waitFor = async (transferId: string, status: string) => {
    const found = await eventually(
      () => get(`${system.api}/api/transfers/${transferId}`),
      ({ body }) => body.status === status,
    );
    assert.equal(found.body.status, status);
    return found.body;
  };
  const approve = async (transferId: string) => {
    const review = { transferId, fromAccountId: account.anna, reviewer: "rita" };
    assert.equal(
      (await run(system.api, "approve-transfer", review)).body.status,
      "succeeded",
      "the old event was folded",
    );
    await waitFor(transferId, "settled");
  };
  const balanceOf = async (id: string) => (await get(`${system.api}/api/accounts/${id}`)).body.balance;
  const heard = async (webhook: Webhook, count: number) => {
    await eventually(
      async () => webhook.events.length,
      (length) => length >= count,
    );
    return new Map(webhook.events.map((event) => [event.data.transferId, event]));
  };
  const held: string[] = [];

  it("version 1 is stored and published", async () => {
    const versions = ["TransferHeld.v1"];
    copy.changeContract(({ channels, components: { messages } }) => {
      const newest = messages["TransferHeld"]["x-eventwright"];
      messages["TransferHeld"] = { ...messages["TransferHeld.v1"], "x-eventwright": { ...newest, version: 1 } };
      for (const key of versions) delete messages[key];
      delete channels.events.messages["TransferHeldV1"];
    });
    copy.replace("handlers/account/decide/decisions.ts", [
      'reason: "large-amount", decideBy: data.until',
      "until: data.until",
    ]);
    copy.replace("handlers/read-models/transfers.ts", ["event.data.decideBy", "event.data.until"]);
    copy.replace("handlers/notifiers/transfer-progressed.ts", ["until: data.decideBy", "until: data.until"]);
    const index = copy.read("handlers/index.ts").replace(/^ {2}(up|down)casters: \{\n[^}]*\},\n/gm, "");
    copy.write("handlers/index.ts", index.replace(/^import .*transfer-held.*\n/m, ""));
    rmSync(join(copy.folder, "handlers/upcasters"), { recursive: true });
    await start();
    await subscribe(system, "first", first.url, { filter: { includedEventTypes: ["credits.TransferHeld.v1"] } });
    for (const [owner, accountId] of Object.entries(account)) {
      const opened = await run(system.api, "open-account", { accountId, owner, currency: "EUR" });
      assert.equal(opened.body.status, "succeeded");
    }
    const load = { accountId: account.anna, amount: 10 * large, currency: "EUR", loadId: randomUUID() };
    assert.equal((await run(system.api, "load-credits", load)).body.status, "succeeded");
    held.push(await hold(), await hold());
    const [event] = [...(await heard(first, 2)).values()];
    assert.deepEqual(Object.keys(event.data).sort(), [
      "amount",
      "currency",
      "fromAccountId",
      "toAccountId",
      "transferId",
      "until",
    ]);
    await system.stop();
  });

  it("version 2 goes on with what is stored in version 1, and the old consumer with version 1", async () => {
    for (const path of ["asyncapi.yaml", "handlers"]) {
      rmSync(join(copy.folder, path), { recursive: true });
      cpSync(join(repository, path), join(copy.folder, path), { recursive: true });
    }
    await start();
    await subscribe(system, "second", second.url, { filter: { includedEventTypes: ["credits.TransferHeld.v2"] } });
    await approve(held[0] ?? "");
    const transferId = await hold();
    held.push(transferId);
    const old = (await heard(first, 3)).get(transferId);
    assert.deepEqual([old.type, typeof old.data.until], ["credits.TransferHeld.v1", "string"]);
    assert.match(old.dataschema, /transfer-held\.v1\.json$/);
    const now = (await heard(second, 1)).get(transferId);
    assert.deepEqual([now.data.decideBy, now.data.reason], [old.data.until, "large-amount"]);
    await system.stop();
  });

  it("version 3 is begun by a command, and a wrong upcaster is found on a named sample", async () => {
    const begun = await contract("new-version", "TransferHeld", "--sunset", "2027-12-31");
    assert.equal(begun.code, 0, begun.stdout + begun.stderr);
    copy.replace(
      "schemas/events/transfer-held.v3.json",
      ['"reason", "decideBy"', '"reason", "decideOn", "decideAt"'],
      [
        '"decideBy": {\n      "$ref": "../values/until.json"\n    }',
        '"decideOn": { "type": "string", "format": "date" },\n' +
          '    "decideAt": { "type": "string", "pattern": "^([01][0-9]|2[0-3])(:[0-5][0-9]){2}[.][0-9]{3}$" }',
      ],
    );
    copy.changeContract(({ components: { messages } }) => {
      const { decideBy: _gone, ...payload } = messages["TransferHeld"].examples[0].payload;
      const split = { ...payload, decideOn: "2026-01-04", decideAt: "09:00:00.000" };
      messages["TransferHeld"].examples = [{ name: "large", payload: split }];
    });
    copy.replace("handlers/account/decide/decisions.ts", ["decideBy: data.until", "...split(data.until)"]);
    copy.replace("handlers/account/decide/decisions.ts", [
      "/** Other people's say",
      "const split = (at: string) => ({ decideOn: at.slice(0, 10), decideAt: at.slice(11, -1) });\n\n/** Other people's say",
    ]);
    const joined = (from: string) => `[${from}.decideOn, "T", ${from}.decideAt, "Z"].join("")`;
    copy.replace("handlers/read-models/transfers.ts", ["event.data.decideBy", joined("event.data")]);
    copy.replace("handlers/notifiers/transfer-progressed.ts", ["data.decideBy", joined("data")]);
    // The scaffold only copies: what version 3 asks for is not there.
    const wrong = await contract("upcasters", "--json");
    assert.equal(wrong.code, 1, wrong.stdout + wrong.stderr);
    const findings: { rule: string; sample?: { name: string } }[] = JSON.parse(wrong.stdout).findings;
    const named = findings.filter(({ rule, sample }) => rule === "EC3003" && sample?.name === "example large");
    assert.ok(named.length > 0, wrong.stdout);
    const refused = await contract("check");
    assert.deepEqual(
      [refused.code, /EC3003/.test(refused.stdout), /example large/.test(refused.stdout)],
      [1, true, true],
    );

    copy.replace(
      "handlers/upcasters/transfer-held.ts",
      [
        "from2: (data) => ({ ...data }),",
        // A date and time may have an offset, any number of digits behind the second, and a leap second.
        'from2: ({ decideBy, ...data }) => { const at = new Date(decideBy.replace(":60", ":59")).toISOString(); ' +
          "return { ...data, decideOn: at.slice(0, 10), decideAt: at.slice(11, -1) }; },",
      ],
      [
        "to2: (data) => ({ ...data }),",
        `to2: (data) => { const { decideOn, decideAt, ...rest } = data; return { ...rest, decideBy: ${joined("data")} }; },`,
      ],
    );
    const tried = await contract("upcasters");
    assert.equal(tried.code, 0, tried.stdout + tried.stderr);
    copy.changeContract((document) => {
      document.info.version = "9.0.0";
    });
    const gate = await contract("check");
    assert.equal(gate.code, 0, gate.stdout + gate.stderr);
  });

  it("version 3 folds what is stored in versions 1 and 2; each consumer gets its own; a rebuild changes nothing", async () => {
    await start();
    await approve(held[1] ?? "");
    await approve(held[2] ?? "");
    const transferId = await hold();
    const old = (await heard(first, 4)).get(transferId);
    const middle = (await heard(second, 2)).get(transferId);
    assert.deepEqual([old.type, old.data.until], ["credits.TransferHeld.v1", middle.data.decideBy]);
    assert.equal(middle.type, "credits.TransferHeld.v2");
    await approve(transferId);
    assert.deepEqual([await balanceOf(account.mia), first.events.length, second.events.length], [4 * large, 4, 2]);

    const documents = await documentsOf(system);
    const rebuilt = await copy.run("scripts/rebuild.ts", "--settings", join(data.path, "settings.json"), "--json");
    assert.equal(rebuilt.code, 0, rebuilt.stdout + rebuilt.stderr);
    assert.deepEqual(await documentsOf(system), documents);
    assert.equal(await balanceOf(account.mia), 4 * large);
  });
});

/** Every read model document without what the store itself stamps on it, in a fixed order. */
async function documentsOf({ cosmos, dataDir }: System): Promise<string[]> {
  const client = new CosmosClient({ endpoint: cosmos, key: keysOf(dataDir).cosmos });
  try {
    const found: string[] = [];
    for (const name of readModels) {
      const { resources } = await client.database("credits").container(name).items.readAll().fetchAll();
      for (const { _rid, _self, _etag, _ts, _attachments, _lsn, ...document } of resources)
        found.push(`${name} ${JSON.stringify(document)}`);
    }
    return found.sort();
  } finally {
    client.dispose();
  }
}
