// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { CommandCheck } from "eventwright/codegen/v1";
import type { LoanDueNotifier } from "./notifiers.ts";
import type { LendingProcess } from "./processes/lending.ts";
import type { RemindReaction } from "./reactions.ts";
import type { LoansProjection } from "./read-models/loans.ts";
import type { CopyStream } from "./streams/copy.ts";
import type { BorrowCopyData, ReturnCopyData } from "./types.ts";

/** Everything that people write for this contract. Leaving one out is a compile error that names it. */
export interface Handlers {
  readonly streams: {
    // biome-ignore lint/suspicious/noExplicitAny: each stream has a state type of its own.
    readonly copy: CopyStream<any>;
  };
  readonly readModels: {
    readonly loans: LoansProjection;
  };
  readonly notifiers: {
    readonly LoanDue: LoanDueNotifier;
  };
  readonly reactions: {
    readonly remind: RemindReaction;
  };
  readonly processes: {
    readonly lending: LendingProcess;
    readonly lendingV1: LendingProcess;
  };
  /** Optional checks at the door, against read models. */
  readonly checks?: {
    readonly BorrowCopy?: CommandCheck<BorrowCopyData>;
    readonly ReturnCopy?: CommandCheck<ReturnCopyData>;
  };
}
