import { type PlannedAccount, planAccounts } from "./accounts.ts";
import { idsOf, type MakeId } from "./ids.ts";
import { planInvalid } from "./invalid.ts";
import { planLateLoads, planLoads } from "./loads.ts";
import { Random } from "./random.ts";
import { planRefusals } from "./refusals.ts";
import { withRepeats } from "./repeats.ts";
import { type InvalidStep, type Step, step } from "./step.ts";
import { planDrains, planTransfers } from "./transfers.ts";

/** What a run is made from. */
export interface PlanOptions {
  /** Decides amounts, partners and order. */
  readonly seed: number;
  /** With the seed it decides all ids: the same name is the same run. */
  readonly run: string;
  /** At least `fewestAccounts`. */
  readonly accounts: number;
  readonly transfers: number;
  /** Percent of the commands that are sent twice. */
  readonly duplicates: number;
}

/** Steps that may be under way together. A wave begins when all that the one before it set off has ended. */
export interface Wave {
  readonly name: "open" | "load" | "transfer" | "close";
  readonly steps: readonly (Step | InvalidStep)[];
}

/** All that a run will do. */
export interface Plan {
  readonly options: PlanOptions;
  readonly accounts: readonly PlannedAccount[];
  readonly waves: readonly Wave[];
}

/** How many of the transfers one set of refusals goes with, and the most sets: each takes a little from the saver for a while. */
const transfersPerRound = 250;
const mostRounds = 20;

/** Plans a run: the same options give the same plan on every machine. */
export function planRun(options: PlanOptions): Plan {
  const { seed, run, duplicates } = options;
  const id = idsOf(seed, run);
  const random = (purpose: string) => new Random(`${seed}/${purpose}`);
  const accounts = planAccounts(options.accounts, run, random("accounts"), id);
  const repeat = (steps: readonly Step[], purpose: string) =>
    withRepeats(steps, duplicates, random(`${purpose} repeats`), id);

  const opens = accounts.map(({ open }, index) => step(`open ${index + 1}`, { type: "OpenAccount", data: open }));
  const loads = planLoads(accounts, random("loads"), id);
  const early = closings(accounts, "close", ({ role }) => role === "closed");
  const moves = planMoves(options, accounts, loads, random, id);
  return {
    options,
    accounts,
    waves: [
      { name: "open", steps: repeat(opens, "open") },
      { name: "load", steps: random("load order").shuffle(repeat([...loads, ...early], "load")) },
      {
        name: "transfer",
        steps: random("transfer order").shuffle([...repeat(moves, "transfer"), ...invalidOf(options, id)]),
      },
      { name: "close", steps: repeat(finalClosings(accounts, random("closings")), "close") },
    ],
  };
}

function roundsOf({ transfers }: PlanOptions): number[] {
  const count = Math.min(mostRounds, Math.max(1, Math.ceil(transfers / transfersPerRound)));
  return Array.from({ length: count }, (_, index) => index + 1);
}

function planMoves(
  options: PlanOptions,
  accounts: readonly PlannedAccount[],
  loads: readonly Step[],
  random: (purpose: string) => Random,
  id: MakeId,
): Step[] {
  const lateLoads = Math.round(options.transfers / 20);
  return [
    ...planTransfers(accounts, options.transfers, random("transfers"), id),
    ...planDrains(accounts, loads, id),
    ...planLateLoads(accounts, lateLoads, loads.length + 1, random("late loads"), id),
    ...roundsOf(options).flatMap((round) => planRefusals(accounts, options.run, round, id)),
  ];
}

function invalidOf(options: PlanOptions, id: MakeId): InvalidStep[] {
  return roundsOf(options).flatMap((round) => planInvalid(round, id));
}

function closings(accounts: readonly PlannedAccount[], name: string, fits: (account: PlannedAccount) => boolean) {
  return accounts
    .filter(fits)
    .map(({ open }, index) =>
      step(`${name} ${index + 1}`, { type: "CloseAccount", data: { accountId: open.accountId } }),
    );
}

function finalClosings(accounts: readonly PlannedAccount[], random: Random): Step[] {
  const chosen = closings(accounts, "close regular", ({ role }) => role === "regular" && random.chance(0.15));
  return [
    ...closings(accounts, "close leaver", ({ role }) => role === "leaver"),
    ...chosen.map((closing): Step => ({ ...closing, expect: { is: "closed-if-empty" } })),
  ];
}
