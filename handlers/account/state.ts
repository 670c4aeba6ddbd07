import type { EndedTransfers } from "./ended.ts";

/**
 * Where the decision about a transfer stands. `guardian` and `review` wait for an answer; `allowed` has the guardian's yes
 * and may still be held for review; `decided` waits for nobody any more.
 */
export type Stage = "reserved" | "guardian" | "allowed" | "review" | "decided";

/** Credits that have left the balance for a transfer but are not yet with the receiver. */
export interface Hold {
  readonly toAccountId: string;
  /** Minor units. */
  readonly amount: number;
  readonly stage: Stage;
}

/** Credits that have left the balance for a payment but are not yet with the merchant. */
export interface PaymentHold {
  readonly merchantId: string;
  /** Minor units. */
  readonly amount: number;
}

/** What deciders need to know of an account. */
export type AccountState = { readonly status: "none" } | OpenedAccount;

/** An account that has been opened, and perhaps closed since. */
export interface OpenedAccount {
  readonly status: "open" | "closed";
  readonly owner: string;
  readonly guardian?: string;
  readonly currency: string;
  /** Minor units that may be spent. */
  readonly balance: number;
  /** Transfers under way, by transfer id. */
  readonly holds: Readonly<Record<string, Hold>>;
  /** Payments under way, by payment id. */
  readonly payments: Readonly<Record<string, PaymentHold>>;
  readonly ended: EndedTransfers;
}

/** An account before it is opened. */
export const initialState = (): AccountState => ({ status: "none" });

/** All that is on hold, in minor units. */
export function heldBy({ holds, payments }: OpenedAccount): number {
  return [...Object.values(holds), ...Object.values(payments)].reduce((sum, { amount }) => sum + amount, 0);
}

/** Whether all that an account owns stays an exact integer after adding to it: holds may come back, so they count. */
export function fits(account: OpenedAccount, added: number): boolean {
  return Number.isSafeInteger(account.balance + heldBy(account) + added);
}
