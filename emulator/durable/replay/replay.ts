import type { OrchestratorState } from "../protocol/actions.ts";
import { EventType, type HistoryEvent } from "../protocol/history.ts";
import type { ReplaySettings } from "./settings.ts";
import { type ReplayIdentity, Simulation } from "./simulation.ts";
import { startAction } from "./steps.ts";

/** A replay: what the actions came to against the history. */
export interface Replay {
  readonly simulation: Simulation;
  /** Whether every action has been started and waited for. */
  readonly ended: boolean;
  /** How many actions stand behind the one that is waited for. */
  readonly behind: number;
}

const parallelRetries =
  "A Task.all has failed and the orchestrator went on, while other tasks of it (retries, long timers, polled requests) still take steps. The library and the Durable Functions host now count steps differently, and on Azure results reach the wrong tasks. Do not mix such tasks in one Task.all, or do not go on after its failure.";
const startedAgain =
  "A task that was already started stands in a later Task.any or Task.all. On Azure the host starts it a second time (azure-functions-durable-js issue 574)";
const lostSteps =
  ", and from there on counts steps differently from the library, so that results are lost and the instance hangs. Make a new task for each Task.any, or use one task only once.";

/**
 * Replays an orchestration's actions against its whole history: one action after the other is started and waited for, its
 * failure ignored, as the extension does.
 * @throws for what the engine does not support, by name
 */
export function replay(
  identity: ReplayIdentity,
  history: readonly HistoryEvent[],
  state: OrchestratorState,
  settings: ReplaySettings,
): Replay {
  const schema = state.schemaVersion ?? 0;
  if (schema < 1) {
    throw new Error(
      "The app's durable-functions package answers in replay schema V1, which this engine does not support. Update it to 3.x.",
    );
  }
  const actions = state.actions[0] ?? [];
  const sim = new Simulation(identity, settings, schema >= 2);
  const watch = watchSteps(sim, state, () => index < actions.length - 1);
  let index = -1;
  let ended = false;

  const next = (): void => {
    for (let waiting = false; !waiting; ) {
      index++;
      const action = actions[index];
      if (action === undefined) {
        ended = true;
        return;
      }
      watch(index);
      let synchronous = true;
      let done = false;
      startAction(sim, action, () => {
        if (synchronous) done = true;
        else next();
      });
      synchronous = false;
      waiting = !done;
    }
  };
  sim.run(history, next);
  return { simulation: sim, ended, behind: ended ? 0 : actions.length - 1 - index };
}

/** Watches for steps that host and library count differently; call the result before each action. */
function watchSteps(sim: Simulation, state: OrchestratorState, hasMore: () => boolean): (index: number) => void {
  let repeats = 0;
  let taken = 0;
  let parallel = false;
  let lost = false;
  sim.onSchedule = () => {
    if (repeats > 0) taken++;
    if (repeats > 0 && taken > repeats && !lost) {
      lost = true;
      sim.findings.push({ code: "task-started-again", fatal: true, text: startedAgain + lostSteps });
    }
    if (sim.aheadOfHost > 0 && hasMore() && !parallel) {
      parallel = true;
      sim.findings.push({ code: "parallel-retry-ids", fatal: true, text: parallelRetries });
    }
  };
  return (index) => {
    const count = state.repeated?.[index] ?? 0;
    if (count > 0 && repeats === 0) {
      sim.findings.push({ code: "task-started-again", fatal: false, text: `${startedAgain}.` });
    }
    repeats += count;
  };
}

/** Whether a history has come to its end. */
export function hasEnded(history: readonly HistoryEvent[]): boolean {
  const ends: readonly number[] = [EventType.ExecutionCompleted, EventType.ExecutionTerminated];
  return history.some(({ EventType: type }) => ends.includes(type));
}
