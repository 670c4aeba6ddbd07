import { reject } from "eventwright";
import { AccountClosed } from "../../generated/messages/account-closed.ts";
import { AccountOpened } from "../../generated/messages/account-opened.ts";
import { CreditsLoaded } from "../../generated/messages/credits-loaded.ts";
import { CreditsReceived } from "../../generated/messages/credits-received.ts";
import { CreditsRefused } from "../../generated/messages/credits-refused.ts";
import { CreditsReserved } from "../../generated/messages/credits-reserved.ts";
import { TransferReleased } from "../../generated/messages/transfer-released.ts";
import { TransferSettled } from "../../generated/messages/transfer-settled.ts";
import type { AccountStream } from "../../generated/streams/account.ts";
import type { Refusal } from "../../generated/types.ts";
import { feeOfLoad } from "../money/fees.ts";
import type { AccountState, OpenedAccount } from "./state.ts";

/** The business rules of an account: one decider a command. */
export const decide: AccountStream<AccountState>["decide"] = {
  OpenAccount({ data }, account) {
    if (account.status !== "none") return reject("account-exists");
    return [AccountOpened.create(data)];
  },

  LoadCredits({ data }, account) {
    if (account.status === "none") return reject("account-not-found");
    if (account.status === "closed") return reject("account-closed");
    if (account.currency !== data.currency) return reject("currency-mismatch");
    const fee = feeOfLoad(data.amount, data.currency);
    const credited = data.amount - fee;
    if (!fits(account, credited)) return reject("balance-limit");
    return [CreditsLoaded.create({ ...data, fee, credited })];
  },

  TransferCredits({ data }, account) {
    if (data.fromAccountId === data.toAccountId) return reject("same-account");
    if (account.status === "none") return reject("account-not-found");
    if (account.status === "closed") return reject("account-closed");
    if (account.currency !== data.currency) return reject("currency-mismatch");
    if (account.holds[data.transferId] !== undefined) return reject("transfer-exists");
    if (account.balance < data.amount) return reject("insufficient-credits");
    return [CreditsReserved.create(data)];
  },

  CloseAccount({ data }, account) {
    if (account.status === "none") return reject("account-not-found");
    if (account.status === "closed") return reject("account-closed");
    if (account.balance > 0 || Object.keys(account.holds).length > 0) return reject("balance-not-zero");
    return [AccountClosed.create(data)];
  },

  CreditTransfer({ data }, account) {
    const refusal = refusalOf(data.amount, data.currency, account);
    if (refusal === undefined) return [CreditsReceived.create(data)];
    const { note: _note, ...transfer } = data;
    return [CreditsRefused.create({ ...transfer, reason: refusal })];
  },

  SettleTransfer({ data }, account) {
    const hold = holdOf(data.transferId, account);
    if (hold === undefined) return [];
    return [TransferSettled.create({ ...data, ...hold })];
  },

  ReleaseTransfer({ data }, account) {
    const hold = holdOf(data.transferId, account);
    if (hold === undefined) return [];
    return [TransferReleased.create({ ...data, ...hold })];
  },
};

/** Why an account cannot take credits; undefined when it can. */
function refusalOf(amount: number, currency: string, account: AccountState): Refusal | undefined {
  if (account.status === "none") return "account-not-found";
  if (account.status === "closed") return "account-closed";
  if (account.currency !== currency) return "currency-mismatch";
  return fits(account, amount) ? undefined : "balance-limit";
}

/** What a transfer holds, with the account's currency; undefined when it has been settled or released already. */
function holdOf(transferId: string, account: AccountState) {
  if (account.status === "none") return undefined;
  const hold = account.holds[transferId];
  return hold && { ...hold, currency: account.currency };
}

/** Whether all that an account owns stays an exact integer after adding to it: holds may come back, so they count. */
function fits(account: OpenedAccount, added: number): boolean {
  const held = Object.values(account.holds).reduce((sum, { amount }) => sum + amount, 0);
  return Number.isSafeInteger(account.balance + held + added);
}
