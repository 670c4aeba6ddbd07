// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Decide, Draft, Evolve, NotifyFailed, NotifyRejected } from "eventwright/codegen/v1";
import type { AccountClosed } from "../messages/account-closed.ts";
import type { AccountOpened } from "../messages/account-opened.ts";
import type { CloseAccount } from "../messages/close-account.ts";
import type { CreditTransfer } from "../messages/credit-transfer.ts";
import type { CreditsLoaded } from "../messages/credits-loaded.ts";
import type { CreditsReceived } from "../messages/credits-received.ts";
import type { CreditsRefused } from "../messages/credits-refused.ts";
import type { CreditsReserved } from "../messages/credits-reserved.ts";
import type { LoadCredits } from "../messages/load-credits.ts";
import type { OpenAccount } from "../messages/open-account.ts";
import type { ReleaseTransfer } from "../messages/release-transfer.ts";
import type { SettleTransfer } from "../messages/settle-transfer.ts";
import type { TransferCredits } from "../messages/transfer-credits.ts";
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
  TransferReleasedData,
  TransferSettledData,
} from "../types.ts";

/** The commands of the stream account. */
export type AccountCommand =
  | CloseAccount
  | CreditTransfer
  | LoadCredits
  | OpenAccount
  | ReleaseTransfer
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
  | "same-account"
  | "transfer-exists";

/** What you write for the stream account. One account. All its commands are handled in order, one at a time. */
export interface AccountStream<State> {
  /** The state before the first event. */
  readonly initialState: () => State;
  /** One decider a command. */
  readonly decide: {
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
    /** Buys credits with money. */
    readonly LoadCredits: Decide<
      State,
      LoadCredits,
      Draft<"CreditsLoaded", CreditsLoadedData>,
      "account-closed" | "account-not-found" | "balance-limit" | "currency-mismatch"
    >;
    /** Opens an account for a person. */
    readonly OpenAccount: Decide<State, OpenAccount, Draft<"AccountOpened", AccountOpenedData>, "account-exists">;
    /** Gives the held credits back to the sender. */
    readonly ReleaseTransfer: Decide<State, ReleaseTransfer, Draft<"TransferReleased", TransferReleasedData>>;
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
