import type { InstanceHistory, InstanceHistoryEntry, ProcessExplorer } from "../../processes/explorer.ts";
import type { DurableEngine, Instance } from "./engine.ts";
import { type HistoryEvent, kind } from "./history.ts";

/** Views of the instances of an engine in memory, as the management API gives them. */
export function engineExplorer(engine: DurableEngine): ProcessExplorer {
  return {
    async list({ statuses, idPrefix = "", from = 0, to = Number.POSITIVE_INFINITY, limit }) {
      const found = engine
        .instances()
        .filter(({ id, status, created }) => {
          const isOfStatus = statuses === undefined || statuses.includes(status);
          return isOfStatus && id.startsWith(idPrefix) && created >= from && created <= to;
        })
        .map(shown);
      return { items: found.slice(0, limit), more: found.length > limit };
    },
    async show(instanceId) {
      const found = engine.instance(instanceId);
      return found && shown(found);
    },
  };
}

function shown({ id, orchestrator, input, status, created, output, progress, history }: Instance): InstanceHistory {
  const last = history.at(-1)?.Timestamp;
  return {
    name: orchestrator,
    instanceId: id,
    runtimeStatus: status,
    input,
    customStatus: progress,
    output: output ?? null,
    createdTime: toTheSecond(created),
    lastUpdatedTime: toTheSecond(last === undefined ? created : Date.parse(last)),
    historyEvents: entries(history),
  };
}

const names: ReadonlyMap<number, string> = new Map([
  [kind.executionStarted, "ExecutionStarted"],
  [kind.taskScheduled, "TaskScheduled"],
  [kind.taskCompleted, "TaskCompleted"],
  [kind.taskFailed, "TaskFailed"],
  [kind.timerCreated, "TimerCreated"],
  [kind.timerFired, "TimerFired"],
  [kind.eventRaised, "EventRaised"],
]);

/** What was scheduled and has ended is one entry, as in the management API. */
function entries(history: readonly HistoryEvent[]): readonly InstanceHistoryEntry[] {
  const scheduled = new Map(history.filter(({ EventId }) => EventId >= 0).map((event) => [event.EventId, event]));
  const ended = new Set(history.map(({ TaskScheduledId, TimerId }) => TaskScheduledId ?? TimerId));
  return history.flatMap((event): InstanceHistoryEntry[] => {
    const name = names.get(event.EventType);
    if (name === undefined || (event.EventId >= 0 && ended.has(event.EventId))) return [];
    const { Timestamp, Name, Input, Result, FireAt, Reason } = event;
    const before = scheduled.get(event.TaskScheduledId ?? event.TimerId ?? -1);
    const called = before?.Name ?? (name === "EventRaised" ? undefined : Name);
    return [
      {
        EventType: name,
        Timestamp,
        ...(before === undefined ? {} : { ScheduledTime: before.Timestamp }),
        ...(called === undefined ? {} : { FunctionName: called }),
        ...(name === "EventRaised" && Name !== undefined ? { Name } : {}),
        ...(Input ? { Input: JSON.parse(Input) as unknown } : {}),
        ...(Result ? { Result: JSON.parse(Result) as unknown } : {}),
        ...(FireAt === undefined ? {} : { FireAt }),
        ...(Reason === undefined ? {} : { Reason }),
      },
    ];
  });
}

function toTheSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
