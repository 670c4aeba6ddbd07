// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Project, QueryDescriptor, ReadModelDescriptor } from "eventwright/codegen/v1";
import type { CreditsReserved } from "../messages/credits-reserved.ts";
import type { GuardianAllowed } from "../messages/guardian-allowed.ts";
import type { GuardianAsked } from "../messages/guardian-asked.ts";
import type { GuardianDenied } from "../messages/guardian-denied.ts";
import type { TransferApproved } from "../messages/transfer-approved.ts";
import type { TransferExpired } from "../messages/transfer-expired.ts";
import type { TransferHeld } from "../messages/transfer-held.ts";
import type { TransferRejected } from "../messages/transfer-rejected.ts";
import type { TransferReleased } from "../messages/transfer-released.ts";
import type { TransferSettled } from "../messages/transfer-settled.ts";
import type { Transfer } from "../types.ts";

/** Every transfer as it stands, from its sender's side. */
export const transfers: ReadModelDescriptor = {
  name: "transfers",
  container: "transfers",
  per: "/transferId",
  folds: [
    "CreditsReserved",
    "GuardianAllowed",
    "GuardianAsked",
    "GuardianDenied",
    "TransferApproved",
    "TransferExpired",
    "TransferHeld",
    "TransferRejected",
    "TransferReleased",
    "TransferSettled",
  ],
};

/** One transfer. */
export const getTransfer: QueryDescriptor = {
  name: "getTransfer",
  readModel: transfers,
  returns: "one",
  keyParameter: "transferId",
  filters: [],
  order: "ascending",
};

/** Transfers, by id; all of them, or those of an account or in a status. `held` are those that await review. */
export const listTransfers: QueryDescriptor = {
  name: "listTransfers",
  readModel: transfers,
  returns: "page",
  filters: [
    { name: "account", anyOf: ["fromAccountId", "toAccountId"] },
    "fromAccountId",
    "status",
    "toAccountId",
  ],
  order: "ascending",
};

/** What you write for the read model transfers: one fold an event. */
export interface TransfersProjection {
  /** The sender's credits are on hold for a transfer. */
  readonly CreditsReserved: Project<CreditsReserved, Transfer>;
  /** The guardian lets a transfer go on. */
  readonly GuardianAllowed: Project<GuardianAllowed, Transfer>;
  /** A transfer waits for the guardian's answer. */
  readonly GuardianAsked: Project<GuardianAsked, Transfer>;
  /** The guardian has stopped a transfer. */
  readonly GuardianDenied: Project<GuardianDenied, Transfer>;
  /** A reviewer lets a transfer go on. */
  readonly TransferApproved: Project<TransferApproved, Transfer>;
  /** Nobody decided about a transfer in time. */
  readonly TransferExpired: Project<TransferExpired, Transfer>;
  /** A transfer waits for a reviewer. */
  readonly TransferHeld: Project<TransferHeld, Transfer>;
  /** A reviewer has stopped a transfer. */
  readonly TransferRejected: Project<TransferRejected, Transfer>;
  /** The held credits are back on the sender's balance. */
  readonly TransferReleased: Project<TransferReleased, Transfer>;
  /** The hold at the sender has ended. */
  readonly TransferSettled: Project<TransferSettled, Transfer>;
}
