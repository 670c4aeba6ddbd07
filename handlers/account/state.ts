/** Credits that have left the balance for a transfer but are not yet with the receiver. */
export interface Hold {
  readonly toAccountId: string;
  /** Minor units. */
  readonly amount: number;
}

/** What deciders need to know of an account. */
export type AccountState = { readonly status: "none" } | OpenedAccount;

/** An account that has been opened, and perhaps closed since. */
export interface OpenedAccount {
  readonly status: "open" | "closed";
  readonly owner: string;
  readonly currency: string;
  /** Minor units that may be spent. */
  readonly balance: number;
  /** Transfers under way, by transfer id. */
  readonly holds: Readonly<Record<string, Hold>>;
}

/** An account before it is opened. */
export const initialState = (): AccountState => ({ status: "none" });
