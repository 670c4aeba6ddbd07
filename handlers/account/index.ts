import type { AccountStream } from "../../generated/streams/account.ts";
import { decide } from "./decide/index.ts";
import { evolve } from "./evolve.ts";
import { notify } from "./notify.ts";
import { type AccountState, initialState } from "./state.ts";

/** All hand-written code of the stream account. */
export const account: AccountStream<AccountState> = { initialState, decide, evolve, notify };
