/** Numbers of the kinds of history event, as the durable library knows them. */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  ContinueAsNew: 16,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

/** Names of the kinds of history event, by number. */
export const eventTypeNames: ReadonlyMap<number, string> = new Map(
  Object.entries(EventType).map(([name, number]) => [number, name]),
);

/** A failure with its type, as newer Durable Functions extensions carry it. */
export interface FailureDetails {
  readonly ErrorType?: string;
  readonly ErrorMessage?: string;
  readonly StackTrace?: string | null;
  readonly IsNonRetriable?: boolean;
  readonly Properties?: Readonly<Record<string, unknown>> | null;
  readonly InnerFailure?: FailureDetails | null;
}

/** Who waits for a sub-orchestration. */
export interface ParentInstance {
  readonly InstanceId: string;
  readonly ExecutionId: string;
  readonly TaskScheduledId: number;
}

/** What a history event says, before it has a time. Which fields there are depends on the type. */
export interface EventBody {
  readonly EventType: number;
  /** Sequence id of a scheduling event; −1 for all others. */
  readonly EventId: number;
  readonly Name?: string;
  readonly Version?: string;
  /** JSON text. */
  readonly Input?: string | null;
  /** JSON text, or null; never absent where a result is expected. */
  readonly Result?: string | null;
  readonly Reason?: string;
  readonly Details?: string;
  readonly FailureDetails?: FailureDetails;
  readonly TaskScheduledId?: number;
  readonly TimerId?: number;
  /** ISO 8601. */
  readonly FireAt?: string;
  readonly InstanceId?: string;
  readonly OrchestrationStatus?: string;
  readonly OrchestrationInstance?: { readonly InstanceId: string; readonly ExecutionId: string };
  readonly ParentInstance?: ParentInstance;
}

/** One event of an instance's history, in the shape that the durable library reads. */
export interface HistoryEvent extends EventBody {
  /** Whether an earlier turn has seen it. */
  readonly IsPlayed: boolean;
  /** ISO 8601. */
  readonly Timestamp: string;
}
