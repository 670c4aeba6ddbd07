/** What deciders need to know of a merchant. */
export type MerchantState = { readonly status: "none" } | RegisteredMerchant;

/** A merchant that can be paid. */
export interface RegisteredMerchant {
  readonly status: "registered";
  readonly owner: string;
  readonly currency: string;
  /** All that was ever paid, fees included, in minor units. */
  readonly gross: number;
}

/** A merchant before it is registered. */
export const initialState = (): MerchantState => ({ status: "none" });
