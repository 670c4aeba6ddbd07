import type { RetryPolicy } from "../app/definition.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { Fault } from "../messages/message-class.ts";
import type { ProcessPast } from "./past.ts";

/** A task of the Durable Functions SDK: yielded by an orchestrator, which then gets its result. */
export interface DurableTask {
  readonly isCompleted: boolean;
  readonly isFaulted: boolean;
  readonly result?: unknown;
}

/** A durable timer. Cancelling one that has fired is an error. */
export interface DurableTimer extends DurableTask {
  cancel(): void;
}

/** How an activity is tried again, as the SDK wants it. Milliseconds. */
export interface StepRetry {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient: number;
  readonly maxRetryIntervalInMilliseconds: number;
}

/** What a process needs of the SDK's orchestration context. */
export interface Orchestration {
  readonly instanceId: string;
  readonly isReplaying: boolean;
  readonly currentUtcDateTime: Date;
  readonly Task: { any(tasks: readonly DurableTask[]): DurableTask };
  getInput(): unknown;
  callActivityWithRetry(name: string, retry: StepRetry, input: unknown): DurableTask;
  createTimer(fireAt: Date): DurableTimer;
  waitForExternalEvent(name: string): DurableTask;
  setCustomStatus(status: unknown): void;
}

/** An orchestrator as the SDK runs it. What it gets for a task depends on the task. */
export type Orchestrator = Generator<DurableTask, string | undefined, unknown>;

/**
 * What an instance is started with. Everything that a deployment may change is in it, so that a replay after the change
 * takes the same turns.
 */
export interface ProcessInput {
  /** The event that started it. */
  readonly started: Envelope;
  /** Tells this run from another one of the same event. Undefined in instances from before there was one. */
  readonly run?: string;
  readonly key: readonly string[];
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Milliseconds by name. */
  readonly timeouts: Readonly<Record<string, number>>;
  readonly steps: RetryPolicy;
  /** Of an instance that was redriven: which try this is, from 2. */
  readonly attempt?: number;
  /** Of an instance that was redriven: what it had been through before it failed. */
  readonly past?: ProcessPast;
}

/** What a dead letter keeps of a failed instance, so that it can be started again where it failed. */
export interface FailedInstance {
  readonly process: string;
  /** Version of its code. */
  readonly version: number;
  /** Which try failed, from 1. */
  readonly attempt: number;
  readonly input: Omit<ProcessInput, "started" | "attempt" | "past">;
  /** Undefined: it is too large to be kept. */
  readonly past?: ProcessPast;
}

/** What operators see of a running instance: its custom status. */
export interface ProcessProgress {
  readonly waitsFor?: readonly string[];
  /** RFC 3339: when waiting or pausing ends. */
  readonly until?: string;
  readonly sends?: string;
  /** The command whose outcome it needs to go on. */
  readonly awaits?: string;
}

/** The one name of external events; what kind of message it is stands in the envelope. */
export const messageEvent = "message";
/**
 * Name of the activity that sends a command. Each command has one of its own, so that Durable Functions itself sees when a
 * process that was edited sends another command than its history holds: it compares activities by name.
 */
export function sendActivity(command: string): string {
  return `send${command}`;
}
/** Name of the activity that answers what became of a command that may be refused: one for each, as with sending. */
export function outcomeActivity(command: string): string {
  return `outcomeOf${command}`;
}
/** Name of the activity that parks a process. */
export const parkActivity = "parkProcess";

/** What came of the activity that sends a command. Only what another try may help is thrown. */
export type SendAnswer =
  /**
   * `commandId`: the command may be refused, so the process asks what became of it. It stands in the history, and not in
   * the contract of today, whether it asks; instances that are older than the question have none.
   */
  | { readonly status: "sent"; readonly commandId?: string }
  /** Another run of the same event has sent it: there must be no second one. */
  | { readonly status: "ran-before" }
  | { readonly status: "invalid"; readonly error: string; readonly faults: readonly Fault[] };

/** As much of a message as whatever it causes has to know. */
export type MessageCause = Pick<Envelope, "id" | "correlationid" | "traceparent" | "tracestate">;

/** Input of the activity that sends a command. */
export interface SendRequest {
  readonly process: string;
  readonly instanceId: string;
  /** Id of the event that started the instance. */
  readonly startedBy: string;
  readonly run?: string;
  /** The command's place among those of the instance, from 0. */
  readonly index: number;
  readonly name: string;
  readonly data: unknown;
  /** The id is that of the message that the process got last; the rest is of the story that it was started in. */
  readonly cause: MessageCause;
}

/** Input of the activity that answers what became of a command. */
export interface OutcomeRequest {
  readonly process: string;
  readonly instanceId: string;
  readonly name: string;
  readonly commandId: string;
  /** The message that the process got last; undefined in requests from before they had one. */
  readonly cause?: MessageCause;
}

/** Input of the activity that parks a process. */
export interface ParkRequest {
  readonly process: string;
  readonly instanceId: string;
  readonly started: Envelope;
  /** The message that the process got last; undefined in requests from before they had one. */
  readonly cause?: MessageCause;
  /** Undefined in requests from before instances could be redriven. */
  readonly failed?: FailedInstance;
  /** A second request: messages that came while the first one was under way. */
  readonly late?: readonly Envelope[];
  readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
  readonly faults: readonly Fault[];
}
