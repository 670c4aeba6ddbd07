import type { Message } from "../messages/message-class.ts";
import type { HandlerLog } from "../telemetry/handler-log.ts";
import type { PauseStep, ProcessStep, SendStep, Step, WaitStep } from "./step.ts";

/**
 * The code of a process: takes one step after another with `yield*` and ends with a word for operators. It runs again from
 * its beginning each time something has happened, so it is pure: time, settings and messages come from the context only.
 */
export type ProcessCode<Start, Context, Steps extends ProcessStep = ProcessStep> = (
  started: Start,
  context: Context,
  // biome-ignore lint/suspicious/noConfusingVoidType: code that ends without a word returns void.
) => Generator<Steps, string | undefined | void, unknown>;

/** A hand-written process as the platform runs it. Made by what `defineProcess` answers. */
export interface Process<Start, Context> {
  readonly run: ProcessCode<Start, Context>;
}

/** A process whatever starts it and whatever it can do. */
// biome-ignore lint/suspicious/noExplicitAny: each process takes its own message and context, which generated types state.
export type AnyProcess = Process<any, any>;

/** What became of a command that may be refused. A command that failed is neither: it is waited for until it was redriven. */
export type CommandOutcome<Code = string> =
  | { readonly status: "succeeded" }
  | { readonly status: "rejected"; readonly code: Code };

/** None of the commands may be refused. */
export type NoRejections = Readonly<Record<never, never>>;

/**
 * All that a process can do. `Messages` and `Commands` say by name what it waits for and what it sends, `Rejections` with
 * which codes its commands may be refused, those that may.
 *
 * @example
 * yield* ctx.send.CreditTransfer({ … });
 * const opened = yield* ctx.send.OpenAccount({ … });
 * if (opened.status === "rejected") return opened.code;
 * const answer = yield* ctx.within("review").waitFor("TransferApproved", "TransferRejected");
 */
export interface ProcessContext<Messages, Commands, Timeout extends string, Settings, Rejections = NoRejections> {
  /**
   * Sends a command. One that the contract lets nobody refuse is void: the process goes on when it is stored, and events
   * tell what comes of it. One that may be refused answers what became of it, as soon as that is decided.
   */
  readonly send: {
    readonly [Name in keyof Commands & string]: (
      data: Commands[Name],
    ) => Step<SendStep<Name>, Name extends keyof Rejections ? CommandOutcome<Rejections[Name]> : void>;
  };
  /** Waits for the first of these messages, however long it takes. One that came earlier and was not wanted then counts. */
  waitFor<Name extends keyof Messages & string>(
    ...names: readonly [Name, ...Name[]]
  ): Step<WaitStep<Name>, Messages[Name]>;
  /** The same, but no longer than a timeout: then the answer is undefined. */
  within(timeout: Timeout): WaitWithin<Messages>;
  /** Goes on when the time of a timeout has gone by; nothing is kept in memory meanwhile. */
  pause(timeout: Timeout): Step<PauseStep, void>;
  /** The instant of the last thing that happened to the process, milliseconds since the epoch: the same in each replay. */
  readonly now: number;
  /** The contract's settings as they were when the process started. */
  readonly settings: Settings;
  /** The timeouts as they were when the process started, milliseconds. */
  readonly timeouts: Readonly<Record<Timeout, number>>;
  /** The values that tell this instance from others, in the order of the contract's `key`. */
  readonly key: readonly string[];
  /** Writes lines once, and not again when the code goes through what it has done before. */
  readonly log: HandlerLog;
}

/** A wait that ends. */
export interface WaitWithin<Messages> {
  waitFor<Name extends keyof Messages & string>(
    ...names: readonly [Name, ...Name[]]
  ): Step<WaitStep<Name>, Messages[Name] | undefined>;
}

/** What is known of a process that has failed for good. */
export interface ProcessFailure<Start> {
  /** The message that started it. */
  readonly started: Start;
  /** Finds it in the Durable Functions management API and in the log. */
  readonly instanceId: string;
  /** Why, in one sentence. */
  readonly error: string;
  /** Id of the dead letter. */
  readonly deadLetter: string;
}

/** Tells somebody that a process has failed for good: pure. Answering undefined tells nobody. */
export type NotifyProcessFailed<Start extends Message, Data> = (failure: ProcessFailure<Start>) => Data | undefined;
