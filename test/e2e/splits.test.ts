import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { fewestAccounts } from "../../console/plan/accounts.ts";
import { usual } from "../../scripts/splits/options.ts";
import { playSplits } from "../../scripts/splits/play.ts";
import { temporaryFolder } from "./support/system.ts";

describe("two hosts that are killed in turn, over ranges that are split", () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it("keep the order of every stream, lose nothing and do nothing twice", async () => {
    const small = { accounts: fewestAccounts, transfers: 10, payments: 3 };
    const pace = { seconds: 10, killEvery: 3, splitEvery: 1 };
    const report = await playSplits(folder.path, { ...usual, ...small, ...pace, again: false, json: true }, () => {});
    assert.deepEqual(report.findings, []);
    assert.ok(report.kills.first + report.kills.second > 0);
    assert.ok(Object.values(report.splits).reduce((sum, count) => sum + count, 0) > 0);
    assert.ok(report.commands > 50);
    assert.ok(report.lists > 0);
  });
});
