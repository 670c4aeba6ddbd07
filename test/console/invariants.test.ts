import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { judge } from "../../console/check/invariants.ts";
import type { AccountSeen, CommandSeen, Observations } from "../../console/run/observations.ts";
import { play } from "../../console/simulation.ts";
import type { Account, CommandStatus, Takings, Transfer } from "../../generated/client.ts";
import { around, optionsFor } from "./support/play.ts";
import { startSmallSystem } from "./support/small-system.ts";

/** What a run saw that has no fault; each test plants one into a copy. */
let good: Observations;

before(async () => {
  const system = await startSmallSystem();
  good = await play(optionsFor(system.url), "good", around);
  await system.close();
});

function brokenBy(changes: Partial<Observations>): string[] {
  return judge({ ...good, ...changes }).flatMap(({ name, verdict }) => (verdict === "broken" ? [name] : []));
}

function assertBreaks(changes: Partial<Observations>, name: string): void {
  const broken = brokenBy(changes);
  assert.ok(broken.includes(name), `broken: ${broken.join(", ") || "nothing"}`);
}

/** Changes the first command that fits. */
function withCommand(fits: (seen: CommandSeen) => boolean, change: (seen: CommandSeen) => CommandSeen) {
  const index = good.commands.findIndex(fits);
  assert.ok(index >= 0, "no command fits");
  return { commands: good.commands.with(index, change(good.commands[index] as CommandSeen)) };
}

/** Changes the first account that fits. */
function withAccount(fits: (seen: AccountSeen) => boolean, change: (seen: AccountSeen) => AccountSeen) {
  const [id, seen] = [...good.accounts].find(([, one]) => fits(one)) ?? [];
  assert.ok(id !== undefined && seen !== undefined, "no account fits");
  return { accounts: new Map(good.accounts).set(id, change(seen)) };
}

/** Changes the takings of the first merchant that was paid. */
function withTakings(change: (takings: Takings) => Takings | undefined) {
  const [id, takings] = [...good.takings].find(([, one]) => (one?.fees ?? 0) > 0) ?? [];
  assert.ok(id !== undefined && takings !== undefined, "no merchant was paid");
  return { takings: new Map(good.takings).set(id, change(takings)) };
}

/** Changes the first transfer that fits. */
function withTransfer(fits: (transfer: Transfer) => boolean, change: (transfer: Transfer) => Partial<Transfer>) {
  const [id, transfer] = [...good.transfers].find(([, one]) => one !== undefined && fits(one)) ?? [];
  assert.ok(id !== undefined && transfer !== undefined, "no transfer fits");
  return { transfers: new Map(good.transfers).set(id, { ...transfer, ...change(transfer) }) };
}

const open = (seen: AccountSeen) => (seen.account?.balance ?? 0) > 0 && seen.statement.length > 1;
const changed = (seen: AccountSeen, account: Partial<Account>): AccountSeen => ({
  ...seen,
  account: seen.account && { ...seen.account, ...account },
});
const status = (seen: CommandSeen, changes: Partial<CommandStatus>): CommandStatus => {
  assert.ok(seen.outcome);
  return { ...seen.outcome, ...changes };
};
const isOf = (type: string, outcome: string) => (seen: CommandSeen) =>
  seen.step.content.type === type && seen.outcome?.status === outcome;

describe("a run without faults", () => {
  it("breaks nothing", () => assert.deepEqual(brokenBy({}), []));
});

describe("credits are neither made nor lost", () => {
  const name = "credits are neither made nor lost";
  it("sees a cent too much", () =>
    assertBreaks(
      withAccount(open, (seen) => changed(seen, { balance: (seen.account?.balance ?? 0) + 1 })),
      name,
    ));
  it("sees an account that has gone", () =>
    assertBreaks(
      withAccount(open, (seen) => ({ ...seen, account: undefined })),
      name,
    ));
  it("sees a merchant that has gone", () =>
    assertBreaks(
      withTakings(() => undefined),
      name,
    ));
  it("sees a fee that has gone", () =>
    assertBreaks(
      withTakings((takings) => ({ ...takings, fees: takings.fees - 1 })),
      name,
    ));
  it("counts what is on hold", () =>
    assertBreaks(
      withAccount(open, (seen) => changed(seen, { held: 5 })),
      name,
    ));
});

