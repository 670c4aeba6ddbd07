import type { PlannedAccount } from "./accounts.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";
import { type Step, step } from "./step.ts";

/** Amounts at the rules' edges: the last one with a fee, the first one without, fees of exactly a half, and the least. */
const edges = [50_000, 50_001, 2500, 7500, 1];

/** The loads that fill the accounts before the transfers begin; accounts that will be closed by then get none. */
export function planLoads(accounts: readonly PlannedAccount[], random: Random, id: MakeId): Step[] {
  const regular = accounts.filter(({ role }) => role === "regular");
  const usual = accounts.flatMap((account) => amountsFor(account, random).map((amount) => ({ account, amount })));
  const atEdges = edges.map((amount) => ({ account: random.pick(regular), amount }));
  return [...usual, ...atEdges].map(({ account, amount }, index) => loadStep(account, amount, index + 1, id));
}

/** Loads of regular accounts that come while transfers are under way. `from` is the number of the first one. */
export function planLateLoads(
  accounts: readonly PlannedAccount[],
  count: number,
  from: number,
  random: Random,
  id: MakeId,
): Step[] {
  const regular = accounts.filter(({ role }) => role === "regular");
  return Array.from({ length: count }, (_, index) =>
    loadStep(random.pick(regular), regularAmount(random), from + index, id),
  );
}

function amountsFor({ role }: PlannedAccount, random: Random): number[] {
  switch (role) {
    case "closed":
    // What parents and children send is loaded with what they send.
    case "parent":
    case "child":
      return [];
    case "saver":
      return [random.integer(100_000, 200_000)];
    case "leaver":
      return [random.integer(2501, 50_000)];
    case "regular":
      return Array.from({ length: random.integer(1, 3) }, () => regularAmount(random));
  }
}

/** Minor units: most with a fee, some above 500.00 without. */
function regularAmount(random: Random): number {
  return random.chance(0.6) ? random.integer(100, 50_000) : random.integer(50_001, 120_000);
}

function loadStep({ open }: PlannedAccount, amount: number, number: number, id: MakeId): Step {
  const { accountId, currency } = open;
  return step(`load ${number}`, {
    type: "LoadCredits",
    data: { accountId, amount, currency, loadId: id("load", number) },
  });
}
