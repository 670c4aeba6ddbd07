import type { AccountStream } from "../../generated/streams/account.ts";
import type { AccountState, OpenedAccount } from "./state.ts";

/** How each event changes what deciders know of an account. */
export const evolve: AccountStream<AccountState>["evolve"] = {
  AccountOpened: (_state, { data }) => ({
    status: "open",
    owner: data.owner,
    currency: data.currency,
    balance: 0,
    holds: {},
  }),
  CreditsLoaded: (state, { data }) => change(state, data.credited),
  CreditsReserved: (state, { data }) => ({
    ...change(state, -data.amount),
    holds: { ...opened(state).holds, [data.transferId]: { toAccountId: data.toAccountId, amount: data.amount } },
  }),
  CreditsReceived: (state, { data }) => change(state, data.amount),
  // The refusing account may not exist, and nothing about it has changed.
  CreditsRefused: (state) => state,
  TransferSettled: (state, { data }) => withoutHold(opened(state), data.transferId),
  TransferReleased: (state, { data }) => withoutHold(change(state, data.amount), data.transferId),
  AccountClosed: (state) => ({ ...opened(state), status: "closed" }),
};

function change(state: AccountState, amount: number): OpenedAccount {
  const account = opened(state);
  return { ...account, balance: account.balance + amount };
}

function withoutHold(account: OpenedAccount, transferId: string): OpenedAccount {
  const { [transferId]: _gone, ...holds } = account.holds;
  return { ...account, holds };
}

/** Every event but AccountOpened follows it; anything else is a broken stream, which must not be folded into nonsense. */
function opened(state: AccountState): OpenedAccount {
  if (state.status === "none") throw new Error("The account's stream does not begin with AccountOpened.");
  return state;
}