describe("no balance is below zero", () => {
  it("sees a debt", () =>
    assertBreaks(
      withAccount(open, (seen) => changed(seen, { balance: -1 })),
      "no balance is below zero",
    ));
});

describe("every command has exactly one outcome", () => {
  const name = "every command has exactly one outcome";
  const loaded = isOf("LoadCredits", "succeeded");
  it("sees a command that is still open", () =>
    assertBreaks(
      withCommand(loaded, (seen) => ({ ...seen, finally: status(seen, { status: "accepted" }) })),
      name,
    ));
  it("sees a command that is lost", () =>
    assertBreaks(
      withCommand(loaded, (seen) => ({ ...seen, finally: undefined })),
      name,
    ));
  it("sees a command that failed", () =>
    assertBreaks(
      withCommand(loaded, (seen) => ({ ...seen, finally: status(seen, { status: "failed" }) })),
      name,
    ));
  it("sees an outcome that changes", () =>
    assertBreaks(
      withCommand(loaded, (seen) => ({
        ...seen,
        finally: status(seen, { status: "rejected", rejection: { code: "account-closed", message: "" } }),
      })),
      name,
    ));
  it("sees two commands with the same event", () => {
    const other = good.commands.find(loaded)?.outcome?.events ?? [];
    const last = good.commands.findLast(loaded);
    const change = (seen: CommandSeen): CommandSeen => {
      const outcome = status(seen, { events: other });
      return { ...seen, outcome, finally: outcome };
    };
    assertBreaks(
      withCommand((seen) => seen === last, change),
      name,
    );
  });
});

describe("accounts are what the rules predict", () => {
  const name = "accounts are what the rules predict";
  for (const [what, change] of [
    ["another owner", { owner: "somebody" }],
    ["another guardian", { guardian: "somebody" }],
    ["another currency", { currency: "XXX" }],
    ["another status", { status: "closed" }],
    ["something still on hold", { held: 1 }],
    ["a version that is too old", { version: 1 }],
    ["a version that is too new", { version: 1000 }],
  ] as const) {
    it(`sees ${what}`, () =>
      assertBreaks(
        withAccount(open, (seen) => changed(seen, change)),
        name,
      ));
  }
  it("sees a command that was done though nobody was told", () =>
    assertBreaks(
      withCommand(isOf("LoadCredits", "succeeded"), (seen) => ({
        ...seen,
        outcome: status(seen, { status: "rejected" }),
      })),
      name,
    ));
});

describe("statements sum to the balances", () => {
  const name = "statements sum to the balances";
  const withLines = (change: (lines: AccountSeen["statement"]) => AccountSeen["statement"]) =>
    withAccount(open, (seen) => ({ ...seen, statement: change(seen.statement) }));
  it("sees a missing movement", () =>
    assertBreaks(
      withLines((lines) => lines.slice(1)),
      name,
    ));
  it("sees a movement twice", () =>
    assertBreaks(
      withLines((lines) => [...lines.slice(0, 1), ...lines]),
      name,
    ));
  it("sees a wrong order", () =>
    assertBreaks(
      withLines((lines) => lines.toReversed()),
      name,
    ));
  it("sees another amount", () =>
    assertBreaks(
      withLines((lines) => lines.map((line) => ({ ...line, amount: line.amount + 1 }))),
      name,
    ));
});

