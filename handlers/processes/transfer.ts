import { type TransferContext, type TransferStart, transferProcess } from "../../generated/processes/transfer.ts";
import { minorUnits } from "../money/fees.ts";

type Transfer = TransferStart["data"];

/** A transfer goes through unless somebody objects: the guardian, a reviewer, the receiver. Then the credits go back. */
export const transfer = transferProcess(function* ({ data: transfer }, ctx) {
  const objection =
    (yield* askGuardian(transfer, ctx)) ?? (yield* askReviewer(transfer, ctx)) ?? (yield* askReceiver(transfer, ctx));
  if (objection !== undefined) {
    yield* ctx.send.ReleaseTransfer({ ...idOf(transfer), reason: objection });
    return "returned";
  }
  yield* ctx.send.SettleTransfer(idOf(transfer));
  return "settled";
});

/** Above the limit, the guardian of the sender's account has to agree in time. */
function* askGuardian(transfer: Transfer, ctx: TransferContext) {
  const limit = minorUnits(ctx.settings.guardianLimit, transfer.currency);
  if (transfer.guardian === undefined || transfer.amount <= limit) return undefined;

  yield* ctx.send.AskGuardian({ ...idOf(transfer), until: endOf("guardian", ctx) });
  const answer =
    (yield* ctx.within("guardian").waitFor("GuardianAllowed", "GuardianDenied")) ??
    (yield* expire(transfer, ctx, "GuardianAllowed", "GuardianDenied"));
  if (answer.name === "TransferExpired") return "guardian-expired";
  return answer.name === "GuardianDenied" ? "guardian-denied" : undefined;
}

/** From the threshold on, a reviewer has to agree in time. */
function* askReviewer(transfer: Transfer, ctx: TransferContext) {
  if (transfer.amount < minorUnits(ctx.settings.reviewThreshold, transfer.currency)) return undefined;

  yield* ctx.send.HoldTransfer({ ...idOf(transfer), until: endOf("review", ctx) });
  const answer =
    (yield* ctx.within("review").waitFor("TransferApproved", "TransferRejected")) ??
    (yield* expire(transfer, ctx, "TransferApproved", "TransferRejected"));
  if (answer.name === "TransferExpired") return "review-expired";
  return answer.name === "TransferRejected" ? "review-rejected" : undefined;
}

/** The receiver may be closed, unknown, of another currency, or full. */
function* askReceiver({ owner: _owner, guardian: _guardian, ...transfer }: Transfer, ctx: TransferContext) {
  yield* ctx.send.CreditTransfer(transfer);
  const answer = yield* ctx.waitFor("CreditsReceived", "CreditsRefused");
  return answer.name === "CreditsRefused" ? answer.data.reason : undefined;
}

/** The time is over. A decision that was faster still counts: the account says which. */
function* expire<Decision extends "GuardianAllowed" | "GuardianDenied" | "TransferApproved" | "TransferRejected">(
  transfer: Transfer,
  ctx: TransferContext,
  ...decisions: readonly Decision[]
) {
  yield* ctx.send.ExpireTransfer(idOf(transfer));
  return yield* ctx.waitFor<"TransferExpired" | Decision>("TransferExpired", ...decisions);
}

function idOf({ transferId, fromAccountId }: Transfer) {
  return { transferId, fromAccountId };
}

/** When a wait that begins now ends, for people to see. */
function endOf(timeout: "guardian" | "review", { now, timeouts }: TransferContext): string {
  return new Date(now + timeouts[timeout]).toISOString();
}
