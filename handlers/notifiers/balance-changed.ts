import type { BalanceChangedNotifier } from "../../generated/notifiers.ts";
import type { Account, BalanceChangedData } from "../../generated/types.ts";

/** Tells an account's owner what the account holds now. */
export const balanceChanged: BalanceChangedNotifier = {
  CreditsLoaded: (_event, account) => tell(account, "load"),
  CreditsReserved: (_event, account) => tell(account, "transfer-sent"),
  CreditsReceived: (_event, account) => tell(account, "transfer-received"),
  TransferSettled: (_event, account) => tell(account, "transfer-settled"),
  TransferReleased: (_event, account) => tell(account, "transfer-returned"),
  PaymentReserved: (_event, account) => tell(account, "payment-sent"),
  PaymentSettled: (_event, account) => tell(account, "payment-settled"),
  PaymentReleased: (_event, account) => tell(account, "payment-returned"),
};

function tell(account: Account | undefined, cause: BalanceChangedData["cause"]): BalanceChangedData | undefined {
  if (account === undefined) return undefined;
  const { owner: recipient, accountId, currency, balance, held, version } = account;
  return { recipient, accountId, currency, balance, held, version, cause };
}
