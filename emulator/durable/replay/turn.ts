import type { Action, OrchestratorState } from "../protocol/actions.ts";
import { type EventBody, EventType, type FailureDetails, type HistoryEvent } from "../protocol/history.ts";
import type { Profile } from "../protocol/port.ts";
import type { StateReading } from "../protocol/state.ts";
import { type Decision, type Divergence, schedulingEvent } from "./decisions.ts";
import { nonDeterministicReason, orchestratorReason } from "./failures.ts";
import type { Finding } from "./findings.ts";
import { type Replay, replay } from "./replay.ts";
import type { ReplaySettings } from "./settings.ts";
import type { ReplayIdentity, Simulation } from "./simulation.ts";

/** How an execution ended, or that it goes on. */
export type TurnEnd =
  | { readonly kind: "running" }
  /** `output` is JSON text. */
  | { readonly kind: "completed"; readonly output: string }
  | { readonly kind: "failed"; readonly reason: string; readonly details: string; readonly failure?: FailureDetails }
  | { readonly kind: "continued"; readonly input: string; readonly carryOver: readonly EventBody[] };

/** What one turn of an orchestration decides. Nothing of it has happened yet. */
export interface TurnPlan {
  readonly end: TurnEnd;
  /** Scheduling events of new work, by id. */
  readonly events: readonly EventBody[];
  readonly newWork: readonly { readonly id: number; readonly decision: Decision }[];
  /** Timers that need not fire any more. */
  readonly cancelledTimers: readonly number[];
  /** JSON text; undefined: as before. */
  readonly customStatus: string | undefined;
  readonly findings: readonly Finding[];
  readonly divergence: Divergence | undefined;
}

/** What a turn starts from. */
export interface TurnInput {
  readonly identity: ReplayIdentity;
  readonly name: string;
  /** The whole history, the events of this turn included. */
  readonly history: readonly HistoryEvent[];
  readonly reading: StateReading;
  readonly settings: ReplaySettings;
  readonly profile: Profile;
}

/** Decides a turn from the history and what the orchestrator returned. Pure. */
export function planTurn(input: TurnInput): TurnPlan {
  const { reading, name, profile } = input;
  if (reading.kind === "unusable") return failedPlan(orchestratorReason(name, reading.message), reading.stack);
  const { state } = reading;
  let result: Replay;
  try {
    result = replay(input.identity, input.history, state, input.settings);
  } catch (error) {
    return failedPlan(orchestratorReason(name, (error as Error).message), "");
  }
  const { simulation: sim } = result;
  if (sim.divergence !== undefined) {
    const hint = hintAt(state, sim);
    const plan = failedPlan(nonDeterministicReason(sim.divergence.message + hint), "", sim.findings);
    return { ...plan, divergence: sim.divergence };
  }
  const end = endOf(input, state, result);
  const findings = [...sim.findings, ...waitFindings(result), ...endFindings(sim, state, end)];
  const fatal = profile === "strict" ? findings.find((finding) => finding.fatal) : undefined;
  if (fatal !== undefined) return failedPlan(fatal.text, "", findings);
  const newWork = [...sim.newWork].map(([id, decision]) => ({ id, decision }));
  const goesOn = end.kind === "running";
  return {
    end,
    events: newWork.map(({ id, decision }) => schedulingEvent(id, decision)),
    newWork: goesOn ? newWork : newWork.filter(({ decision }) => decision.kind !== "timer"),
    cancelledTimers: sim.cancelledTimers,
    customStatus: state.customStatus === undefined ? undefined : JSON.stringify(state.customStatus),
    findings,
    divergence: undefined,
  };
}

function failedPlan(reason: string, details: string, findings: readonly Finding[] = []): TurnPlan {
  return {
    end: { kind: "failed", reason, details },
    events: [],
    newWork: [],
    cancelledTimers: [],
    customStatus: undefined,
    findings,
    divergence: undefined,
  };
}

