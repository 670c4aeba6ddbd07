import type { Envelope } from "../messages/envelope.ts";
import type { MissingRole } from "../stores/missing-role.ts";
import type { LogEvent } from "../telemetry/log-events.ts";
import type { LogEntry } from "../telemetry/telemetry.ts";

/** How much a log line matters. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** What a line is about. A closed list, so that nothing gets into a log that nobody has thought about: payloads never do. */
export interface LogFields {
  /** The message that is handled: its ids, name and stream. */
  readonly message?: Envelope | undefined;
  /** Where the message itself is not at hand. */
  readonly messageId?: string | undefined;
  /** A stream whose message is not at hand. */
  readonly stream?: string | undefined;
  readonly streamId?: string | undefined;
  /** As in dead letters, such as `projection-accounts`. */
  readonly handler?: string | undefined;
  readonly letter?: string | undefined;
  /** Its name, text, stack and cause, without the personal data of the message. */
  readonly error?: unknown;
  /** RFC 3339. */
  readonly retryAt?: string | undefined;
  readonly process?: string | undefined;
  readonly instance?: string | undefined;
  /** Of a process: how often it has been started. */
  readonly attempt?: number | undefined;
  readonly orchestrator?: string | undefined;
  /** The word that a process ended with. */
  readonly word?: string | undefined;
  /** The event that an instance runs for. */
  readonly startedBy?: string | undefined;
  /** Of an event that is none of the app's. */
  readonly eventType?: string | undefined;
  readonly eventSource?: string | undefined;
  /** An Event Grid subscription. */
  readonly subscription?: string | undefined;
  /** Why Event Grid gave up. */
  readonly reason?: string | undefined;
  readonly attempts?: number | undefined;
  readonly blob?: string | undefined;
  readonly faults?: number | undefined;
  /** Messages of a batch. */
  readonly messages?: number | undefined;
  /** What came of a letter. */
  readonly status?: string | undefined;
  /** Code of a problem or refusal. */
  readonly code?: string | undefined;
  /** What the client was told to quote. */
  readonly errorId?: string | undefined;
  readonly check?: string | undefined;
  /** One that the app's identity lacks, or lacked. */
  readonly role?: MissingRole | undefined;
  /** Of a handler's own line: its level, sentence and fields. */
  readonly level?: LogLevel;
  readonly sentence?: string;
  readonly own?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
}

/** Writes a line of the catalogue. */
export type Log = (event: LogEvent, fields?: LogFields) => void;

/** Takes finished lines, such as the console does. */
export type LogSink = (entry: LogEntry) => void;
