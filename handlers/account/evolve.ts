import type { AccountStream } from "../../generated/streams/account.ts";
import { withEnded } from "./ended.ts";
import type { AccountState, OpenedAccount, Stage } from "./state.ts";

/** How each event changes what deciders know of an account. */
export const evolve: AccountStream<AccountState>["evolve"] = {
  AccountOpened: (_state, { data: { owner, guardian, currency } }) => ({
    status: "open",
    owner,
    ...(guardian === undefined ? {} : { guardian }),
    currency,
    balance: 0,
    holds: {},
    payments: {},
    ended: {},
  }),
  CreditsLoaded: (state, { data }) => change(state, data.credited),
  AccountClosed: (state) => ({ ...opened(state), status: "closed" }),

  CreditsReserved(state, { data: { transferId, toAccountId, amount } }) {
    const account = change(state, -amount);
    return { ...account, holds: { ...account.holds, [transferId]: { toAccountId, amount, stage: "reserved" } } };
  },
  GuardianAsked: (state, { data }) => move(state, data.transferId, "guardian"),
  GuardianAllowed: (state, { data }) => move(state, data.transferId, "allowed"),
  GuardianDenied: (state, { data }) => move(state, data.transferId, "decided"),
  TransferHeld: (state, { data }) => move(state, data.transferId, "review"),
  TransferApproved: (state, { data }) => move(state, data.transferId, "decided"),
  TransferRejected: (state, { data }) => move(state, data.transferId, "decided"),
  TransferExpired: (state, { data }) => move(state, data.transferId, "decided"),
  TransferSettled: (state, { data, envelope }) => end(opened(state), data.transferId, envelope.time),
  TransferReleased: (state, { data, envelope }) => end(change(state, data.amount), data.transferId, envelope.time),

  CreditsReceived: (state, { data }) => change(state, data.amount),
  // The refusing account may not exist, and nothing about it has changed.
  CreditsRefused: (state) => state,

  PaymentReserved(state, { data: { paymentId, merchantId, amount } }) {
    const account = change(state, -amount);
    return { ...account, payments: { ...account.payments, [paymentId]: { merchantId, amount } } };
  },
  PaymentSettled: (state, { data }) => withoutPayment(opened(state), data.paymentId),
  PaymentReleased: (state, { data }) => withoutPayment(change(state, data.amount), data.paymentId),
};

function change(state: AccountState, amount: number): OpenedAccount {
  const account = opened(state);
  return { ...account, balance: account.balance + amount };
}

function move(state: AccountState, transferId: string, stage: Stage): OpenedAccount {
  const account = opened(state);
  const hold = account.holds[transferId];
  if (hold === undefined) throw new Error(`The account's stream decides about ${transferId}, which is not on hold.`);
  return { ...account, holds: { ...account.holds, [transferId]: { ...hold, stage } } };
}

function end(account: OpenedAccount, transferId: string, time: string): OpenedAccount {
  const { [transferId]: _gone, ...holds } = account.holds;
  return { ...account, holds, ended: withEnded(account.ended, transferId, Date.parse(time)) };
}

function withoutPayment(account: OpenedAccount, paymentId: string): OpenedAccount {
  const { [paymentId]: _gone, ...payments } = account.payments;
  return { ...account, payments };
}

/** Every event but AccountOpened follows it; anything else is a broken stream, which must not be folded into nonsense. */
function opened(state: AccountState): OpenedAccount {
  if (state.status === "none") throw new Error("The account's stream does not begin with AccountOpened.");
  return state;
}
