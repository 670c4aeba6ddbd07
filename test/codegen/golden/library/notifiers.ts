// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Notify, NotifyProcessFailed } from "eventwright/codegen/v1";
import type { CopyBorrowed } from "./messages/copy-borrowed.ts";
import type { LendingStart } from "./processes/lending.ts";
import type { LoanDueData } from "./types.ts";

/** What you write for the notification LoanDue. Your loan is due. */
export interface LoanDueNotifier {
  readonly CopyBorrowed: Notify<CopyBorrowed, never, LoanDueData>;
  readonly lending: NotifyProcessFailed<LendingStart, LoanDueData>;
}
