// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { type Process, type ProcessContext, defineProcess } from "eventwright/codegen/v1";
import type { CreditsReceived } from "../messages/credits-received.ts";
import type { CreditsRefused } from "../messages/credits-refused.ts";
import type { CreditsReserved } from "../messages/credits-reserved.ts";
import type { GuardianAllowed } from "../messages/guardian-allowed.ts";
import type { GuardianDenied } from "../messages/guardian-denied.ts";
import type { TransferApproved } from "../messages/transfer-approved.ts";
import type { TransferExpired } from "../messages/transfer-expired.ts";
import type { TransferRejected } from "../messages/transfer-rejected.ts";
import type { Settings } from "../settings.ts";
import type {
  AskGuardianData,
  CreditTransferData,
  ExpireTransferData,
  HoldTransferData,
  ReleaseTransferData,
  SettleTransferData,
} from "../types.ts";

/** What starts the process transfer. */
export type TransferStart = CreditsReserved;

/** What the process transfer waits for. */
export interface TransferMessages {
  /** The receiver took a transfer's credits. */
  readonly CreditsReceived: CreditsReceived;
  /** The receiver could not take a transfer's credits. */
  readonly CreditsRefused: CreditsRefused;
  /** The guardian lets a transfer go on. */
  readonly GuardianAllowed: GuardianAllowed;
  /** The guardian has stopped a transfer. */
  readonly GuardianDenied: GuardianDenied;
  /** A reviewer lets a transfer go on. */
  readonly TransferApproved: TransferApproved;
  /** Nobody decided about a transfer in time. */
  readonly TransferExpired: TransferExpired;
  /** A reviewer has stopped a transfer. */
  readonly TransferRejected: TransferRejected;
}

/** What the process transfer sends. */
export interface TransferCommands {
  /** Makes a transfer wait for the guardian's answer. */
  readonly AskGuardian: AskGuardianData;
  /** Asks the receiver to take a transfer's credits. */
  readonly CreditTransfer: CreditTransferData;
  /** Ends the wait for a decision. */
  readonly ExpireTransfer: ExpireTransferData;
  /** Makes a transfer wait for a reviewer. */
  readonly HoldTransfer: HoldTransferData;
  /** Gives the held credits back to the sender. */
  readonly ReleaseTransfer: ReleaseTransferData;
  /** Ends the hold at the sender. */
  readonly SettleTransfer: SettleTransferData;
}

/** Names of the timeouts of the process transfer. */
export type TransferTimeout = "guardian" | "review";

/** All that the process transfer can do. */
export type TransferContext = ProcessContext<TransferMessages, TransferCommands, TransferTimeout, Settings>;

/**
 * The hand-written process transfer, complete. Takes a transfer from the sender's hold, past the guardian and the
 * reviewer where they have a say, to the receiver, or back.
 */
export type TransferProcess = Process<TransferStart, TransferContext>;

/**
 * Takes the hand-written process transfer. A message that it never waits for, or a command that it never sends, does
 * not compile.
 */
export const transferProcess = defineProcess<
  TransferStart,
  TransferMessages,
  TransferCommands,
  TransferTimeout,
  Settings
>();
