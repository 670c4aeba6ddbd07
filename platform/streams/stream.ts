import type { Draft } from "../messages/envelope.ts";
import type { Message } from "../messages/message-class.ts";
import type { HandlerContext, HandlerLog } from "../telemetry/handler-log.ts";

/** A refusal that the business expects: recorded as the command's outcome, told to the client, never thrown. */
export interface Rejection<Code extends string = string> {
  readonly rejected: Code;
  /** Says more than the contract's sentence for the code, such as the balance that was too low. */
  readonly detail?: string;
}

/** What a decider answers: the events that happened (none: the command changes nothing), or a refusal. */
export type Decision<Event extends Draft = Draft, Code extends string = string> = readonly Event[] | Rejection<Code>;

/** What a decider may know besides state and command. All of it is the same when a command is handled again. */
export interface DecisionContext {
  /** When the command was accepted, milliseconds since the epoch. */
  readonly now: number;
  readonly streamId: string;
  /** Version of the stream that the state shows; 0 before the first event. */
  readonly version: number;
  /** A line is no decision: the same command may be decided, and lines written, more than once. */
  readonly log: HandlerLog;
}

/** Decides one kind of command: pure, and the same answer for the same arguments. */
export type Decide<State, Command extends Message, Event extends Draft, Code extends string = never> = (
  command: Command,
  state: State,
  context: DecisionContext,
) => Decision<Event, Code>;

/** Folds one kind of event into the state: pure, never refuses. */
export type Evolve<State, Event extends Message> = (state: State, event: Event) => State;

/** Refuses a command. */
export function reject<Code extends string>(code: Code, detail?: string): Rejection<Code> {
  return detail === undefined ? { rejected: code } : { rejected: code, detail };
}

/** Whether a decision is a refusal. */
export function isRejection<Code extends string>(decision: Decision<Draft, Code>): decision is Rejection<Code> {
  return "rejected" in decision;
}

/** A refused command, as notifiers see it. */
export interface Rejected<Command extends Message = Message, Code extends string = string> {
  readonly command: Command;
  readonly code: Code;
  /** The contract's sentence for the code, or the decider's detail. */
  readonly message: string;
}

/** A command that used up its tries, as notifiers see it. */
export interface Failed<Command extends Message = Message> {
  readonly command: Command;
  /** Id of the dead letter. */
  readonly deadLetter: string;
}

/** Tells somebody of a refusal. `undefined` tells nobody. */
export type NotifyRejected<State, Command extends Message, Code extends string, Data> = (
  rejected: Rejected<Command, Code>,
  state: State,
  context: HandlerContext,
) => Data | undefined;

/** Tells somebody of a failure. The state is missing where it could not be read or folded. */
export type NotifyFailed<State, Command extends Message, Data> = (
  failed: Failed<Command>,
  state: State | undefined,
  context: HandlerContext,
) => Data | undefined;

/** What a stream's hand-written code looks like to the platform, whatever the contract. */
// biome-ignore lint/suspicious/noExplicitAny: the state's type belongs to the handlers; the platform only passes it on.
export interface StreamHandlers<State = any> {
  readonly initialState: () => State;
  // biome-ignore lint/suspicious/noExplicitAny: each entry takes its own message type, which generated interfaces state.
  readonly decide: Readonly<Record<string, (command: any, state: State, context: DecisionContext) => Decision>>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly evolve: Readonly<Record<string, (state: State, event: any) => State>>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly notify?: Readonly<Record<string, (outcome: any, state: any, context: HandlerContext) => unknown>>;
}
