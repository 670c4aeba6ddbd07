import type { TransferCreditsData } from "../../generated/client.ts";
import type { PlannedAccount } from "./accounts.ts";
import { type Answer, type Answers, willing } from "./answers.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";
import { leastAsked, leastHeld, type Rules } from "./rules.ts";
import { type Content, type Expectation, type Stage, type Step, step } from "./step.ts";

/** What the decisions of a run are made from. */
export interface DecisionOptions {
  readonly rules: Rules;
  readonly run: string;
  readonly guardians: Pick<Answers, "next">;
  readonly reviewers: Pick<Answers, "next">;
  readonly random: Random;
  readonly id: MakeId;
}

/** The decisions about the transfers of a run. Whatever is not decided here expires. */
export interface Decisions {
  readonly guardian: readonly Step[];
  readonly review: readonly Step[];
}

/** Whoever comes second is told that there is nothing to decide any more, or that the transfer has ended already. */
const tooLate: Readonly<Record<Stage, Expectation>> = {
  guardian: { is: "either", codes: ["not-awaiting-guardian", "transfer-not-found"] },
  review: { is: "either", codes: ["not-awaiting-review", "transfer-not-found"] },
};

const yesWords = ["Known to both of them", "Bücher für die Schule", "fine 👍"];
const noWords = ["Too much for a game", "The receiver is not known", "nicht abgesprochen"];

/** Plans who answers what about each of these transfers that must be decided about. Drains always get a yes. */
export function planDecisions(
  transfers: readonly Step[],
  accounts: readonly PlannedAccount[],
  options: DecisionOptions,
): Decisions {
  const guardian: Step[] = [];
  const review: Step[] = [];
  for (const { name, content, expect } of transfers) {
    if (content.type !== "TransferCredits" || expect.is === "rejected") continue;
    const transfer = content.data;
    const mustArrive = name.startsWith("drain");
    const whose = accounts.find(({ open }) => open.accountId === transfer.fromAccountId)?.open.guardian;
    if (whose !== undefined && transfer.amount >= leastAsked(options.rules)) {
      const answer = (mustArrive ? willing : options.guardians).next();
      guardian.push(...guardianSteps(name, transfer, whose, answer, options));
      // A race may be won by the yes.
      if (answer === "no" || answer === "silent") continue;
    }
    if (transfer.amount >= leastHeld(options.rules)) {
      review.push(...reviewSteps(name, transfer, (mustArrive ? willing : options.reviewers).next(), options));
    }
  }
  return { guardian, review };
}

/**
 * Decisions that must be refused whatever else is under way, about a transfer that waits for its guardian in vain; none where
 * there is no such transfer.
 */
export function planDecisionRefusals(
  transfers: readonly Step[],
  accounts: readonly PlannedAccount[],
  { guardian }: Decisions,
  { rules, run, id }: DecisionOptions,
): Step[] {
  const answered = new Set(guardian.map(({ due }) => due?.transferId));
  const silent = transfers.find(({ content, expect }) => {
    if (content.type !== "TransferCredits" || expect.is !== "succeeded") return false;
    const { transferId, fromAccountId, amount } = content.data;
    const isGuarded = accounts.some(({ open }) => open.accountId === fromAccountId && open.guardian !== undefined);
    return isGuarded && amount >= leastAsked(rules) && !answered.has(transferId);
  });
  if (silent?.content.type !== "TransferCredits") return [];
  const { transferId, fromAccountId } = silent.content.data;
  const stranger = `stranger-${run}`;
  const unknown = id("unknown transfer");
  const refused = (
    name: string,
    content: Content,
    code: "not-guardian" | "not-awaiting-review" | "transfer-not-found",
  ) => step(`refused decision (${name})`, content, { is: "rejected", code });
  return [
    refused("a stranger's yes", guardianSays(true, transferId, fromAccountId, stranger, yesWords[0]), "not-guardian"),
    refused("a stranger's no", guardianSays(false, transferId, fromAccountId, stranger, noWords[0]), "not-guardian"),
    refused("not held", reviewerSays(true, transferId, fromAccountId, stranger, "early"), "not-awaiting-review"),
    refused("unknown", reviewerSays(false, unknown, fromAccountId, stranger, "lost"), "transfer-not-found"),
  ].map((one, index) => (index === 3 ? one : { ...one, due: { transferId, stage: "guardian" } }));
}

function guardianSteps(
  name: string,
  { transferId, fromAccountId }: TransferCreditsData,
  whose: string,
  answer: Answer,
  { random }: DecisionOptions,
): Step[] {
  return saidBy(answer, random).map((isYes) => {
    const reason = random.pick(isYes ? yesWords : noWords);
    const content = guardianSays(isYes, transferId, fromAccountId, whose, random.chance(0.5) ? reason : undefined);
    return decision(`${isYes ? "allow" : "deny"} ${name}`, content, transferId, "guardian", answer);
  });
}

function reviewSteps(
  name: string,
  { transferId, fromAccountId }: TransferCreditsData,
  answer: Answer,
  { random, run }: DecisionOptions,
): Step[] {
  return saidBy(answer, random).map((isYes) => {
    const reviewer = `reviewer-${random.integer(1, 3)}-${run}`;
    const reason = random.pick(isYes ? yesWords : noWords);
    const content = reviewerSays(isYes, transferId, fromAccountId, reviewer, reason);
    return decision(`${isYes ? "approve" : "reject"} ${name}`, content, transferId, "review", answer);
  });
}

function decision(name: string, content: Content, transferId: string, stage: Stage, answer: Answer): Step {
  const made = answer === "both" ? step(name, content, tooLate[stage]) : step(name, content);
  return { ...made, due: { transferId, stage } };
}

/** Yes and no, in the order they are sent: of two at once either may come first. */
function saidBy(answer: Answer, random: Random): boolean[] {
  if (answer === "both") return random.shuffle([true, false]);
  return answer === "silent" ? [] : [answer === "yes"];
}

function guardianSays(
  isYes: boolean,
  transferId: string,
  fromAccountId: string,
  guardian: string,
  reason?: string,
): Content {
  const data = { transferId, fromAccountId, guardian, ...(reason === undefined ? {} : { reason }) };
  return isYes ? { type: "AllowTransfer", data } : { type: "DenyTransfer", data };
}

function reviewerSays(
  isYes: boolean,
  transferId: string,
  fromAccountId: string,
  reviewer: string,
  reason: string,
): Content {
  const data = { transferId, fromAccountId, reviewer, reason };
  return isYes ? { type: "ApproveTransfer", data } : { type: "RejectTransfer", data };
}
