// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { type Process, type ProcessContext, defineProcess } from "eventwright/codegen/v1";
import type { CopyBorrowed } from "../messages/copy-borrowed.ts";
import type { CopyReturned } from "../messages/copy-returned.ts";
import type { Settings } from "../settings.ts";
import type { RemindReaderData, WriteOffData } from "../types.ts";

/** What starts the process lending. */
export type LendingStart = CopyBorrowed;

/** What the process lending waits for. */
export interface LendingMessages {
  /** A copy is back. Ends a comment *\/ and goes on. */
  readonly CopyReturned: CopyReturned;
}

/** What the process lending sends. */
export interface LendingCommands {
  readonly RemindReader: RemindReaderData;
  readonly WriteOff: WriteOffData;
}

/** How the commands of the process lending may be refused. */
export interface LendingRejections {
  readonly WriteOff: "copy-back" | "copy-lent";
}

/** Names of the timeouts of the process lending. */
export type LendingTimeout = "grace" | "loan";

/** All that the process lending can do. */
export type LendingContext = ProcessContext<
  LendingMessages,
  LendingCommands,
  LendingTimeout,
  Settings,
  LendingRejections
>;

/** The hand-written process lending, complete. Reminds until the copy is back. Ends a comment *\/ and goes on. */
export type LendingProcess = Process<LendingStart, LendingContext>;

/**
 * Takes the hand-written process lending. A message that it never waits for, or a command that it never sends, does not
 * compile.
 */
export const lendingProcess = defineProcess<
  LendingStart,
  LendingMessages,
  LendingCommands,
  LendingTimeout,
  Settings,
  LendingRejections
>();