describe("merchants have what they were paid, less the fees", () => {
  const name = "merchants have what they were paid, less the fees";
  for (const [what, change] of [
    ["a cent too much", ({ net }: Takings) => ({ net: net + 1 })],
    ["another fee", ({ fees, net }: Takings) => ({ fees: fees + 1, net: net - 1 })],
    [
      "a payment that was taken twice",
      ({ payments, gross }: Takings) => ({ payments: payments + 1, gross: gross + 1 }),
    ],
    ["another owner", () => ({ owner: "somebody" })],
    ["a version that is too old", () => ({ version: 1 })],
    ["a version that is too new", () => ({ version: 1000 })],
  ] as const) {
    it(`sees ${what}`, () =>
      assertBreaks(
        withTakings((takings) => ({ ...takings, ...change(takings) })),
        name,
      ));
  }
  it("sees a merchant that is missing", () =>
    assertBreaks(
      withTakings(() => undefined),
      name,
    ));
  it("is not checked without merchants", () => {
    const commands = good.commands.filter(({ step: { content } }) => !/Merchant$/.test(content.type));
    assert.equal(judge({ ...good, commands }).find((one) => one.name === name)?.verdict, "not checked");
  });
});

describe("every transfer ends once, for the right reason", () => {
  const name = "every transfer ends once, for the right reason";
  const settled = ({ status }: Transfer) => status === "settled";
  const returned = (reason: string) => (transfer: Transfer) => transfer.reason === reason;
  for (const status of ["pending", "awaiting-guardian", "held", "approved", "expired", "returned"] as const) {
    it(`sees one that is ${status} though it must be settled`, () =>
      assertBreaks(
        withTransfer(settled, () => ({ status })),
        name,
      ));
  }
  for (const reason of ["guardian-denied", "guardian-expired", "review-rejected", "review-expired", "account-closed"]) {
    it(`sees one that is settled though it must come back: ${reason}`, () =>
      assertBreaks(
        withTransfer(returned(reason), () => ({ status: "settled" })),
        name,
      ));
    it(`sees one that came back for another reason than ${reason}`, () =>
      assertBreaks(
        withTransfer(returned(reason), () => ({ reason: "balance-limit" })),
        name,
      ));
  }
  it("sees another reviewer", () =>
    assertBreaks(
      withTransfer(
        ({ reviewer }) => reviewer !== undefined,
        () => ({ reviewer: "somebody" }),
      ),
      name,
    ));
  it("sees a guardian who was not asked", () =>
    assertBreaks(
      withTransfer(
        ({ guardian }) => guardian === undefined,
        () => ({ guardian: "somebody" }),
      ),
      name,
    ));
  it("sees another amount", () =>
    assertBreaks(
      withTransfer(settled, ({ amount }) => ({ amount: amount + 1 })),
      name,
    ));
  it("sees one that has gone", () => {
    const [id = ""] = good.transfers.keys();
    assertBreaks({ transfers: new Map(good.transfers).set(id, undefined) }, name);
  });
  it("sees those that wait for ever", () => assertBreaks({ expired: false }, name));
});

describe("one decision counts, whoever comes second is told", () => {
  const name = "one decision counts, whoever comes second is told";
  const decision = (outcome: string) => (seen: CommandSeen) =>
    seen.step.due !== undefined && seen.step.expect.is === "either" && seen.outcome?.status === outcome;
  it("sees two that count", () =>
    assertBreaks(
      withCommand(decision("rejected"), ({ outcome: _told, ...seen }) => ({
        ...seen,
        outcome: { commandId: "x", type: "x", correlationId: "x", status: "succeeded" },
      })),
      name,
    ));
  it("sees that none counts", () =>
    assertBreaks(
      withCommand(decision("succeeded"), (seen) => ({
        ...seen,
        outcome: status(seen, { status: "rejected", rejection: { code: "not-awaiting-review", message: "" } }),
      })),
      name,
    ));
  it("sees that nobody told the second one", () =>
    assertBreaks(
      withCommand(decision("rejected"), (seen) => ({ ...seen, outcome: undefined })),
      name,
    ));
  it("is not checked when nothing was decided", () => {
    const commands = good.commands.filter(({ step }) => step.due === undefined);
    assert.equal(judge({ ...good, commands }).find((one) => one.name === name)?.verdict, "not checked");
  });
});

