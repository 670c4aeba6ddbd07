// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Notify, NotifyProcessFailed } from "eventwright/codegen/v1";
import type { CreditsLoaded } from "./messages/credits-loaded.ts";
import type { CreditsReceived } from "./messages/credits-received.ts";
import type { CreditsReserved } from "./messages/credits-reserved.ts";
import type { GuardianAllowed } from "./messages/guardian-allowed.ts";
import type { GuardianAsked } from "./messages/guardian-asked.ts";
import type { GuardianDenied } from "./messages/guardian-denied.ts";
import type { PaymentReleased } from "./messages/payment-released.ts";
import type { PaymentReserved } from "./messages/payment-reserved.ts";
import type { PaymentSettled } from "./messages/payment-settled.ts";
import type { PaymentTaken } from "./messages/payment-taken.ts";
import type { TransferApproved } from "./messages/transfer-approved.ts";
import type { TransferExpired } from "./messages/transfer-expired.ts";
import type { TransferHeld } from "./messages/transfer-held.ts";
import type { TransferRejected } from "./messages/transfer-rejected.ts";
import type { TransferReleased } from "./messages/transfer-released.ts";
import type { TransferSettled } from "./messages/transfer-settled.ts";
import type { TransferStart } from "./processes/transfer.ts";
import type {
  Account,
  BalanceChangedData,
  GuardianApprovalRequestedData,
  PaymentReceivedData,
  Takings,
  TransferProgressedData,
  TransferReceivedData,
  TransferStuckData,
} from "./types.ts";

/**
 * What you write for the notification BalanceChanged. Sent to the account's owner after the read model shows the new
 * balance.
 */
export interface BalanceChangedNotifier {
  readonly CreditsLoaded: Notify<CreditsLoaded, Account, BalanceChangedData>;
  readonly CreditsReceived: Notify<CreditsReceived, Account, BalanceChangedData>;
  readonly CreditsReserved: Notify<CreditsReserved, Account, BalanceChangedData>;
  readonly PaymentReleased: Notify<PaymentReleased, Account, BalanceChangedData>;
  readonly PaymentReserved: Notify<PaymentReserved, Account, BalanceChangedData>;
  readonly PaymentSettled: Notify<PaymentSettled, Account, BalanceChangedData>;
  readonly TransferReleased: Notify<TransferReleased, Account, BalanceChangedData>;
  readonly TransferSettled: Notify<TransferSettled, Account, BalanceChangedData>;
}

/**
 * What you write for the notification GuardianApprovalRequested. Sent to the guardian of the sender's account. The
 * answer is the command AllowTransfer or DenyTransfer; without one the credits go back.
 */
export interface GuardianApprovalRequestedNotifier {
  readonly GuardianAsked: Notify<GuardianAsked, Account, GuardianApprovalRequestedData>;
}

/**
 * What you write for the notification PaymentReceived. Sent to the merchant's owner after the takings show the payment.
 */
export interface PaymentReceivedNotifier {
  readonly PaymentTaken: Notify<PaymentTaken, Takings, PaymentReceivedData>;
}

/**
 * What you write for the notification TransferProgressed. Sent to the owner of the sender's account at each step after
 * the first, such as held, approved, settled or returned.
 */
export interface TransferProgressedNotifier {
  readonly GuardianAllowed: Notify<GuardianAllowed, Account, TransferProgressedData>;
  readonly GuardianAsked: Notify<GuardianAsked, Account, TransferProgressedData>;
  readonly GuardianDenied: Notify<GuardianDenied, Account, TransferProgressedData>;
  readonly TransferApproved: Notify<TransferApproved, Account, TransferProgressedData>;
  readonly TransferExpired: Notify<TransferExpired, Account, TransferProgressedData>;
  readonly TransferHeld: Notify<TransferHeld, Account, TransferProgressedData>;
  readonly TransferRejected: Notify<TransferRejected, Account, TransferProgressedData>;
  readonly TransferReleased: Notify<TransferReleased, Account, TransferProgressedData>;
  readonly TransferSettled: Notify<TransferSettled, Account, TransferProgressedData>;
}

/** What you write for the notification TransferReceived. Sent to the receiving account's owner. */
export interface TransferReceivedNotifier {
  readonly CreditsReceived: Notify<CreditsReceived, Account, TransferReceivedData>;
}

/**
 * What you write for the notification TransferStuck. Sent to the owner of the sender's account when the process of a
 * transfer has failed for good. The credits stay on hold until an operator has dealt with it.
 */
export interface TransferStuckNotifier {
  readonly transfer: NotifyProcessFailed<TransferStart, TransferStuckData>;
}
