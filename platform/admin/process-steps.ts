import { type Catalog, nameOfType } from "../app/catalog.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { InstanceHistoryEntry } from "../processes/explorer.ts";
import { outcomeActivity, parkActivity, sendActivity } from "../processes/orchestration.ts";
import type { ProcessStep } from "./shapes.ts";

/** The steps of an instance, in order, from what Durable Functions keeps of it. */
export function processSteps(
  catalog: Catalog,
  started: Envelope,
  history: readonly InstanceHistoryEntry[],
): readonly ProcessStep[] {
  const steps = history.flatMap((entry) => stepsOf(catalog, started, entry));
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function stepsOf(catalog: Catalog, started: Envelope, entry: InstanceHistoryEntry): readonly ProcessStep[] {
  const { EventType, FireAt, FunctionName = "", Input, Result, Reason } = entry;
  const at = instantOf(entry.Timestamp);
  const begun = instantOf(entry.ScheduledTime ?? entry.Timestamp);
  const command = commandOf(FunctionName);
  switch (EventType) {
    case "ExecutionStarted":
      return [{ at, what: "started", name: nameOfType(catalog, started.type), detail: { id: started.id } }];
    case "TaskScheduled":
      return command?.does === "send" ? [{ at, what: "sent", name: command.name, ...detailOf(Input) }] : [];
    case "TaskCompleted":
      if (command?.does === "send") return [{ at: begun, what: "sent", name: command.name, ...detailOf(Result) }];
      if (command?.does === "ask") return [{ at, what: "answered", name: command.name, ...detailOf(Result) }];
      return FunctionName === parkActivity ? [{ at, what: "failed", ...detailOf("A dead letter was written.") }] : [];
    case "TaskFailed":
      return [{ at, what: "failed", name: command?.name ?? FunctionName, ...detailOf(Reason) }];
    case "EventRaised":
      return [{ at, what: "message", ...messageOf(catalog, Input) }];
    case "TimerCreated":
      return [{ at, what: "timer", ...detailOf(FireAt === undefined ? undefined : { until: instantOf(FireAt) }) }];
    case "TimerFired": {
      const detail = detailOf(FireAt === undefined ? undefined : { until: instantOf(FireAt) });
      return [
        { at: begun, what: "timer", ...detail },
        { at, what: "timeout", ...detail },
      ];
    }
    case "ExecutionCompleted":
    case "ExecutionFailed":
    case "ExecutionTerminated": {
      const failed = EventType !== "ExecutionCompleted" || entry.OrchestrationStatus === "Failed";
      return [{ at, what: failed ? "failed" : "ended", ...detailOf(Result ?? Reason) }];
    }
    default:
      return [];
  }
}

const [sends, asks] = [sendActivity(""), outcomeActivity("")];

function commandOf(activity: string): { readonly does: "send" | "ask"; readonly name: string } | undefined {
  if (activity.startsWith(sends)) return { does: "send", name: activity.slice(sends.length) };
  return activity.startsWith(asks) ? { does: "ask", name: activity.slice(asks.length) } : undefined;
}

/** Anybody with the right key may raise an event with anything in it. */
function messageOf(catalog: Catalog, input: unknown): Pick<ProcessStep, "name" | "detail"> {
  const { id, type } = (typeof input === "object" && input !== null ? input : {}) as Partial<Envelope>;
  if (typeof id !== "string" || typeof type !== "string") return detailOf(input);
  return { name: nameOfType(catalog, type), detail: { id } };
}

function detailOf(detail: unknown): Pick<ProcessStep, "detail"> {
  return detail === undefined || detail === null ? {} : { detail };
}

/** An instant as messages write it; the extension has seven digits behind the second, or none. */
export function instantOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
