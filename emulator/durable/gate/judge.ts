import { isDeepStrictEqual } from "node:util";
import { EventType, type HistoryEvent } from "../protocol/history.ts";
import type { DurableOutcome, FunctionTable } from "../protocol/port.ts";
import { readState } from "../protocol/state.ts";
import { describeDecision } from "../replay/decisions.ts";
import { type ReplaySettings, replayDefaults } from "../replay/settings.ts";
import { planTurn, type TurnPlan } from "../replay/turn.ts";
import { isRunning, type Recording } from "./recording.ts";

/** Where a recorded instance and today's code part. */
export interface Break {
  readonly kind: "breaks";
  /** Sequence id of the step; undefined where it is not a scheduled step that differs. */
  readonly step: number | undefined;
  /** What the instance did. */
  readonly expected: string;
  /** What today's code does. */
  readonly found: string;
  readonly why: string;
}

/** What becomes of a recorded instance under today's code. */
export type Verdict =
  | { readonly kind: "holds" }
  /** It is finished and its code is gone: nothing can break any more. */
  | { readonly kind: "retired" }
  | Break;

/** Whether the history says anything that can be replayed: an instance that never ran fits any code. */
export function canReplay({ history }: Recording): boolean {
  return history.length > 0;
}

/** The verdict on an instance whose orchestrator the app does not have. */
export function judgeMissing(recording: Recording, functions: FunctionTable): Verdict {
  if (!isRunning(recording)) return { kind: "retired" };
  return {
    kind: "breaks",
    step: undefined,
    expected: `the orchestrator '${recording.name}'`,
    found: "no such function",
    why: functions.unknown("orchestrator", recording.name),
  };
}

/**
 * Holds what an orchestrator returned for the whole recorded history against that history. Pure.
 * @param outcome what today's orchestrator answered when it was called with the history
 */
export function judge(
  recording: Recording,
  outcome: Exclude<DurableOutcome, { kind: "lost" }>,
  functions: FunctionTable,
  settings: Omit<ReplaySettings, "functions"> = replayDefaults,
): Verdict {
  const executionId = executionOf(recording.history);
  const plan = planTurn({
    identity: { instanceId: recording.instanceId, executionId },
    name: recording.name,
    history: recording.history,
    reading: readState(outcome),
    settings: { ...settings, functions },
    profile: "strict",
  });
  if (plan.divergence !== undefined) {
    const { step, expected, found, message } = plan.divergence;
    return { kind: "breaks", step, expected, found, why: message };
  }
  return judgeEnd(recording, plan) ?? judgeWait(recording, plan) ?? { kind: "holds" };
}

/** The history is the same as far as it goes; has today's code come equally far? */
function judgeEnd(recording: Recording, plan: TurnPlan): Break | undefined {
  const expected = endIn(recording.history);
  const found = endOf(plan);
  if (expected !== found) {
    return {
      kind: "breaks",
      step: undefined,
      expected,
      found,
      why: "The code ends differently than the instance did.",
    };
  }
  const [ahead] = plan.newWork;
  if (ahead === undefined || !isRunning(recording)) return undefined;
  const why = "The code takes a step that the instance has not taken with the same messages and results.";
  return { kind: "breaks", step: ahead.id, expected: "nothing more yet", found: describeDecision(ahead.decision), why };
}

/** What a running instance waits for shows in its custom status, not in its steps. */
function judgeWait(recording: Recording, { customStatus }: TurnPlan): Break | undefined {
  if (!isRunning(recording)) return undefined;
  const found: unknown = customStatus === undefined ? null : JSON.parse(customStatus);
  if (isDeepStrictEqual(recording.customStatus, found)) return undefined;
  return {
    kind: "breaks",
    step: undefined,
    expected: `custom status ${JSON.stringify(recording.customStatus)}`,
    found: `custom status ${JSON.stringify(found)}`,
    why: "The code says that it waits for something else at the point where the instance stands.",
  };
}

function endIn(history: readonly HistoryEvent[]): string {
  const end = history.findLast((event) => event.EventType === EventType.ExecutionCompleted);
  return end === undefined ? "runs on" : `${end.OrchestrationStatus ?? "Completed"} with ${end.Result ?? "nothing"}`;
}

function endOf({ end }: TurnPlan): string {
  if (end.kind === "completed") return `Completed with ${end.output}`;
  if (end.kind === "failed") return `Failed with ${JSON.stringify(end.reason)}`;
  return end.kind === "continued" ? "continues as new" : "runs on";
}

function executionOf(history: readonly HistoryEvent[]): string {
  const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
  return started?.OrchestrationInstance?.ExecutionId ?? "";
}
