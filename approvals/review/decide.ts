import { createHash } from "node:crypto";
import type { CommandStatus, Posted } from "../../generated/client.ts";
import { Refusal } from "../../webapp/refusal.ts";
import { keyOf, stageOf } from "../events/facts.ts";
import type { DecisionView, TransferView, Verdict } from "../views.ts";
import { conclude } from "./conclude.ts";
import type { Desk } from "./desk.ts";
import { problemWords } from "./words.ts";

/** A decision that a reviewer makes. */
export interface Decide {
  readonly key: string;
  readonly verdict: Verdict;
  readonly reviewer: string;
  readonly reason?: string;
}

/** How long the event of somebody else's decision is waited for before the platform is asked, in ms. */
const patience = 2_000;

const pastTense = { approve: "approved", reject: "rejected" } as const;

/**
 * Sends a reviewer's decision and waits for what became of it. It goes on with the trace of the event that asked for it, so that
 * the whole transfer is one trace.
 * @throws Refusal when it was not taken; it may then be sent again, and counts once
 */
export async function decide(desk: Desk, decision: Decide): Promise<DecisionView> {
  const found = desk.find(decision.key);
  if (found === undefined) throw new Refusal(404, "transfer-not-found", "There is no such transfer on this desk.");
  const { review, view } = found;
  if (stageOf(review) !== "waiting")
    return isOurs(view, decision) ? { result: "decided", transfer: view } : tooLate(view);
  const { transferId, fromAccountId } = review.transfer;
  const posted = await desk.platform.decide(
    decision.verdict,
    { transferId, fromAccountId, reviewer: decision.reviewer, ...(decision.reason && { reason: decision.reason }) },
    { idempotencyKey: idempotencyKey(decision), ...review.held?.thread },
  );
  const outcome = await outcomeOf(desk, posted);
  switch (outcome?.status) {
    case "succeeded": {
      const { reviewer, reason } = decision;
      const at = new Date(desk.now()).toISOString();
      const verdict = pastTense[decision.verdict];
      desk.add({
        transfer: review.transfer,
        decision: { verdict, at, reviewer, ...(reason && { reason }), concluded: true },
      });
      return { result: "decided", transfer: desk.find(decision.key)?.view ?? view };
    }
    case "rejected":
      return rejected(desk, decision, view, outcome);
    case "failed":
      return { result: "failed", ...(outcome.deadLetter !== undefined && { deadLetter: outcome.deadLetter }) };
    default:
      return { result: "pending" };
  }
}

/** The same decision by the same person is the same command, however often it is clicked or sent again. */
function idempotencyKey({ key, verdict, reviewer, reason = "" }: Decide): string {
  return createHash("sha256")
    .update(JSON.stringify([key, verdict, reviewer, reason]))
    .digest("base64url");
}

async function outcomeOf(desk: Desk, posted: Posted): Promise<CommandStatus | undefined> {
  switch (posted.result) {
    case "accepted":
    case "duplicate":
      // Taken is taken: an error from here on does not make it untaken, so it is not reported as one.
      return desk.platform.outcome(posted.commandId).catch(() => undefined);
    case "invalid":
      throw new Refusal(
        422,
        "invalid-decision",
        "The platform does not take this decision.",
        problemWords(posted.problem),
      );
    case "refused":
      throw new Refusal(409, posted.problem.code, "The platform refused the decision.", problemWords(posted.problem));
    case "unavailable":
      throw new Refusal(
        503,
        "platform-unavailable",
        "The platform did not answer, so the decision may not have been taken.",
        `Try again in a moment; sent twice, it counts once. (${problemWords(posted.problem)})`,
      );
  }
}

async function rejected(
  desk: Desk,
  { key }: Decide,
  view: TransferView,
  { rejection }: CommandStatus,
): Promise<DecisionView> {
  // A transfer that was decided and has ended since is not found any more: that too is somebody who was faster.
  if (rejection?.code !== "not-awaiting-review" && rejection?.code !== "transfer-not-found")
    throw new Refusal(409, rejection?.code ?? "rejected", "The platform refused the decision.", rejection?.message);
  if (!(await decidedWithin(desk, key, patience))) {
    const now = await desk.platform.transfer(view.transferId).catch(() => null);
    if (now === undefined) return { result: "unknown-transfer" };
    const fact = now !== null && keyOf(now) === key ? conclude(now) : undefined;
    if (fact !== undefined) desk.add(fact);
  }
  return tooLate(desk.find(key)?.view ?? view);
}

const tooLate = (transfer: TransferView): DecisionView => ({ result: "too-late", transfer });

const isOurs = (view: TransferView, { verdict, reviewer }: Decide): boolean =>
  view.status === pastTense[verdict] && view.reviewer === reviewer;

/** Waits until the decision of somebody else is on the desk. */
function decidedWithin(desk: Desk, key: string, ms: number): Promise<boolean> {
  const isDecided = () => desk.find(key)?.view.status !== "held";
  if (isDecided()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (result: boolean) => {
      clearTimeout(late);
      deaf();
      resolve(result);
    };
    const late = setTimeout(() => finish(isDecided()), ms);
    const deaf = desk.changes.listen(() => {
      if (isDecided()) finish(true);
    });
  });
}
