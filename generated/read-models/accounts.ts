// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Project, QueryDescriptor, ReadModelDescriptor } from "eventwright/codegen/v1";
import type { AccountClosed } from "../messages/account-closed.ts";
import type { AccountOpened } from "../messages/account-opened.ts";
import type { CreditsLoaded } from "../messages/credits-loaded.ts";
import type { CreditsReceived } from "../messages/credits-received.ts";
import type { CreditsReserved } from "../messages/credits-reserved.ts";
import type { PaymentReleased } from "../messages/payment-released.ts";
import type { PaymentReserved } from "../messages/payment-reserved.ts";
import type { PaymentSettled } from "../messages/payment-settled.ts";
import type { TransferReleased } from "../messages/transfer-released.ts";
import type { TransferSettled } from "../messages/transfer-settled.ts";
import type { Account } from "../types.ts";

/** Every account as it stands. */
export const accounts: ReadModelDescriptor = {
  name: "accounts",
  container: "accounts",
  per: "stream",
  folds: [
    "AccountClosed",
    "AccountOpened",
    "CreditsLoaded",
    "CreditsReceived",
    "CreditsReserved",
    "PaymentReleased",
    "PaymentReserved",
    "PaymentSettled",
    "TransferReleased",
    "TransferSettled",
  ],
};

/** One account. */
export const getAccount: QueryDescriptor = {
  name: "getAccount",
  readModel: accounts,
  returns: "one",
  keyParameter: "accountId",
  filters: [],
  order: "ascending",
};

/** Accounts, by id; all of them, or those of one owner. */
export const listAccounts: QueryDescriptor = {
  name: "listAccounts",
  readModel: accounts,
  returns: "page",
  filters: ["owner"],
  order: "ascending",
};

/** What you write for the read model accounts: one fold an event. */
export interface AccountsProjection {
  /** The account takes no more commands. */
  readonly AccountClosed: Project<AccountClosed, Account>;
  /** An account exists. */
  readonly AccountOpened: Project<AccountOpened, Account>;
  /** Credits were bought. */
  readonly CreditsLoaded: Project<CreditsLoaded, Account>;
  /** The receiver took a transfer's credits. */
  readonly CreditsReceived: Project<CreditsReceived, Account>;
  /** The sender's credits are on hold for a transfer. */
  readonly CreditsReserved: Project<CreditsReserved, Account>;
  /** The held credits are back on the payer's balance. */
  readonly PaymentReleased: Project<PaymentReleased, Account>;
  /** The payer's credits are on hold for a merchant. */
  readonly PaymentReserved: Project<PaymentReserved, Account>;
  /** The hold at the payer has ended. */
  readonly PaymentSettled: Project<PaymentSettled, Account>;
  /** The held credits are back on the sender's balance. */
  readonly TransferReleased: Project<TransferReleased, Account>;
  /** The hold at the sender has ended. */
  readonly TransferSettled: Project<TransferSettled, Account>;
}
