import { EventType, type HistoryEvent } from "../protocol/history.ts";
import { liveStatuses, type RuntimeStatus } from "../store/rows.ts";

/** An instance as it once stood, kept as a file: what today's code is held against. */
export interface Recording {
  readonly instanceId: string;
  /** Name of the orchestrator function. */
  readonly name: string;
  readonly version: string;
  readonly status: RuntimeStatus;
  /** The value, not its text. */
  readonly input: unknown;
  readonly customStatus: unknown;
  /** Events of the execution as the durable library reads them; empty: it has not run yet. */
  readonly history: readonly HistoryEvent[];
}

/** Says what is wrong with a file that should hold a recording. */
export class RecordingInvalid extends Error {
  override readonly name = "RecordingInvalid";
}

/** Whether the instance would go on running. */
export function isRunning({ status }: Recording): boolean {
  return liveStatuses.includes(status);
}

/**
 * Reads a recording.
 * @throws RecordingInvalid that names the field and how recordings are made
 */
export function readRecording(text: string): Recording {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid(`it is no JSON (${(error as Error).message})`);
  }
  if (typeof json !== "object" || json === null) throw invalid("it is no JSON object");
  const { instanceId, name, version, status, input, customStatus, history } = json as Record<string, unknown>;
  for (const [field, value] of Object.entries({ instanceId, name, status })) {
    if (typeof value !== "string" || value === "") throw invalid(`"${field}" is no text`);
  }
  if (!Array.isArray(history) || !history.every(isEvent)) throw invalid('"history" is no list of history events');
  if (history.length > 0 && !history.some((event) => event.EventType === EventType.ExecutionStarted)) {
    throw invalid('"history" does not begin with ExecutionStarted');
  }
  return {
    instanceId: String(instanceId),
    name: String(name),
    version: typeof version === "string" ? version : "",
    status: status as RuntimeStatus,
    input: input ?? null,
    customStatus: customStatus ?? null,
    history,
  };
}

function isEvent(value: unknown): value is HistoryEvent {
  const { EventType: type, Timestamp } = (value ?? {}) as Partial<HistoryEvent>;
  return typeof type === "number" && typeof Timestamp === "string" && !Number.isNaN(Date.parse(Timestamp));
}

function invalid(why: string): RecordingInvalid {
  return new RecordingInvalid(`This is no recorded instance: ${why}. Record instances with npm run processes:record.`);
}
