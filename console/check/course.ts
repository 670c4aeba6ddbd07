import type { ReleaseReason, Transfer, TransferCreditsData } from "../../generated/client.ts";
import { leastAsked, leastHeld, type Rules } from "../plan/rules.ts";
import type { ContentOf, Stage } from "../plan/step.ts";
import type { CommandSeen } from "../run/observations.ts";

/** What the rules need to know of what was done. */
export interface Happened {
  readonly commands: readonly CommandSeen[];
  /** Time was moved past the end of every wait for a decision. */
  readonly expired: boolean;
  readonly rules: Rules;
}

/** How a transfer must stand once everything that the commands set off has ended, or waits for a decision. */
export interface PredictedTransfer {
  readonly transfer: TransferCreditsData;
  /** Every status that it takes after `pending`, in order. */
  readonly path: readonly Transfer["status"][];
  /** Why it is returned. */
  readonly reason?: ReleaseReason;
  /** Whoever was asked. */
  readonly guardian?: string;
  /** Whoever decided. */
  readonly reviewer?: string;
}

/** A decision that somebody has made. */
export type Decision = ContentOf<"AllowTransfer" | "DenyTransfer" | "ApproveTransfer" | "RejectTransfer">;

/** Finds the decision that counts for a transfer, if there is one. */
export type FindDecision = (transferId: string, stage: Stage) => Decision | undefined;

/** Which decision a command makes; undefined for other commands. */
export function decisionOf({ content }: CommandSeen["step"]): { decision: Decision; stage: Stage } | undefined {
  switch (content.type) {
    case "AllowTransfer":
    case "DenyTransfer":
      return { decision: content as Decision, stage: "guardian" };
    case "ApproveTransfer":
    case "RejectTransfer":
      return { decision: content as Decision, stage: "review" };
    default:
      return undefined;
  }
}

/** The decisions among the commands that succeeded; of several the first one counts. */
export function decisionsAmong(commands: readonly CommandSeen[]): FindDecision {
  const found = new Map<string, Decision>();
  for (const { step, outcome } of commands) {
    const made = outcome?.status === "succeeded" ? decisionOf(step) : undefined;
    const key = `${made?.decision.data.transferId} ${made?.stage}`;
    if (made !== undefined && !found.has(key)) found.set(key, made.decision);
  }
  return (transferId, stage) => found.get(`${transferId} ${stage}`);
}

/** Whose decision a transfer waits for; undefined when it does not wait. */
export function stageOf({ path }: PredictedTransfer): Stage | undefined {
  const status = path.at(-1);
  return status === "awaiting-guardian" ? "guardian" : status === "held" ? "review" : undefined;
}

/**
 * What the rules make of a transfer whose credits are on hold.
 * @param guardian of the sender's account
 * @param refusal why the receiver cannot take it; undefined when it can
 */
export function courseOf(
  transfer: TransferCreditsData,
  guardian: string | undefined,
  refusal: ReleaseReason | undefined,
  decisions: FindDecision,
  { expired, rules }: Pick<Happened, "expired" | "rules">,
): PredictedTransfer {
  const path: Transfer["status"][] = [];
  let known: Pick<PredictedTransfer, "guardian" | "reviewer"> = {};
  const returned = (reason: ReleaseReason, ...last: Transfer["status"][]): PredictedTransfer => ({
    transfer,
    path: [...path, ...last, "returned"],
    reason,
    ...known,
  });
  if (guardian !== undefined && transfer.amount >= leastAsked(rules)) {
    known = { guardian };
    path.push("awaiting-guardian");
    const answer = decisions(transfer.transferId, "guardian");
    if (answer === undefined) return expired ? returned("guardian-expired", "expired") : { transfer, path, ...known };
    if (answer.type === "DenyTransfer") return returned("guardian-denied", "guardian-denied");
    path.push("guardian-allowed");
  }
  if (transfer.amount >= leastHeld(rules)) {
    path.push("held");
    const answer = decisions(transfer.transferId, "review");
    if (answer === undefined) return expired ? returned("review-expired", "expired") : { transfer, path, ...known };
    if ("reviewer" in answer.data) known = { ...known, reviewer: answer.data.reviewer };
    if (answer.type === "RejectTransfer") return returned("review-rejected", "rejected");
    path.push("approved");
  }
  return refusal === undefined ? { transfer, path: [...path, "settled"], ...known } : returned(refusal);
}
