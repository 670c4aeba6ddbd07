// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Decide, Draft, Evolve, NotifyFailed, NotifyRejected } from "eventwright/codegen/v1";
import type { AccountClosed } from "../messages/account-closed.ts";
import type { AccountOpened } from "../messages/account-opened.ts";
import type { AllowTransfer } from "../messages/allow-transfer.ts";
import type { ApproveTransfer } from "../messages/approve-transfer.ts";
import type { AskGuardian } from "../messages/ask-guardian.ts";
import type { CloseAccount } from "../messages/close-account.ts";
import type { CreditTransfer } from "../messages/credit-transfer.ts";
import type { CreditsLoaded } from "../messages/credits-loaded.ts";
import type { CreditsReceived } from "../messages/credits-received.ts";
import type { CreditsRefused } from "../messages/credits-refused.ts";
import type { CreditsReserved } from "../messages/credits-reserved.ts";
import type { DenyTransfer } from "../messages/deny-transfer.ts";
import type { ExpireTransfer } from "../messages/expire-transfer.ts";
import type { GuardianAllowed } from "../messages/guardian-allowed.ts";
import type { GuardianAsked } from "../messages/guardian-asked.ts";
import type { GuardianDenied } from "../messages/guardian-denied.ts";
import type { HoldTransfer } from "../messages/hold-transfer.ts";
import type { LoadCredits } from "../messages/load-credits.ts";
import type { OpenAccount } from "../messages/open-account.ts";
import type { PayMerchant } from "../messages/pay-merchant.ts";
import type { PaymentReleased } from "../messages/payment-released.ts";
import type { PaymentReserved } from "../messages/payment-reserved.ts";
import type { PaymentSettled } from "../messages/payment-settled.ts";
import type { RejectTransfer } from "../messages/reject-transfer.ts";
import type { ReleasePayment } from "../messages/release-payment.ts";
import type { ReleaseTransfer } from "../messages/release-transfer.ts";
import type { SettlePayment } from "../messages/settle-payment.ts";
import type { SettleTransfer } from "../messages/settle-transfer.ts";
import type { TransferApproved } from "../messages/transfer-approved.ts";
import type { TransferCredits } from "../messages/transfer-credits.ts";
import type { TransferExpired } from "../messages/transfer-expired.ts";
import type { TransferHeld } from "../messages/transfer-held.ts";
import type { TransferRejected } from "../messages/transfer-rejected.ts";
import type { TransferReleased } from "../messages/transfer-released.ts";
import type { TransferSettled } from "../messages/transfer-settled.ts";
import type {
  AccountClosedData,
  AccountOpenedData,
  CommandFailedData,
  CommandRejectedData,
  CreditsLoadedData,
  CreditsReceivedData,
  CreditsRefusedData,
  CreditsReservedData,
  GuardianAllowedData,
  GuardianAskedData,
  GuardianDeniedData,
  PaymentReleasedData,
  PaymentReservedData,
  PaymentSettledData,
  TransferApprovedData,
  TransferExpiredData,
  TransferHeldData,
  TransferRejectedData,
  TransferReleasedData,
  TransferSettledData,
} from "../types.ts";

/** The commands of the stream account. */
export type AccountCommand =
  | AllowTransfer
  | ApproveTransfer
  | AskGuardian
  | CloseAccount
  | CreditTransfer
  | DenyTransfer
  | ExpireTransfer
  | HoldTransfer
  | LoadCredits
  | OpenAccount
  | PayMerchant
  | RejectTransfer
  | ReleasePayment
  | ReleaseTransfer
  | SettlePayment
  | SettleTransfer
  | TransferCredits;
/** The events of the stream account. */
export type AccountEvent =
  | AccountClosed
  | AccountOpened
  | CreditsLoaded
  | CreditsReceived
  | CreditsRefused
  | CreditsReserved
  | GuardianAllowed
  | GuardianAsked
  | GuardianDenied
  | PaymentReleased
  | PaymentReserved
  | PaymentSettled
  | TransferApproved
  | TransferExpired
  | TransferHeld
  | TransferRejected
  | TransferReleased
  | TransferSettled;
/** Why a command of the stream account may be refused. */
export type AccountRejection =
  | "account-closed"
  | "account-exists"
  | "account-not-found"
  | "balance-limit"
  | "balance-not-zero"
  | "currency-mismatch"
  | "insufficient-credits"
  | "not-awaiting-guardian"
  | "not-awaiting-review"
  | "not-guardian"
  | "payment-exists"
  | "same-account"
  | "transfer-exists"
  | "transfer-not-found";