/** An execution ends when its code has, every action has been waited for and no task is open. */
function endOf(input: TurnInput, state: OrchestratorState, { simulation: sim, ended, behind }: Replay): TurnEnd {
  const codeEnded = state.isDone || hasError(state);
  if (!codeEnded || sim.openTasks.length > 0) return { kind: "running" };
  if (!ended && (input.profile === "azure" || behind > 0)) return { kind: "running" };
  if (hasError(state)) {
    const stack = input.reading.kind === "state" ? input.reading.stack : "";
    return {
      kind: "failed",
      reason: orchestratorReason(input.name, state.error ?? ""),
      details: `Message: ${state.error ?? ""}, StackTrace: ${stack}`,
      ...(state.failureDetails !== undefined && { failure: state.failureDetails }),
    };
  }
  if (sim.nextInput !== undefined) return { kind: "continued", input: sim.nextInput, carryOver: sim.carryOver };
  return { kind: "completed", output: JSON.stringify(state.output ?? null) };
}

function hasError(state: OrchestratorState): boolean {
  return state.error !== undefined && state.error !== "";
}

/** The code went on after the failure of a Task.all, and the host does not follow. */
function waitFindings({ simulation: sim, behind }: Replay): Finding[] {
  if (behind === 0 || sim.aheadOfHost === 0 || sim.openTasks.length > 0 || sim.awaited.length === 0) return [];
  return [
    {
      code: "waits-behind-failure",
      fatal: false,
      text: `A Task.all has failed and the orchestrator went on, but its next ${behind} step(s) are not done before the event(s) ${quoted(sim.awaited)} have come, which the Task.all waits for as well. Azure does the same: do not mix tasks that can fail with events in one Task.all.`,
    },
  ];
}

function endFindings(sim: Simulation, state: OrchestratorState, end: TurnEnd): Finding[] {
  const findings: Finding[] = [];
  const add = (code: Finding["code"], text: string) => findings.push({ code, text, fatal: false });
  const codeEnded = state.isDone || hasError(state);
  if (!codeEnded) return findings;
  const timers = sim.openTasks.filter(({ kind }) => kind === "timer").length;
  if (timers > 0 && end.kind === "running") {
    add(
      "timer-open",
      `The orchestrator has returned, but ${timers} timer(s) have neither fired nor been cancelled; the instance stays Running until they fire. Call cancel() on timers that are no longer needed.`,
    );
  }
  if (end.kind !== "running" && sim.nextInput === undefined && sim.awaited.length > 0 && hasOpenWait(state)) {
    add(
      "waits-after-end",
      `The orchestrator has ended while a Task.all still waits for the event(s) ${quoted(sim.awaited)}. On Azure the instance stays Running until they come.`,
    );
  }
  if (end.kind !== "running" && sim.unread.length > 0) {
    const dropped = end.kind === "continued";
    add(
      dropped ? "events-dropped" : "events-unread",
      dropped
        ? `continueAsNew drops the event(s) ${quoted(sim.unread)}, which were received but not waited for. Azure does the same.`
        : `The event(s) ${quoted(sim.unread)} were received but never waited for.`,
    );
  }
  return findings;
}

function hasOpenWait(state: OrchestratorState): boolean {
  return (state.actions[0] ?? []).some(({ actionType, compoundActions }: Action) => {
    return actionType === 12 && (compoundActions ?? []).some((child) => child.actionType === 6);
  });
}

function quoted(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `'${name}'`).join(", ");
}

function hintAt(state: OrchestratorState, sim: Simulation): string {
  const parts: string[] = [];
  if (sim.cancelledTimers.length > 0) {
    parts.push(
      " Hint: a cancelled timer ends a Task.any at once in every later replay; beside tasks that take several steps (retries, timers of more than six days) that changes the order of steps, on Azure too.",
    );
  }
  if (state.repeated !== undefined) {
    parts.push(" Hint: a task stands in more than one Task.any or Task.all; Azure starts it again each time.");
  }
  return parts.join("");
}

/** The event that ends an execution's history. */
export function completedEvent(end: TurnEnd): EventBody | undefined {
  const status = { completed: "Completed", failed: "Failed", continued: "ContinuedAsNew", running: "" }[end.kind];
  if (end.kind === "running" || end.kind === "continued") return undefined;
  const result = end.kind === "completed" ? end.output : JSON.stringify(end.reason);
  return { EventType: EventType.ExecutionCompleted, EventId: -1, OrchestrationStatus: status, Result: result };
}
