/** How an instance stands, as Durable Functions names it. */
export const runtimeStatuses = [
  "Pending",
  "Running",
  "Suspended",
  "Completed",
  "Failed",
  "Terminated",
  "ContinuedAsNew",
  "Canceled",
] as const;

/** How an instance stands. */
export type RuntimeStatus = (typeof runtimeStatuses)[number];

/** An instance as the management API of Durable Functions shows it. Instants are RFC 3339, to the second. */
export interface InstanceStanding {
  /** Name of the orchestrator function. */
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: RuntimeStatus;
  readonly customStatus?: unknown;
  readonly output?: unknown;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
}

/** One entry of an instance's history: what was scheduled and has ended is one entry. */
export interface InstanceHistoryEntry {
  /** The extension's word, such as `TaskCompleted`. */
  readonly EventType: string;
  readonly Timestamp: string;
  /** When that was scheduled which has ended. */
  readonly ScheduledTime?: string;
  readonly FunctionName?: string;
  readonly Name?: string;
  readonly Input?: unknown;
  readonly Result?: unknown;
  readonly FireAt?: string;
  readonly Reason?: string;
  readonly OrchestrationStatus?: string;
}

/** An instance with all that it has been through. */
export interface InstanceHistory extends InstanceStanding {
  readonly input: unknown;
  readonly historyEvents: readonly InstanceHistoryEntry[];
}

/** Which instances are asked for. */
export interface InstanceQuery {
  readonly statuses?: readonly RuntimeStatus[];
  readonly idPrefix?: string;
  /** Started within; milliseconds since the epoch, both inclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
}

/** The port to the management of running and ended instances. */
export interface ProcessExplorer {
  /** Instances in no order; `more`: there are more than the limit. */
  list(query: InstanceQuery): Promise<{ readonly items: readonly InstanceStanding[]; readonly more: boolean }>;
  /** undefined: there is no such instance. */
  show(instanceId: string, what: "standing" | "history"): Promise<InstanceHistory | undefined>;
}
