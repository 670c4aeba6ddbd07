import type { AccountStream } from "../../../generated/streams/account.ts";
import type { AccountState } from "../state.ts";
import { accounts } from "./accounts.ts";
import { decisions } from "./decisions.ts";
import { payments } from "./payments.ts";
import { transfers } from "./transfers.ts";

/** The business rules of an account: one decider a command. */
export const decide: AccountStream<AccountState>["decide"] = { ...accounts, ...transfers, ...decisions, ...payments };
