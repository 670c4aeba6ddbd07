import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usual } from "../../console/options.ts";
import { creditedOf, takenOf } from "../../console/plan/fees.ts";
import { idsOf } from "../../console/plan/ids.ts";
import { type PlanOptions, planRun } from "../../console/plan/plan.ts";
import { Random } from "../../console/plan/random.ts";
import { usualRules } from "../../console/plan/rules.ts";
import type { InvalidStep, Step } from "../../console/plan/step.ts";
import { commandClasses } from "./support/commands.ts";

const options: PlanOptions = { ...usual, run: "a", rules: usualRules, canWait: true };

function stepsOf(changes: Partial<PlanOptions> = {}): (Step | InvalidStep)[] {
  return planRun({ ...options, ...changes }).waves.flatMap(({ steps }) => steps);
}

const commandsOf = (changes: Partial<PlanOptions> = {}) => stepsOf(changes).filter((step) => step.kind === "command");

describe("a plan", () => {
  it("is the same for the same seed and run", () => {
    assert.equal(JSON.stringify(planRun(options)), JSON.stringify(planRun(options)));
  });

  it("has other ids but the same amounts in another run", () => {
    const ids = (changes: Partial<PlanOptions>) =>
      new Set(JSON.stringify(planRun({ ...options, ...changes })).match(/[0-9a-f-]{36}/g));
    const others = ids({ run: "b" });
    assert.equal([...ids({})].filter((id) => others.has(id)).length, 0);
    const amounts = (run: string) =>
      commandsOf({ run }).map(({ content: { data } }) => ("amount" in data ? data.amount : 0));
    assert.deepEqual(amounts("a"), amounts("b"));
  });

  it("is another for another seed", () => {
    assert.notEqual(JSON.stringify(planRun(options)), JSON.stringify(planRun({ ...options, seed: 43 })));
  });

  it("asks for every refusal that can be had for certain", () => {
    const codes = commandsOf().flatMap(({ expect }) => (expect.is === "rejected" ? [expect.code] : []));
    assert.deepEqual([...new Set(codes)].sort(), [
      "account-closed",
      "account-exists",
      "account-not-found",
      "balance-limit",
      "balance-not-zero",
      "currency-mismatch",
      "insufficient-credits",
      "merchant-exists",
      "not-awaiting-review",
      "not-guardian",
      "same-account",
      "transfer-not-found",
    ]);
  });

  it("has as many accounts and transfers as asked for", () => {
    const commands = commandsOf({ accounts: 8, transfers: 3 });
    assert.equal(commands.filter(({ name }) => /^open/.test(name)).length, 8);
    assert.equal(commands.filter(({ name }) => /^transfer/.test(name)).length, 3);
  });

  it("has accounts with guardians, several to an owner, in two currencies", () => {
    const accounts = planRun(options).accounts.map(({ open }) => open);
    assert.ok(accounts.some(({ guardian }) => guardian !== undefined));
    assert.ok(accounts.every(({ owner, guardian }) => owner !== guardian));
    assert.ok(new Set(accounts.map(({ owner }) => owner)).size < accounts.length);
    assert.deepEqual([...new Set(accounts.map(({ currency }) => currency))].sort(), ["EUR", "USD"]);
  });

  it("repeats the asked share of the commands, with and without a key", () => {
    const commands = commandsOf({ duplicates: 20 });
    const repeated = commands.filter(({ repeats }) => repeats.length > 0);
    const share = repeated.length / commands.length;
    assert.ok(share > 0.15 && share < 0.25, String(share));
    assert.ok(repeated.some(({ key }) => key === undefined));
    assert.ok(repeated.some(({ reuse }) => reuse !== undefined));
    assert.equal(commandsOf({ duplicates: 0 }).filter(({ repeats }) => repeats.length > 0).length, 0);
  });

  it("never holds the same command twice, but for its repeats", () => {
    const identities = commandsOf().map(({ content, key }) => JSON.stringify([content.type, key ?? content.data]));
    assert.equal(new Set(identities).size, identities.length);
  });

  it("has payloads that the contract accepts, and invalid ones that it does not", async () => {
    for (const step of stepsOf({ transfers: 60 })) {
      const data = step.kind === "command" ? step.content.data : step.data;
      const type = step.kind === "command" ? step.content.type : step.type;
      const { ok } = await commandClasses[type].parse(JSON.parse(JSON.stringify(data)));
      assert.equal(ok, step.kind === "command", step.name);
    }
  });
});