/** What you write for the stream account. One account. All its commands are handled in order, one at a time. */
export interface AccountStream<State> {
  /** The state before the first event. */
  readonly initialState: () => State;
  /** One decider a command. */
  readonly decide: {
    /** A guardian's yes to a transfer. */
    readonly AllowTransfer: Decide<
      State,
      AllowTransfer,
      Draft<"GuardianAllowed", GuardianAllowedData>,
      "not-awaiting-guardian" | "not-guardian" | "transfer-not-found"
    >;
    /** Lets a held transfer go on. */
    readonly ApproveTransfer: Decide<
      State,
      ApproveTransfer,
      Draft<"TransferApproved", TransferApprovedData>,
      "not-awaiting-review" | "transfer-not-found"
    >;
    /** Makes a transfer wait for the guardian's answer. */
    readonly AskGuardian: Decide<State, AskGuardian, Draft<"GuardianAsked", GuardianAskedData>>;
    /** Closes an empty account. */
    readonly CloseAccount: Decide<
      State,
      CloseAccount,
      Draft<"AccountClosed", AccountClosedData>,
      "account-closed" | "account-not-found" | "balance-not-zero"
    >;
    /** Asks the receiver to take a transfer's credits. */
    readonly CreditTransfer: Decide<
      State,
      CreditTransfer,
      | Draft<"CreditsReceived", CreditsReceivedData>
      | Draft<"CreditsRefused", CreditsRefusedData>
    >;
    /** A guardian's no to a transfer. */
    readonly DenyTransfer: Decide<
      State,
      DenyTransfer,
      Draft<"GuardianDenied", GuardianDeniedData>,
      "not-awaiting-guardian" | "not-guardian" | "transfer-not-found"
    >;
    /** Ends the wait for a decision. */
    readonly ExpireTransfer: Decide<State, ExpireTransfer, Draft<"TransferExpired", TransferExpiredData>>;
    /** Makes a transfer wait for a reviewer. */
    readonly HoldTransfer: Decide<State, HoldTransfer, Draft<"TransferHeld", TransferHeldData>>;
    /** Buys credits with money. */
    readonly LoadCredits: Decide<
      State,
      LoadCredits,
      Draft<"CreditsLoaded", CreditsLoadedData>,
      "account-closed" | "account-not-found" | "balance-limit" | "currency-mismatch"
    >;
    /** Opens an account for a person. */
    readonly OpenAccount: Decide<State, OpenAccount, Draft<"AccountOpened", AccountOpenedData>, "account-exists">;
    /** Pays a merchant from an account. */
    readonly PayMerchant: Decide<
      State,
      PayMerchant,
      Draft<"PaymentReserved", PaymentReservedData>,
      | "account-closed"
      | "account-not-found"
      | "currency-mismatch"
      | "insufficient-credits"
      | "payment-exists"
    >;
    /** Stops a held transfer. */
    readonly RejectTransfer: Decide<
      State,
      RejectTransfer,
      Draft<"TransferRejected", TransferRejectedData>,
      "not-awaiting-review" | "transfer-not-found"
    >;
    /** Gives the held credits back to the payer. */
    readonly ReleasePayment: Decide<State, ReleasePayment, Draft<"PaymentReleased", PaymentReleasedData>>;
    /** Gives the held credits back to the sender. */
    readonly ReleaseTransfer: Decide<State, ReleaseTransfer, Draft<"TransferReleased", TransferReleasedData>>;
    /** Ends the hold at the payer. */
    readonly SettlePayment: Decide<State, SettlePayment, Draft<"PaymentSettled", PaymentSettledData>>;
    /** Ends the hold at the sender. */
    readonly SettleTransfer: Decide<State, SettleTransfer, Draft<"TransferSettled", TransferSettledData>>;
    /** Sends credits to another account. */
    readonly TransferCredits: Decide<
      State,
      TransferCredits,
      Draft<"CreditsReserved", CreditsReservedData>,
      | "account-closed"
      | "account-not-found"
      | "currency-mismatch"
      | "insufficient-credits"
      | "same-account"
      | "transfer-exists"
    >;
  };
  /** One fold an event. */
  readonly evolve: {
    /** The account takes no more commands. */
    readonly AccountClosed: Evolve<State, AccountClosed>;
    /** An account exists. */
    readonly AccountOpened: Evolve<State, AccountOpened>;
    /** Credits were bought. */
    readonly CreditsLoaded: Evolve<State, CreditsLoaded>;
    /** The receiver took a transfer's credits. */
    readonly CreditsReceived: Evolve<State, CreditsReceived>;
    /** The receiver could not take a transfer's credits. */
    readonly CreditsRefused: Evolve<State, CreditsRefused>;
    /** The sender's credits are on hold for a transfer. */
    readonly CreditsReserved: Evolve<State, CreditsReserved>;
    /** The guardian lets a transfer go on. */
    readonly GuardianAllowed: Evolve<State, GuardianAllowed>;
    /** A transfer waits for the guardian's answer. */
    readonly GuardianAsked: Evolve<State, GuardianAsked>;
    /** The guardian has stopped a transfer. */
    readonly GuardianDenied: Evolve<State, GuardianDenied>;
    /** The held credits are back on the payer's balance. */
    readonly PaymentReleased: Evolve<State, PaymentReleased>;
    /** The payer's credits are on hold for a merchant. */
    readonly PaymentReserved: Evolve<State, PaymentReserved>;
    /** The hold at the payer has ended. */
    readonly PaymentSettled: Evolve<State, PaymentSettled>;
    /** A reviewer lets a transfer go on. */
    readonly TransferApproved: Evolve<State, TransferApproved>;
    /** Nobody decided about a transfer in time. */
    readonly TransferExpired: Evolve<State, TransferExpired>;
    /** A transfer waits for a reviewer. */
    readonly TransferHeld: Evolve<State, TransferHeld>;
    /** A reviewer has stopped a transfer. */
    readonly TransferRejected: Evolve<State, TransferRejected>;
    /** The held credits are back on the sender's balance. */
    readonly TransferReleased: Evolve<State, TransferReleased>;
    /** The hold at the sender has ended. */
    readonly TransferSettled: Evolve<State, TransferSettled>;
  };
  /** One notifier a notification of outcomes. */
  readonly notify: {
    /** A command of yours could not be processed. */
    readonly CommandFailed: NotifyFailed<State, AccountCommand, CommandFailedData>;
    /** A command of yours was refused by a business rule. */
    readonly CommandRejected: NotifyRejected<State, AccountCommand, AccountRejection, CommandRejectedData>;
  };
}
