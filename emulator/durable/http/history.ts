import { EventType, eventTypeNames, type HistoryEvent } from "../protocol/history.ts";
import { jsonValue } from "./status.ts";

/** What is shown of a history. */
export interface HistoryView {
  readonly showInput: boolean;
  readonly showOutput: boolean;
}

type Shown = Record<string, unknown>;

/** Kinds that are about the engine's own turns. */
const hidden: ReadonlySet<number> = new Set([EventType.OrchestratorStarted, EventType.OrchestratorCompleted]);

/** Kinds of scheduling event whose end stands in one entry with them. */
const scheduling: ReadonlySet<number> = new Set([
  EventType.TaskScheduled,
  EventType.SubOrchestrationInstanceCreated,
  EventType.TimerCreated,
]);

/**
 * A history for people: kinds by name, turns left out, and what was scheduled shown in one entry with how it ended. What has
 * not ended yet stands by itself.
 */
export function shownHistory(events: readonly HistoryEvent[], view: HistoryView): Shown[] {
  const open = new Map<number, { event: HistoryEvent; shown: Shown }>();
  const result = new Set<Shown>();
  for (const event of events) {
    if (hidden.has(event.EventType)) continue;
    const shown = shownEvent(event, view);
    if (scheduling.has(event.EventType)) open.set(event.EventId, { event, shown });
    const scheduled = open.get(event.TaskScheduledId ?? event.TimerId ?? -1);
    if (scheduled !== undefined) {
      open.delete(scheduled.event.EventId);
      result.delete(scheduled.shown);
      Object.assign(shown, whatWasScheduled(scheduled.event, view));
    }
    result.add(shown);
  }
  return [...result];
}

function whatWasScheduled(event: HistoryEvent, { showInput }: HistoryView): Shown {
  return {
    ScheduledTime: event.Timestamp,
    ...(event.Name !== undefined && { FunctionName: event.Name }),
    ...(showInput && event.Input !== undefined && { Input: jsonValue(event.Input) }),
  };
}

function shownEvent(event: HistoryEvent, { showInput, showOutput }: HistoryView): Shown {
  const isFunction = event.EventType === EventType.ExecutionStarted || scheduling.has(event.EventType);
  const { Name, Input, Result } = event;
  return {
    EventType: eventTypeNames.get(event.EventType) ?? String(event.EventType),
    Timestamp: event.Timestamp,
    ...(Name !== undefined && (isFunction ? { FunctionName: Name } : { Name })),
    ...(showInput && Input !== undefined && { Input: jsonValue(Input) }),
    ...(showOutput && Result !== undefined && { Result: jsonValue(Result) }),
    ...pick(event, ["OrchestrationStatus", "FireAt", "Reason", "Details", "FailureDetails", "InstanceId"]),
  };
}

function pick(event: HistoryEvent, names: readonly (keyof HistoryEvent)[]): Shown {
  return Object.fromEntries(names.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]));
}
