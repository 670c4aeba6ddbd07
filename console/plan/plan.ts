import type { RegisterMerchantData } from "../../generated/client.ts";
import { type PlannedAccount, planAccounts } from "./accounts.ts";
import { Answers, type Shares } from "./answers.ts";
import { type DecisionOptions, planDecisionRefusals, planDecisions } from "./decisions.ts";
import { idsOf, type MakeId } from "./ids.ts";
import { planInvalid } from "./invalid.ts";
import { fewestLarge, planAsked, planFunds, planLarge } from "./large-transfers.ts";
import { planLateLoads, planLoads } from "./loads.ts";
import { planMerchants } from "./merchants.ts";
import { planPayments } from "./payments.ts";
import { Random } from "./random.ts";
import { planRefusals } from "./refusals.ts";
import { withRepeats } from "./repeats.ts";
import type { Rules } from "./rules.ts";
import { type InvalidStep, type Step, step } from "./step.ts";
import { planDrains, planTransfers } from "./transfers.ts";

/** What a run is made from. */
export interface PlanOptions {
  /** Decides amounts, partners, answers and order. */
  readonly seed: number;
  /** With the seed it decides all ids: the same name is the same run. */
  readonly run: string;
  /** At least `fewestAccounts`. */
  readonly accounts: number;
  /** Without the large ones and those that must be asked for. */
  readonly transfers: number;
  /** Percent of the commands that are sent twice. */
  readonly duplicates: number;
  /** Transfers that are held for review, percent of `transfers`; above 0 some in any case. */
  readonly large: number;
  /** Transfers that children ask for, percent of `transfers`; above 0 some in any case. */
  readonly asked: number;
  readonly reviews: Shares;
  readonly guardians: Shares;
  /** Percent of the decided ones that get two answers at once. */
  readonly races: number;
  readonly merchants: number;
  readonly payments: number;
  readonly rules: Rules;
  /** Whether time can be moved, so that what nobody decides expires. */
  readonly canWait: boolean;
}

/** Steps that may be under way together. A wave begins when all that the one before it set off has ended, or waits. */
export interface Wave {
  readonly name: "open" | "load" | "transfer" | "guardian" | "review" | "expire" | "close";
  readonly steps: readonly (Step | InvalidStep)[];
  /** ISO 8601 duration by which time is moved, until no transfer waits for a decision any more. */
  readonly advance?: string;
}

/** All that a run will do. */
export interface Plan {
  readonly options: PlanOptions;
  readonly accounts: readonly PlannedAccount[];
  readonly merchants: readonly RegisterMerchantData[];
  readonly waves: readonly Wave[];
}

/** The longest that a transfer may wait for a decision. */
const longestWait = "PT72H";

/** How many of the transfers one set of refusals goes with, and the most sets: each takes a little from the saver for a while. */
const transfersPerRound = 250;
const mostRounds = 20;

/** Plans a run: the same options give the same plan on every machine. */
export function planRun(options: PlanOptions): Plan {
  const { seed, run, duplicates, canWait, races } = options;
  const id = idsOf(seed, run);
  const random = (purpose: string) => new Random(`${seed}/${purpose}`);
  const accounts = planAccounts(options.accounts, run, random("accounts"), id);
  const merchants = planMerchants(options.merchants, run, id);
  const repeat = (steps: readonly Step[], purpose: string) =>
    withRepeats(steps, duplicates, random(`${purpose} repeats`), id);

  const opens = accounts.map(({ open }, index) => step(`open ${index + 1}`, { type: "OpenAccount", data: open }));
  const registrations = merchants.map((data, index) =>
    step(`register ${index + 1}`, { type: "RegisterMerchant", data }),
  );
  const moves = planMoves(options, accounts, merchants, random, id);
  const early = closings(accounts, "close", ({ role }) => role === "closed");
  const decisionOptions: DecisionOptions = {
    rules: options.rules,
    run,
    guardians: new Answers({ shares: options.guardians, races, canWait }, random("guardians")),
    reviewers: new Answers({ shares: options.reviews, races, canWait }, random("reviewers")),
    random: random("decisions"),
    id,
  };
  const decisions = planDecisions(moves.steps, accounts, decisionOptions);
  const refused = planDecisionRefusals(moves.steps, accounts, decisions, decisionOptions);
  const inOrder = (steps: readonly Step[], purpose: string) =>
    random(`${purpose} order`)
      .shuffle(togetherWhereRaced(repeat(steps, purpose)))
      .flat();
  return {
    options,
    accounts,
    merchants,
    waves: [
      { name: "open", steps: repeat([...opens, ...registrations], "open") },
      { name: "load", steps: random("load order").shuffle(repeat([...moves.loads, ...early], "load")) },
      {
        name: "transfer",
        steps: random("transfer order").shuffle([...repeat(moves.steps, "transfer"), ...invalidOf(options, id)]),
      },
      { name: "guardian", steps: inOrder([...decisions.guardian, ...refused], "guardian") },
      { name: "review", steps: inOrder(decisions.review, "review") },
      ...(canWait ? [{ name: "expire", steps: [], advance: longestWait } as const] : []),
      { name: "close", steps: repeat(finalClosings(accounts, random("closings")), "close") },
    ],
  };
}

function roundsOf({ transfers }: PlanOptions): number[] {
  const count = Math.min(mostRounds, Math.max(1, Math.ceil(transfers / transfersPerRound)));
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** All that moves credits: the loads beforehand, and what is under way together after them. */
function planMoves(
  options: PlanOptions,
  accounts: readonly PlannedAccount[],
  merchants: readonly RegisterMerchantData[],
  random: (purpose: string) => Random,
  id: MakeId,
): { readonly loads: readonly Step[]; readonly steps: readonly Step[] } {
  const { transfers, rules, payments, run } = options;
  const some = (percent: number) =>
    percent === 0 || transfers === 0 ? 0 : Math.max(fewestLarge, Math.round((transfers * percent) / 100));
  const large = [
    ...planLarge(accounts, some(options.large), rules, random("large"), id),
    ...planAsked(accounts, some(options.asked), rules, random("asked"), id),
  ];
  const paid = planPayments(accounts, merchants, payments, random("payments"), id);
  // What must succeed needs funds; who pays besides pays from what there is.
  const funded = [...large, ...paid.filter(({ expect }) => expect.is === "succeeded")];
  const usual = planLoads(accounts, random("loads"), id);
  const lateLoads = Math.round(transfers / 20);
  return {
    loads: [...usual, ...planFunds(funded, id)],
    steps: [
      ...large,
      ...planTransfers(accounts, transfers, random("transfers"), id),
      ...planDrains(accounts, usual, id),
      ...paid,
      ...planLateLoads(accounts, lateLoads, usual.length + 1, random("late loads"), id),
      ...roundsOf(options).flatMap((round) => planRefusals(accounts, merchants, run, round, id)),
    ],
  };
}

function invalidOf(options: PlanOptions, id: MakeId): InvalidStep[] {
  return roundsOf(options).flatMap((round) => planInvalid(round, id));
}

/** Two answers to the same question stay neighbours, so that they are sent at the same time. */
function togetherWhereRaced(steps: readonly Step[]): Step[][] {
  const groups = new Map<string, Step[]>();
  for (const one of steps) {
    const key = one.expect.is === "either" ? (one.due?.transferId ?? one.name) : one.name;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
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