describe("undecided transfers expire and come back", () => {
  const name = "undecided transfers expire and come back";
  for (const reason of ["guardian-expired", "review-expired"] as const) {
    const silent = (transfer: Transfer) => transfer.reason === reason;
    it(`sees one that is still there: ${reason}`, () =>
      assertBreaks(
        withTransfer(silent, () => ({ status: "held" })),
        name,
      ));
    it(`sees one that came back as if somebody had decided: ${reason}`, () =>
      assertBreaks(
        withTransfer(silent, () => ({ reason: "review-rejected" })),
        name,
      ));
  }
  it("is not checked where time cannot be moved", () => {
    const verdict = judge({ ...good, time: "no clock" }).find((one) => one.name === name);
    assert.deepEqual([verdict?.verdict, verdict?.detail], ["not checked", "no clock"]);
  });
});

describe("no process is left running or failed", () => {
  const name = "no process is left running or failed";
  for (const status of ["Running", "Pending", "Failed", "Terminated"]) {
    it(`sees one that is ${status}`, () =>
      assertBreaks({ processes: { looked: 9, left: [{ id: "transfer-1", status }] } }, name));
  }
  it("is not checked where the management API is not offered", () => {
    const verdict = judge({ ...good, processes: "not offered" }).find((one) => one.name === name);
    assert.deepEqual([verdict?.verdict, verdict?.detail], ["not checked", "not offered"]);
  });
});

describe("commands are refused by the rules, and only by them", () => {
  const name = "commands are refused by the rules, and only by them";
  it("sees another code", () =>
    assertBreaks(
      withCommand(
        (seen) => seen.step.expect.is === "rejected",
        (seen) => ({ ...seen, outcome: status(seen, { rejection: { code: "other", message: "" } }) }),
      ),
      name,
    ));
  it("sees a refusal without a reason in the rules", () =>
    assertBreaks(
      withCommand(isOf("OpenAccount", "succeeded"), (seen) => ({
        ...seen,
        outcome: status(seen, { status: "rejected", rejection: { code: "account-exists", message: "" } }),
      })),
      name,
    ));
  it("sees an account closed that holds credits", () =>
    assertBreaks(
      withCommand(isOf("LoadCredits", "succeeded"), (seen) => ({
        ...seen,
        step: {
          ...seen.step,
          content: { type: "CloseAccount", data: { accountId: Object(seen.step.content.data).accountId } },
          expect: { is: "closed-if-empty" },
        },
      })),
      name,
    ));
});

