import type { AccountState, Stage } from "../state.ts";

/** A transfer under way, as its events tell it, and where the decision about it stands. */
export interface TransferUnderWay {
  readonly transfer: {
    readonly transferId: string;
    readonly fromAccountId: string;
    readonly toAccountId: string;
    readonly amount: number;
    readonly currency: string;
  };
  readonly stage: Stage;
  /** Of the sender's account. */
  readonly guardian: string | undefined;
}

/** The transfer that a command is about; undefined when it never was or has been settled or released already. */
export function transferOf(
  { transferId, fromAccountId }: { readonly transferId: string; readonly fromAccountId: string },
  account: AccountState,
): TransferUnderWay | undefined {
  if (account.status === "none") return undefined;
  const hold = account.holds[transferId];
  if (hold === undefined) return undefined;
  const { toAccountId, amount, stage } = hold;
  const { currency, guardian } = account;
  return { transfer: { transferId, fromAccountId, toAccountId, amount, currency }, stage, guardian };
}

/** The payment that a command is about; undefined when it never was or has been settled or released already. */
export function paymentOf(
  { paymentId, fromAccountId }: { readonly paymentId: string; readonly fromAccountId: string },
  account: AccountState,
) {
  if (account.status === "none") return undefined;
  const hold = account.payments[paymentId];
  return hold && { paymentId, fromAccountId, ...hold, currency: account.currency };
}
