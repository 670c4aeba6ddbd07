import type { EventBody } from "../protocol/history.ts";
import { EventType } from "../protocol/history.ts";

/** Work that an orchestration asks for: what a scheduling event records. */
export type Decision =
  | { readonly kind: "activity"; readonly name: string; readonly input: string | undefined }
  /** `callHttp`; the input is the request as JSON text. */
  | { readonly kind: "http"; readonly name: string; readonly input: string }
  | {
      readonly kind: "orchestration";
      readonly name: string;
      readonly instanceId: string;
      readonly version: string;
      readonly input: string;
    }
  | { readonly kind: "timer"; readonly fireAt: number; readonly cancelled: boolean }
  /** A message to an entity; `input` is the message as JSON text. */
  | { readonly kind: "message"; readonly name: string; readonly target: string; readonly input: string };

/** Name under which `callHttp` stands in a history. */
export const httpActivityName = "BuiltIn::HttpActivity";

/** The scheduling event that records a decision under its sequence id. */
export function schedulingEvent(id: number, decision: Decision): EventBody {
  switch (decision.kind) {
    case "activity":
    case "http":
      return {
        EventType: EventType.TaskScheduled,
        EventId: id,
        Name: decision.name,
        Version: "",
        Input: decision.input ?? null,
      };
    case "orchestration":
      return {
        EventType: EventType.SubOrchestrationInstanceCreated,
        EventId: id,
        Name: decision.name,
        Version: decision.version,
        InstanceId: decision.instanceId,
        Input: decision.input,
      };
    case "timer":
      return {
        EventType: EventType.TimerCreated,
        EventId: id,
        FireAt: new Date(decision.fireAt).toISOString(),
      };
    case "message":
      return {
        EventType: EventType.EventSent,
        EventId: id,
        InstanceId: decision.target,
        Name: decision.name,
        Input: decision.input,
      };
  }
}

const kindOfEvent: Readonly<Record<number, Decision["kind"]>> = {
  [EventType.TaskScheduled]: "activity",
  [EventType.SubOrchestrationInstanceCreated]: "orchestration",
  [EventType.TimerCreated]: "timer",
  [EventType.EventSent]: "message",
};

const nouns: Readonly<Record<Decision["kind"], string>> = {
  activity: "an activity task",
  http: "an activity task",
  orchestration: "a sub-orchestration",
  timer: "a timer",
  message: "an entity message",
};

/** Where a history and today's code part. */
export interface Divergence {
  /** Sequence id of the step; undefined when the code ends differently. */
  readonly step: number | undefined;
  /** What the history holds. */
  readonly expected: string;
  /** What the code did. */
  readonly found: string;
  readonly message: string;
}

/** The step of a scheduling event in words. */
export function describeEvent(event: EventBody): string {
  const kind = kindOfEvent[event.EventType] ?? "message";
  return withName(nouns[kind], event.Name ?? "");
}

/** The step of a decision in words. */
export function describeDecision(decision: Decision): string {
  return withName(nouns[decision.kind], decision.kind === "timer" ? "" : decision.name);
}

function withName(noun: string, name: string): string {
  return name === "" ? noun : `${noun} named '${name}'`;
}

const question = "Was a change made to the orchestrator code after this instance had already started running?";

/** Compares a scheduling event with the decision of the same id, as the extension does: by kind, and name without case. */
export function compareStep(event: EventBody, decision: Decision | undefined): Divergence | undefined {
  const expected = describeEvent(event);
  const id = event.EventId;
  const before = `A previous execution of this orchestration scheduled ${expected} with sequence ID ${id}`;
  if (decision === undefined) {
    const message = `${before}, but the current replay execution hasn't (yet?) scheduled this task. ${question}`;
    return { step: id, expected, found: "nothing at this step", message };
  }
  const kind = decision.kind === "http" ? "activity" : decision.kind;
  const sameName = kind === "timer" || nameOf(decision).toLowerCase() === (event.Name ?? "").toLowerCase();
  if (kind === kindOfEvent[event.EventType] && (sameName || kind === "message")) return undefined;
  const found = describeDecision(decision);
  const message = `${before}, but the current orchestration replay instead produced ${found} at this sequence number. ${question}`;
  return { step: id, expected, found, message };
}

function nameOf(decision: Decision): string {
  return decision.kind === "timer" ? "" : decision.name;
}
