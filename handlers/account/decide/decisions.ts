import { reject } from "eventwright";
import { GuardianAllowed } from "../../../generated/messages/guardian-allowed.ts";
import { GuardianAsked } from "../../../generated/messages/guardian-asked.ts";
import { GuardianDenied } from "../../../generated/messages/guardian-denied.ts";
import { TransferApproved } from "../../../generated/messages/transfer-approved.ts";
import { TransferExpired } from "../../../generated/messages/transfer-expired.ts";
import { TransferHeld } from "../../../generated/messages/transfer-held.ts";
import { TransferRejected } from "../../../generated/messages/transfer-rejected.ts";
import type { AccountStream } from "../../../generated/streams/account.ts";
import type { AccountState } from "../state.ts";
import { type TransferUnderWay, transferOf } from "./holds.ts";

type Decide = AccountStream<AccountState>["decide"];

/** Other people's say in a transfer: the guardian's and the reviewer's. The first answer counts. */
export const decisions: Pick<
  Decide,
  | "AskGuardian"
  | "AllowTransfer"
  | "DenyTransfer"
  | "HoldTransfer"
  | "ApproveTransfer"
  | "RejectTransfer"
  | "ExpireTransfer"
> = {
  AskGuardian({ data }, account) {
    const found = transferOf(data, account);
    if (found?.stage !== "reserved" || found.guardian === undefined) return [];
    return [GuardianAsked.create({ ...found.transfer, guardian: found.guardian, until: data.until })];
  },

  AllowTransfer({ data }, account) {
    const found = askedOf(data, transferOf(data, account));
    return "rejected" in found ? found : [GuardianAllowed.create({ ...data, ...found.transfer })];
  },

  DenyTransfer({ data }, account) {
    const found = askedOf(data, transferOf(data, account));
    return "rejected" in found ? found : [GuardianDenied.create({ ...data, ...found.transfer })];
  },

  HoldTransfer({ data }, account) {
    const found = transferOf(data, account);
    if (found?.stage !== "reserved" && found?.stage !== "allowed") return [];
    return [TransferHeld.create({ ...found.transfer, reason: "large-amount", decideBy: data.until })];
  },

  ApproveTransfer({ data }, account) {
    const found = heldOf(transferOf(data, account));
    return "rejected" in found ? found : [TransferApproved.create({ ...data, ...found.transfer })];
  },

  RejectTransfer({ data }, account) {
    const found = heldOf(transferOf(data, account));
    return "rejected" in found ? found : [TransferRejected.create({ ...data, ...found.transfer })];
  },

  ExpireTransfer({ data }, account) {
    const found = transferOf(data, account);
    if (found?.stage !== "guardian" && found?.stage !== "review") return [];
    return [TransferExpired.create({ ...found.transfer, stage: found.stage })];
  },
};

/** The transfer that a guardian may answer for. Who is not the guardian does not learn whether an answer is there. */
function askedOf({ guardian }: { readonly guardian: string }, found: TransferUnderWay | undefined) {
  if (found === undefined) return reject("transfer-not-found");
  if (found.guardian !== guardian) return reject("not-guardian");
  return found.stage === "guardian" ? found : reject("not-awaiting-guardian");
}

/** The transfer that a reviewer may decide about. */
function heldOf(found: TransferUnderWay | undefined) {
  if (found === undefined) return reject("transfer-not-found");
  return found.stage === "review" ? found : reject("not-awaiting-review");
}
