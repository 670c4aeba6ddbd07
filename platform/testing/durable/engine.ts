import type { Envelope } from "../../messages/envelope.ts";
import type { ProcessClient } from "../../processes/client.ts";
import { messageEvent, type ProcessInput, type ProcessProgress } from "../../processes/orchestration.ts";
import { type Action, ActionReplay, divergence } from "./action-replay.ts";
import { event, type HistoryEvent, kind } from "./history.ts";

/** What the engine runs. */
export interface EngineParts {
  readonly now: () => number;
  /** Runs a turn of the orchestrator with this name. */
  readonly turn: (orchestrator: string, trigger: unknown, context: object) => Promise<unknown>;
  readonly activity: (name: string, input: unknown) => Promise<unknown>;
  /** Whether an activity would answer now. One that would only wait is left running until it can, in no time. */
  readonly canAnswer?: (name: string, input: unknown) => Promise<boolean>;
  /** Whether what an activity threw is a crash: then it has no result, and runs again. */
  readonly isCrash?: (error: unknown) => boolean;
  /** Called before and after a turn is committed; throwing is a crash. */
  readonly onCommit?: (when: "before" | "after") => Promise<void>;
  /** Most events that one turn brings; default: all that there are. */
  readonly eventsPerTurn?: number;
}

/** An instance as tests look at it. */
export interface Instance {
  readonly id: string;
  readonly orchestrator: string;
  /** When it was started, milliseconds since the epoch. */
  readonly created: number;
  readonly input: ProcessInput;
  readonly status: "Running" | "Completed" | "Failed";
  /** The word that it ended with, or why it failed. */
  readonly output?: string | undefined;
  readonly progress: ProcessProgress;
  readonly history: readonly HistoryEvent[];
}

interface Kept {
  readonly id: string;
  readonly orchestrator: string;
  readonly created: number;
  /** JSON text: nothing is shared with whoever started it. */
  readonly input: string;
  status: Instance["status"];
  output?: string | undefined;
  progress: ProcessProgress;
  history: HistoryEvent[];
  /** Events that no turn has brought yet. */
  pending: HistoryEvent[];
  activities: { readonly id: number; readonly name: string; readonly input: string }[];
  timers: { readonly id: number; readonly fireAt: number }[];
}

/** How the extension tells what it can: replay schema V4, and when a timer is a long one. */
const extension = {
  upperSchemaVersion: 1,
  upperSchemaVersionNew: 3,
  longRunningTimerIntervalDuration: "3.00:00:00",
  maximumShortTimerDuration: "6.00:00:00",
  defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
};

/**
 * Durable Functions in memory, as far as processes need it: it writes the histories, the SDK replays them. One turn or
 * one activity at a time, when `step` is called; time is what `now` says.
 */
