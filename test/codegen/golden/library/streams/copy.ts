// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Decide, Draft, Evolve } from "eventwright/codegen/v1";
import type { BorrowCopy } from "../messages/borrow-copy.ts";
import type { CopyBorrowed } from "../messages/copy-borrowed.ts";
import type { CopyMissed } from "../messages/copy-missed.ts";
import type { CopyReturned } from "../messages/copy-returned.ts";
import type { RemindReader } from "../messages/remind-reader.ts";
import type { ReturnCopy } from "../messages/return-copy.ts";
import type { WriteOff } from "../messages/write-off.ts";
import type { CopyBorrowedData, CopyMissedData, CopyReturnedData } from "../types.ts";

/** The commands of the stream copy. */
export type CopyCommand = BorrowCopy | RemindReader | ReturnCopy | WriteOff;
/** The events of the stream copy. */
export type CopyEvent = CopyBorrowed | CopyMissed | CopyReturned;
/** Why a command of the stream copy may be refused. */
export type CopyRejection = "copy-back" | "copy-lent";

/** What you write for the stream copy. One copy of a book. */
export interface CopyStream<State> {
  /** The state before the first event. */
  readonly initialState: () => State;
  /** One decider a command. */
  readonly decide: {
    readonly BorrowCopy: Decide<
      State,
      BorrowCopy,
      Draft<"CopyBorrowed", CopyBorrowedData> | Draft<"CopyMissed", CopyMissedData>,
      "copy-lent"
    >;
    readonly RemindReader: Decide<State, RemindReader, never>;
    readonly ReturnCopy: Decide<State, ReturnCopy, Draft<"CopyReturned", CopyReturnedData>>;
    readonly WriteOff: Decide<State, WriteOff, Draft<"CopyMissed", CopyMissedData>, "copy-back" | "copy-lent">;
  };
  /** One fold an event. */
  readonly evolve: {
    readonly CopyBorrowed: Evolve<State, CopyBorrowed>;
    readonly CopyMissed: Evolve<State, CopyMissed>;
    /** A copy is back. Ends a comment *\/ and goes on. */
    readonly CopyReturned: Evolve<State, CopyReturned>;
  };
}
