import type { EventBody, ParentInstance } from "../protocol/history.ts";

/** Status of an orchestration instance. */
export type RuntimeStatus =
  | "Pending"
  | "Running"
  | "Suspended"
  | "Completed"
  | "Failed"
  | "Terminated"
  | "ContinuedAsNew"
  | "Canceled";

/** Statuses of instances that still do something. */
export const liveStatuses: readonly RuntimeStatus[] = ["Pending", "Running", "Suspended", "ContinuedAsNew"];

/** An orchestration instance. Times in ms. */
export interface Instance {
  readonly id: string;
  readonly execution: string;
  readonly name: string;
  readonly version: string;
  readonly status: RuntimeStatus;
  readonly suspended: boolean;
  /** JSON text, as output and custom status. */
  readonly input: string | null;
  readonly output: string | null;
  readonly customStatus: string | null;
  readonly created: number;
  readonly updated: number;
  readonly parent: ParentInstance | null;
}

/** A message to an instance or entity; `execution` null: to whatever execution there is. */
export interface Message<T> {
  readonly seq: number;
  readonly execution: string | null;
  readonly body: T;
}

/** A message to an orchestration: an event that has no time yet. */
export type InstanceMessage = Message<EventBody>;

/** A scheduled activity or request without a result. */
export interface WorkItem {
  readonly seq: number;
  readonly instance: string;
  readonly execution: string;
  readonly task: number;
  readonly kind: "activity" | "http";
  readonly name: string;
  readonly input: string | undefined;
}

/** A timer that has not fired. */
export interface TimerRow {
  readonly instance: string;
  readonly execution: string;
  readonly task: number;
  readonly fireAt: number;
}

/** An entity. */
export interface EntityRow {
  readonly id: string;
  readonly present: boolean;
  /** JSON text. */
  readonly state: string | null;
  /** Instance id of the orchestration that holds its lock. */
  readonly lockedBy: string | null;
  readonly updated: number;
}

/** Which instances a query wants. Times in ms. */
export interface InstanceFilter {
  readonly statuses?: readonly string[] | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdTo?: number | undefined;
  readonly idPrefix?: string | undefined;
}

/** Whether an instance still does something. */
export function isLive({ status }: Pick<Instance, "status">): boolean {
  return liveStatuses.includes(status);
}
