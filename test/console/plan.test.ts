import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { creditedOf } from "../../console/plan/fees.ts";
import { idsOf } from "../../console/plan/ids.ts";
import { type PlanOptions, planRun } from "../../console/plan/plan.ts";
import { Random } from "../../console/plan/random.ts";
import type { InvalidStep, Step } from "../../console/plan/step.ts";
import { commandClasses } from "./support/commands.ts";

const options: PlanOptions = { seed: 42, run: "a", accounts: 50, transfers: 500, duplicates: 5 };

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
      "same-account",
    ]);
  });

  it("has as many accounts and transfers as asked for", () => {
    const commands = commandsOf({ accounts: 6, transfers: 3 });
    assert.equal(commands.filter(({ name }) => /^open/.test(name)).length, 6);
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
    const repeated = commandsOf({ duplicates: 20 }).filter(({ repeats }) => repeats.length > 0);
    assert.ok(repeated.length > 100 && repeated.length < 200, String(repeated.length));
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