export class DurableEngine {
  readonly client: ProcessClient;
  readonly #parts: EngineParts;
  readonly #instances = new Map<string, Kept>();
  /** Those that are not over, in the order of their starts: there may be thousands of others. */
  readonly #running = new Set<Kept>();

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.client = {
      status: async (id) => {
        const found = this.#instances.get(id);
        return found && { finished: found.status !== "Running", input: JSON.parse(found.input) };
      },
      start: async (orchestrator, id, input) => this.#start(orchestrator, id, input),
      raise: async (id, message) => this.#raise(id, message),
      standing: async () =>
        [...this.#instances.values()].flatMap(({ orchestrator, status, created }) =>
          status === "Completed" ? [] : [{ orchestrator, status, created }],
        ),
    };
  }

  instance(id: string): Instance | undefined {
    const found = this.#instances.get(id);
    return found && { ...found, input: JSON.parse(found.input) as ProcessInput };
  }

  /** All instances, in the order of their first start. */
  instances(): readonly Instance[] {
    return [...this.#instances.keys()].flatMap((id) => this.instance(id) ?? []);
  }

  /** The instant of the next timer; undefined when there is none. */
  nextDue(): number | undefined {
    const due = [...this.#running].flatMap(({ timers }) => timers.map(({ fireAt }) => fireAt));
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /**
   * Runs one activity or one turn, or lets the timers fire that are due.
   * @returns false when there is nothing to do until time goes on
   */
  async step(): Promise<boolean> {
    for (const instance of this.#running) {
      if (await this.#canAct(instance)) return await this.#act(instance);
      this.#fire(instance);
      if (instance.pending.length > 0 && instance.status === "Running") return await this.#turn(instance);
    }
    return false;
  }

  #start(orchestrator: string, id: string, input: ProcessInput): "started" | "exists" {
    if (this.#instances.get(id)?.status === "Running") return "exists";
    const text = JSON.stringify(input);
    const pending = [event(this.#parts.now(), kind.executionStarted, { Name: orchestrator, Input: text })];
    const created = this.#parts.now();
    const fresh = { status: "Running" as const, created, progress: {}, history: [], activities: [], timers: [] };
    const started: Kept = { id, orchestrator, input: text, pending, ...fresh };
    this.#instances.set(id, started);
    this.#running.add(started);
    return "started";
  }

  #raise(id: string, message: Envelope): "raised" | "missing" {
    const found = this.#instances.get(id);
    if (found === undefined) return "missing";
    const raised = { Name: messageEvent, Input: JSON.stringify(message) };
    if (found.status === "Running") found.pending.push(event(this.#parts.now(), kind.eventRaised, raised));
    return "raised";
  }

  #fire(instance: Kept): void {
    const now = this.#parts.now();
    const due = instance.timers.filter(({ fireAt }) => fireAt <= now).sort((a, b) => a.fireAt - b.fireAt);
    instance.timers = instance.timers.filter(({ fireAt }) => fireAt > now);
    for (const { id, fireAt } of due) {
      const fired = { TimerId: id, FireAt: new Date(fireAt).toISOString() };
      instance.pending.push(event(now, kind.timerFired, fired));
    }
  }

  /** A process runs one activity at a time. */
  async #canAct({ activities: [activity] }: Kept): Promise<boolean> {
    if (activity === undefined) return false;
    return (await this.#parts.canAnswer?.(activity.name, JSON.parse(activity.input))) ?? true;
  }

  async #act(instance: Kept): Promise<true> {
    const [activity] = instance.activities;
    if (activity === undefined) return true;
    let outcome: HistoryEvent;
    try {
      const result = await this.#parts.activity(activity.name, JSON.parse(activity.input));
      const completed = { TaskScheduledId: activity.id, Result: JSON.stringify(result) ?? null };
      outcome = event(this.#parts.now(), kind.taskCompleted, completed);
    } catch (error) {
      if (this.#parts.isCrash?.(error)) throw error;
      const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      const Reason = `Activity function '${activity.name}' failed: ${message}`;
      outcome = event(this.#parts.now(), kind.taskFailed, { TaskScheduledId: activity.id, Reason, Details: stack });
    }
    instance.activities = instance.activities.slice(1);
    instance.pending.push(outcome);
    return true;
  }

  async #turn(instance: Kept): Promise<true> {
    const now = this.#parts.now();
    const brought = instance.pending.slice(0, this.#parts.eventsPerTurn);
    const history = [...instance.history, event(now, kind.orchestratorStarted), ...brought];
    const { id, orchestrator, input } = instance;
    const trigger = { history, input: JSON.parse(input), instanceId: id, isReplaying: instance.history.length > 0 };
    // The SDK writes into what it gets.
    const state = await this.#run(orchestrator, JSON.parse(JSON.stringify({ ...trigger, ...extension })));
    const replay = new ActionReplay(state.actions.flat(), history);
    const parted = divergence(history, replay.wanted);
    await this.#parts.onCommit?.("before");
    // From here on nothing fails: the turn is committed as a whole.
    instance.pending = instance.pending.slice(brought.length);
    instance.history = history;
    this.#schedule(instance, replay, now);
    const completed = event(now, kind.orchestratorCompleted);
    instance.history = [...instance.history, completed].map((entry) => ({ ...entry, IsPlayed: true }));
    instance.progress = state.customStatus ?? instance.progress;
    if (parted !== undefined) this.#end(instance, "Failed", `Non-Deterministic workflow detected: ${parted}`);
    else if (state.error !== undefined) this.#end(instance, "Failed", state.error);
    // As in Azure, an instance whose timers or activities are still open has not ended.
    else if (state.isDone && instance.timers.length === 0 && instance.activities.length === 0) {
      this.#end(instance, "Completed", state.output ?? undefined);
    }
    await this.#parts.onCommit?.("after");
    return true;
  }

  #schedule(instance: Kept, replay: ActionReplay, now: number): void {
    const known = new Set(instance.history.map(({ EventId }) => EventId));
    for (const { id, what } of replay.wanted) {
      if (known.has(id)) continue;
      if ("task" in what) {
        const input = JSON.stringify(what.input);
        instance.history.push(event(now, kind.taskScheduled, { EventId: id, Name: what.task, Input: input }));
        instance.activities.push({ id, name: what.task, input });
      } else {
        const FireAt = new Date(what.fireAt).toISOString();
        instance.history.push(event(now, kind.timerCreated, { EventId: id, FireAt }));
        instance.timers.push({ id, fireAt: what.fireAt });
      }
    }
    instance.timers = instance.timers.filter(({ id }) => !replay.cancelled.has(id));
  }

  #end(instance: Kept, status: "Completed" | "Failed", output: string | undefined): void {
    this.#running.delete(instance);
    Object.assign(instance, { status, output, pending: [], activities: [], timers: [] });
  }

  async #run(orchestrator: string, trigger: unknown): Promise<TurnState> {
    try {
      const state = await this.#parts.turn(orchestrator, trigger, {});
      return JSON.parse(JSON.stringify(state)) as TurnState;
    } catch (error) {
      // A failed orchestrator tells its state behind this mark.
      const [, state] = String(error instanceof Error ? error.message : error).split("$OutOfProcData$:");
      if (state === undefined) throw error;
      return JSON.parse(state) as TurnState;
    }
  }
}

/** What the SDK answers to a turn. */
interface TurnState {
  readonly isDone: boolean;
  readonly actions: readonly (readonly Action[])[];
  readonly output?: string | null;
  readonly error?: string;
  readonly customStatus?: ProcessProgress;
}
