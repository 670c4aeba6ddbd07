import type { MerchantStream } from "../../generated/streams/merchant.ts";
import { decide } from "./decide.ts";
import { evolve } from "./evolve.ts";
import { notify } from "./notify.ts";
import { initialState, type MerchantState } from "./state.ts";

/** All hand-written code of the stream merchant. */
export const merchant: MerchantStream<MerchantState> = { initialState, decide, evolve, notify };
