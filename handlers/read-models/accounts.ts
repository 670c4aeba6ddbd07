import type { AccountsProjection } from "../../generated/read-models/accounts.ts";
import type { Account } from "../../generated/types.ts";

/** Every account as it stands. */
export const accounts: AccountsProjection = {
  AccountOpened: ({ data, envelope }) => ({
    ...data,
    balance: 0,
    held: 0,
    status: "open",
    version: envelope.streamversion ?? 0,
  }),
  CreditsLoaded: (event, account) => move(account, event, event.data.credited, 0),
  CreditsReserved: (event, account) => move(account, event, -event.data.amount, event.data.amount),
  CreditsReceived: (event, account) => move(account, event, event.data.amount, 0),
  TransferSettled: (event, account) => move(account, event, 0, -event.data.amount),
  TransferReleased: (event, account) => move(account, event, event.data.amount, -event.data.amount),
  PaymentReserved: (event, account) => move(account, event, -event.data.amount, event.data.amount),
  PaymentSettled: (event, account) => move(account, event, 0, -event.data.amount),
  PaymentReleased: (event, account) => move(account, event, event.data.amount, -event.data.amount),
  AccountClosed: ({ envelope }, account) =>
    account && { ...account, status: "closed", version: envelope.streamversion ?? account.version },
};

/** Moves credits into the balance and into what is on hold (minor units, signed). */
function move(
  account: Account | undefined,
  event: { readonly envelope: { readonly streamversion?: number } },
  balance: number,
  held: number,
): Account | undefined {
  return (
    account && {
      ...account,
      balance: account.balance + balance,
      held: account.held + held,
      version: event.envelope.streamversion ?? account.version,
    }
  );
}
