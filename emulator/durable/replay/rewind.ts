import { EventType, type HistoryEvent } from "../protocol/history.ts";

/** A history with its last failures taken out. */
export interface RewoundHistory {
  readonly events: readonly HistoryEvent[];
  /** Sub-orchestrations that failed and must be rewound too. */
  readonly children: readonly string[];
}

/**
 * Takes the failures out of a failed instance's history, so that they are tried again: failed activities with their
 * scheduling (of tasks with retries the last attempt), failures of sub-orchestrations, and the end.
 */
export function rewindHistory(events: readonly HistoryEvent[]): RewoundHistory {
  const failed = new Set<number>();
  const children: string[] = [];
  for (const [index, event] of events.entries()) {
    const id = event.TaskScheduledId;
    if (event.EventType === EventType.TaskFailed && id !== undefined && !triedAgain(events, index, id)) failed.add(id);
    if (event.EventType === EventType.SubOrchestrationInstanceFailed && id !== undefined) {
      const created = events.find((each) => isChild(each, id));
      if (created?.InstanceId === undefined || triedAgain(events, index, id)) continue;
      failed.add(id);
      children.push(created.InstanceId);
    }
  }
  // After the last attempt of a retry stands a timer that fires at once.
  const timers = new Set<number>();
  for (const { EventType: type, EventId, FireAt, Timestamp } of events) {
    if (type === EventType.TimerCreated && FireAt === Timestamp) timers.add(EventId);
  }
  const kept = events.filter((event) => {
    switch (event.EventType) {
      case EventType.TaskScheduled:
        return !failed.has(event.EventId);
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        return !failed.has(event.TaskScheduledId ?? -1);
      case EventType.TimerCreated:
        return !timers.has(event.EventId);
      case EventType.TimerFired:
        return !timers.has(event.TimerId ?? -1);
      case EventType.ExecutionCompleted:
        return false;
      default:
        return true;
    }
  });
  return { events: kept, children };
}

function isTask({ EventType: type }: HistoryEvent): boolean {
  return type === EventType.TaskScheduled || type === EventType.SubOrchestrationInstanceCreated;
}

function isChild(event: HistoryEvent, id: number): boolean {
  return event.EventType === EventType.SubOrchestrationInstanceCreated && event.EventId === id;
}

function triedAgain(events: readonly HistoryEvent[], at: number, id: number): boolean {
  const first = events.find((each) => isTask(each) && each.EventId === id);
  return events
    .slice(at + 1)
    .some((each) => each.EventType === first?.EventType && each.Name === first.Name && each.Input === first.Input);
}
