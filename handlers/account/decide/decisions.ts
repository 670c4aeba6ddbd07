import { reject } from "eventwright";
import { GuardianAllowed } from "../../../generated/messages/guardian-allowed.ts";
import { GuardianDenied } from "../../../generated/messages/guardian-denied.ts";
import { TransferApproved } from "../../../generated/messages/transfer-approved.ts";
import { TransferRejected } from "../../../generated/messages/transfer-rejected.ts";
import type { AccountStream } from "../../../generated/streams/account.ts";
import type { AccountState } from "../state.ts";
import { type TransferUnderWay, transferOf } from "./holds.ts";

type Decide = AccountStream<AccountState>["decide"];

/** Other people's say in a transfer: the guardian's and the reviewer's. The first answer counts. */
export const decisions: Pick<Decide, "AllowTransfer" | "DenyTransfer" | "ApproveTransfer" | "RejectTransfer"> = {
  AllowTransfer({ data }, account) {
    const found = askedOf(data, transferOf(data, account));
    return "rejected" in found ? found : [GuardianAllowed.create({ ...data, ...found.transfer })];
  },

  DenyTransfer({ data }, account) {
    const found = askedOf(data, transferOf(data, account));
    return "rejected" in found ? found : [GuardianDenied.create({ ...data, ...found.transfer })];
  },

  ApproveTransfer({ data }, account) {
    const found = heldOf(transferOf(data, account));
    return "rejected" in found ? found : [TransferApproved.create({ ...data, ...found.transfer })];
  },

  RejectTransfer({ data }, account) {
    const found = heldOf(transferOf(data, account));
    return "rejected" in found ? found : [TransferRejected.create({ ...data, ...found.transfer })];
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