describe("a command that is sent twice is taken once", () => {
  const name = "a command that is sent twice is taken once";
  const repeatedBy = (is: "duplicate" | "replayed") => (seen: CommandSeen) =>
    seen.answers.some((answer) => answer.is === is);
  it("sees a duplicate that was taken", () =>
    assertBreaks(
      withCommand(repeatedBy("duplicate"), (seen) => ({
        ...seen,
        answers: seen.answers.map((answer) => (answer.is === "duplicate" ? { ...answer, is: "accepted" } : answer)),
      })),
      name,
    ));
  it("sees a replay with another id", () =>
    assertBreaks(
      withCommand(repeatedBy("replayed"), (seen) => ({
        ...seen,
        answers: seen.answers.map((answer) => (answer.is === "replayed" ? { ...answer, commandId: "other" } : answer)),
      })),
      name,
    ));
  it("sees a replay that was refused as a duplicate", () =>
    assertBreaks(
      withCommand(repeatedBy("replayed"), (seen) => ({
        ...seen,
        answers: seen.answers.map((answer) => (answer.is === "replayed" ? { ...answer, is: "duplicate" } : answer)),
      })),
      name,
    ));
  it("sees a new command taken for a duplicate", () =>
    assertBreaks(
      withCommand(
        (seen) => seen.answers.length === 1,
        (seen) => ({ ...seen, answers: [{ is: "duplicate", commandId: "earlier", resent: 0 }] }),
      ),
      name,
    ));
  it("lets that pass when the post had to be sent again", () =>
    assert.deepEqual(
      brokenBy(
        withCommand(
          (seen) => seen.answers.length === 1 && seen.step.key === undefined,
          (seen) => ({ ...seen, answers: [{ is: "duplicate", commandId: "earlier", resent: 1 }] }),
        ),
      ),
      [],
    ));
  it("sees a good command refused at the door", () =>
    assertBreaks(
      withCommand(
        () => true,
        (seen) => ({ ...seen, answers: [{ is: "refused", status: 400, code: "invalid-payload", resent: 0 }] }),
      ),
      name,
    ));
  it("sees a key that was taken with another payload", () =>
    assertBreaks(
      withCommand(
        (seen) => seen.reuse !== undefined,
        (seen) => ({ ...seen, reuse: { is: "replayed", commandId: "x", resent: 0 } }),
      ),
      name,
    ));
});

describe("invalid payloads are refused", () => {
  for (const answer of [
    { is: "accepted", commandId: "x", resent: 0 },
    { is: "refused", status: 422, code: "invalid-payload", resent: 0 },
    { is: "refused", status: 400, code: "invalid-json", resent: 0 },
  ] as const) {
    it(`sees the answer ${JSON.stringify(answer)}`, () => {
      const [first, ...rest] = good.invalid;
      assert.ok(first);
      assertBreaks({ invalid: [{ ...first, answer }, ...rest] }, "invalid payloads are refused");
    });
  }
});

describe("who is concerned is notified", () => {
  const name = "who is concerned is notified";
  for (const type of [
    "credits.CommandRejected.v1",
    "credits.TransferReceived.v1",
    "credits.TransferProgressed.v1",
    "credits.GuardianApprovalRequested.v1",
    "credits.PaymentReceived.v1",
  ]) {
    const without = (keep: number) =>
      new Map(
        [...good.notifications].map(([recipient, list]) => [
          recipient,
          list.flatMap((one) => (one.type === type ? Array<typeof one>(keep).fill(one) : [one])),
        ]),
      );
    it(`sees that ${type} is missing`, () => assertBreaks({ notifications: without(0) }, name));
    it(`sees that ${type} came twice`, () => assertBreaks({ notifications: without(2) }, name));
  }
  it("sees news of what has not been", () => {
    for (const [recipient, list] of good.notifications) {
      const progress = list.find((one) => one.type === "credits.TransferProgressed.v1");
      if (progress === undefined) continue;
      const news = { ...progress, id: "other", data: { ...progress.data, transferId: "no-such-transfer" } };
      return assertBreaks({ notifications: new Map(good.notifications).set(recipient, [...list, news]) }, name);
    }
    assert.fail("nobody was told of a step");
  });
  it("does not judge those it did not look at", () => {
    const verdicts = judge({ ...good, notifications: new Map() });
    assert.equal(verdicts.find((verdict) => verdict.name === name)?.verdict, "not checked");
  });
});

describe("the system's own verification", () => {
  const name = "read models equal a fresh fold of the events";
  it("is passed on when it finds faults", () =>
    assertBreaks({ verification: { ok: false, faults: ["read model accounts: …"] } }, name));
  it("is not checked where it is not offered", () => {
    const verdict = judge({ ...good, verification: "not offered" }).find((one) => one.name === name);
    assert.deepEqual([verdict?.verdict, verdict?.detail], ["not checked", "not offered"]);
  });
});

describe("the plan was played to its end", () => {
  it("sees a run that was broken off", () =>
    assertBreaks({ brokenOff: "load 1 failed" }, "the plan was played to its end"));
});