describe("transfers that somebody is asked about", () => {
  const transferOf = (name: string) => {
    const found = commandsOf().find((step) => step.name === name)?.content;
    assert.equal(found?.type, "TransferCredits");
    return found.data;
  };
  const decisionsOf = (changes: Partial<PlanOptions> = {}) =>
    commandsOf(changes).filter(({ due, expect }) => due !== undefined && expect.is !== "rejected");
  const kindsOf = (steps: readonly Step[]) => [...new Set(steps.map(({ content }) => content.type))].sort();
  const answered = (changes: Partial<PlanOptions> = {}) =>
    new Set(decisionsOf(changes).map(({ due }) => due?.transferId));

  it("begin just at the limits, and not below", () => {
    assert.deepEqual([transferOf("large 0").amount, transferOf("large 1").amount], [99_999, 100_000]);
    assert.deepEqual([transferOf("asked 0").amount, transferOf("asked 1").amount], [10_000, 10_001]);
    assert.ok(!answered().has(transferOf("large 0").transferId));
    assert.ok(!answered().has(transferOf("asked 0").transferId));
  });

  it("follow the system's settings", () => {
    const amounts = commandsOf({ rules: { reviewThreshold: 7, guardianLimit: 3 } }).flatMap(({ name, content }) =>
      /^(large|asked) [01]$/.test(name) && content.type === "TransferCredits" ? [content.data.amount] : [],
    );
    assert.deepEqual(
      amounts.sort((a, b) => a - b),
      [300, 301, 699, 700],
    );
  });

  it("are answered in every way, and some not at all, however few there are", () => {
    const few = { accounts: 8, transfers: 10 };
    assert.deepEqual(kindsOf(decisionsOf(few)), ["AllowTransfer", "ApproveTransfer", "DenyTransfer", "RejectTransfer"]);
    const raced = decisionsOf(few).filter(({ expect }) => expect.is === "either");
    assert.deepEqual(kindsOf(raced), ["AllowTransfer", "ApproveTransfer", "DenyTransfer", "RejectTransfer"]);
    const isLarge = (name: string) => /^(large|asked) [1-9]/.test(name);
    const large = commandsOf(few).filter(({ name, content }) => content.type === "TransferCredits" && isLarge(name));
    assert.ok(large.some(({ content: { data } }) => "transferId" in data && !answered(few).has(data.transferId)));
  });

  it("get two answers as neighbours, so that both are sent at the same time", () => {
    for (const { steps } of planRun(options).waves) {
      const raced = steps.flatMap((step, index) =>
        step.kind === "command" && step.due && step.expect.is === "either"
          ? [[step.due.transferId, index] as const]
          : [],
      );
      const places = Map.groupBy(raced, ([transferId]) => transferId);
      for (const [first, second, ...others] of places.values()) {
        assert.equal((second?.[1] ?? 0) - (first?.[1] ?? 0), 1);
        assert.equal(others.length, 0);
      }
    }
  });

  it("may hear either of two answers first", () => {
    const raced = decisionsOf().filter(({ expect }) => expect.is === "either");
    const firsts = [...Map.groupBy(raced, ({ due }) => due?.transferId).values()].map(([first]) => first);
    const kinds = new Set(firsts.map((first) => first?.content.type));
    assert.deepEqual([...kinds].sort(), ["AllowTransfer", "ApproveTransfer", "DenyTransfer", "RejectTransfer"]);
  });

  it("are all answered where time cannot be moved", () => {
    const plan = planRun({ ...options, canWait: false });
    assert.ok(plan.waves.every(({ advance }) => advance === undefined));
    const held = plan.waves
      .flatMap(({ steps }) => steps)
      .flatMap((step) =>
        step.kind === "command" && /^large [1-9]/.test(step.name) && step.content.type === "TransferCredits"
          ? [step.content.data.transferId]
          : [],
      );
    assert.ok(held.length > 20 && held.every((transferId) => answered({ canWait: false }).has(transferId)));
  });

  it("answer in the asked shares", () => {
    const never = { reviews: { yes: 0, no: 100, silent: 0 }, guardians: { yes: 0, no: 0, silent: 100 }, races: 0 };
    const kinds = kindsOf(decisionsOf(never).filter(({ name }) => !/ drain /.test(name)));
    assert.deepEqual(kinds, ["RejectTransfer"]);
  });

  it("are none when none are asked for", () => {
    const plain = commandsOf({ large: 0, asked: 0, merchants: 0 });
    assert.ok(!plain.some(({ name }) => /^(large|asked|payment|register)/.test(name)));
  });

  it("have their credits beforehand", () => {
    const loads = commandsOf().filter(({ name }) => /^funds for (large|asked|edge)/.test(name));
    const funded = commandsOf().filter(({ name }) => /^(large|asked|edge payment) \d/.test(name));
    assert.equal(loads.length, funded.length);
    for (const { content, name } of funded) {
      const load = loads.find((one) => one.name === `funds for ${name}`)?.content.data;
      assert.ok(load && "amount" in load && "amount" in content.data && "fromAccountId" in content.data);
      assert.ok("accountId" in load && load.accountId === content.data.fromAccountId);
      assert.ok(creditedOf(load.amount) >= content.data.amount, name);
    }
  });
});

describe("what a merchant has of a payment", () => {
  for (const [amount, taken] of [
    [1, 1],
    [2000, 2000],
    [2001, 2000],
    [4000, 3999],
    [6000, 5998],
    [10_000, 9998],
  ] as const) {
    it(`is ${taken} of ${amount}`, () => assert.equal(takenOf(amount), taken));
  }
});

describe("what a load credits", () => {
  for (const [amount, credited] of [
    [1, 1],
    [2500, 2500],
    [2501, 2500],
    [7500, 7498],
    [10_000, 9998],
    [12_500, 12_498],
    [50_000, 49_990],
    [50_001, 50_001],
  ] as const) {
    it(`is ${credited} of ${amount}`, () => assert.equal(creditedOf(amount), credited));
  }
});

describe("ids and numbers from a seed", () => {
  it("are UUIDs of version 8", () => {
    const id = idsOf(1, "run");
    assert.match(id("account", 1), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.notEqual(id("account", 1), id("account", 2));
    assert.equal(id("account", 1), idsOf(1, "run")("account", 1));
  });

  it("stay within their bounds, ends included", () => {
    const random = new Random("bounds");
    const found = new Set(Array.from({ length: 200 }, () => random.integer(3, 6)));
    assert.deepEqual([...found].sort(), [3, 4, 5, 6]);
    for (let count = 0; count < 200; count++) {
      const value = random.logarithmic(1, 1000);
      assert.ok(value >= 1 && value <= 1000);
    }
  });

  it("shuffle without losing anything", () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new Random("order").shuffle(items);
    assert.notDeepEqual(shuffled, items);
    assert.deepEqual(
      shuffled.toSorted((a, b) => a - b),
      items,
    );
  });
});
