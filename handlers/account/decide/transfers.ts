import { reject } from "eventwright";
import { CreditsReceived } from "../../../generated/messages/credits-received.ts";
import { CreditsRefused } from "../../../generated/messages/credits-refused.ts";
import { CreditsReserved } from "../../../generated/messages/credits-reserved.ts";
import { TransferReleased } from "../../../generated/messages/transfer-released.ts";
import { TransferSettled } from "../../../generated/messages/transfer-settled.ts";
import type { AccountStream } from "../../../generated/streams/account.ts";
import type { Refusal } from "../../../generated/types.ts";
import { type AccountState, fits } from "../state.ts";
import { transferOf } from "./holds.ts";

/** A transfer's way from the sender's balance to the receiver's, or back. */
export const transfers: Pick<
  AccountStream<AccountState>["decide"],
  "TransferCredits" | "CreditTransfer" | "SettleTransfer" | "ReleaseTransfer"
> = {
  TransferCredits({ data }, account) {
    if (data.fromAccountId === data.toAccountId) return reject("same-account");
    if (account.status === "none") return reject("account-not-found");
    if (account.status === "closed") return reject("account-closed");
    if (account.currency !== data.currency) return reject("currency-mismatch");
    if (data.transferId in account.holds || data.transferId in account.ended) return reject("transfer-exists");
    if (account.balance < data.amount) return reject("insufficient-credits");
    const { owner, guardian } = account;
    return [CreditsReserved.create({ ...data, owner, ...(guardian === undefined ? {} : { guardian }) })];
  },

  CreditTransfer({ data }, account) {
    const refusal = refusalOf(data.amount, data.currency, account);
    if (refusal === undefined) return [CreditsReceived.create(data)];
    const { note: _note, ...transfer } = data;
    return [CreditsRefused.create({ ...transfer, reason: refusal })];
  },

  SettleTransfer({ data }, account) {
    const found = transferOf(data, account);
    return found === undefined ? [] : [TransferSettled.create(found.transfer)];
  },

  ReleaseTransfer({ data }, account) {
    const found = transferOf(data, account);
    return found === undefined ? [] : [TransferReleased.create({ ...found.transfer, reason: data.reason })];
  },
};

/** Why an account cannot take credits; undefined when it can. */
function refusalOf(amount: number, currency: string, account: AccountState): Refusal | undefined {
  if (account.status === "none") return "account-not-found";
  if (account.status === "closed") return "account-closed";
  if (account.currency !== currency) return "currency-mismatch";
  return fits(account, amount) ? undefined : "balance-limit";
}
