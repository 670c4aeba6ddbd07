/** The kinds of history events that processes make, with the numbers that the Durable Functions extension gives them. */
export const kind = {
  executionStarted: 0,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
  eventRaised: 15,
} as const;

/** One event of an instance's history, as the extension writes it: what a kind does not have is left out. */
export interface HistoryEvent {
  readonly EventType: number;
  /** Scheduling events: the task's number. All others: -1. */
  readonly EventId: number;
  /** False in the turn that brings it. */
  readonly IsPlayed: boolean;
  /** RFC 3339. */
  readonly Timestamp: string;
  readonly Name?: string;
  /** JSON text. */
  readonly Input?: string | null;
  readonly Result?: string | null;
  readonly TaskScheduledId?: number;
  readonly TimerId?: number;
  readonly FireAt?: string;
  readonly Reason?: string;
  readonly Details?: string;
}

/** Makes a history event of this instant that has not been played. */
export function event(now: number, type: number, fields: Partial<HistoryEvent> = {}): HistoryEvent {
  return { EventType: type, EventId: -1, IsPlayed: false, Timestamp: new Date(now).toISOString(), ...fields };
}
