import type { MerchantStream } from "../../generated/streams/merchant.ts";
import type { MerchantState } from "./state.ts";

/** How each event changes what deciders know of a merchant. */
export const evolve: MerchantStream<MerchantState>["evolve"] = {
  MerchantRegistered: (_state, { data: { owner, currency } }) => ({
    status: "registered",
    owner,
    currency,
    gross: 0,
  }),
  PaymentTaken(state, { data }) {
    if (state.status === "none") throw new Error("The merchant's stream does not begin with MerchantRegistered.");
    return { ...state, gross: state.gross + data.amount };
  },
  // The refusing merchant may not exist, and nothing about it has changed.
  PaymentRefused: (state) => state,
};
