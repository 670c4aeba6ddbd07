import type { FailureDetails } from "./history.ts";

/** Numbers of the kinds of action that the durable library returns. */
export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

/** A retry policy; times in ms. */
export interface RetryPolicy {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient?: number;
  readonly maxRetryIntervalInMilliseconds?: number;
  readonly retryTimeoutInMilliseconds?: number;
}

/** A request of `callHttp`. */
export interface HttpRequestAction {
  readonly method: string;
  readonly uri: string;
  readonly content?: string | null;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly tokenSource?: unknown;
  readonly asynchronousPatternEnabled?: boolean;
}

/** One action of the list that an orchestrator returns; which fields there are depends on the type. */
export interface Action {
  readonly actionType: number;
  readonly functionName?: string;
  readonly input?: unknown;
  readonly instanceId?: string;
  readonly version?: string;
  readonly retryOptions?: RetryPolicy;
  readonly fireAt?: string;
  readonly isCanceled?: boolean;
  readonly externalEventName?: string;
  readonly operation?: string;
  readonly httpRequest?: HttpRequestAction;
  readonly compoundActions?: readonly Action[];
  readonly lockSet?: readonly { readonly name: string; readonly key: string }[];
  readonly lockRequestId?: string;
}

/** What the durable library returns from one replay: all actions since the start of the execution. */
export interface OrchestratorState {
  readonly isDone: boolean;
  readonly actions: readonly (readonly Action[])[];
  readonly output?: unknown;
  readonly error?: string;
  readonly customStatus?: unknown;
  readonly schemaVersion?: number;
  readonly failureDetails?: FailureDetails;
  /** Added by the host's worker: per index of an action, how many of its tasks had been started by an earlier action. */
  readonly repeated?: Readonly<Record<string, number>>;
}

/** Kinds of action that take no sequence id of their own. */
const withoutId: ReadonlySet<number> = new Set([
  ActionType.WaitForExternalEvent,
  ActionType.WhenAny,
  ActionType.WhenAll,
  ActionType.ContinueAsNew,
]);

/**
 * Counts the tasks that stand in a list of actions more than once, which only identity tells: in JSON a task yielded again
 * looks like a new one. Azure starts such a task again, the library does not count it again.
 * @param result what an orchestrator returned, before it becomes JSON
 */
export function repeatedTasks(result: unknown): Record<string, number> | undefined {
  const actions = (result as OrchestratorState | null | undefined)?.actions?.[0];
  if (!Array.isArray(actions)) return undefined;
  const seen = new Set<Action>();
  const counts: Record<string, number> = {};
  const visit = (action: Action, index: number): void => {
    if (withoutId.has(action.actionType)) for (const child of action.compoundActions ?? []) visit(child, index);
    else if (seen.has(action)) counts[index] = (counts[index] ?? 0) + 1;
    else seen.add(action);
  };
  for (const [index, action] of (actions as Action[]).entries()) visit(action, index);
  return Object.keys(counts).length === 0 ? undefined : counts;
}
