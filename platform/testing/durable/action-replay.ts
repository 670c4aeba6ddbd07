import { type HistoryEvent, kind } from "./history.ts";

/** What an orchestrator wants done, as the SDK says it. The list of a turn is complete: from the beginning of the instance. */
export type Action =
  | { readonly actionType: 1; readonly functionName: string; readonly input: unknown; readonly retryOptions: Retry }
  | { readonly actionType: 5; readonly fireAt: string; readonly isCanceled: boolean }
  | { readonly actionType: 6; readonly externalEventName: string }
  | { readonly actionType: 11; readonly compoundActions: readonly Action[] };

interface Retry {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient?: number;
  readonly maxRetryIntervalInMilliseconds?: number;
}

/** A task or timer that the actions want, under the number that it has in the history. */
export interface Wanted {
  readonly id: number;
  readonly what: { readonly task: string; readonly input: unknown } | { readonly fireAt: number };
}

/** Timers that reach further are made of several, as the extension does it. */
export const longestTimer = 6 * 86_400_000;
export const longTimerStep = 3 * 86_400_000;

/**
 * Goes through the actions of an orchestrator along its history as the extension does: numbers stand nowhere, both sides
 * count. Action after action is started and waited for; what the history lacks is new work, what it has and the actions
 * do not is a divergence.
 */
export class ActionReplay {
  readonly wanted: Wanted[] = [];
  /** Numbers of timers that were cancelled and have not fired. */
  readonly cancelled = new Set<number>();
  readonly #actions: readonly Action[];
  #next = 0;
  #now = 0;
  readonly #tasks = new Map<number, (succeeded: boolean) => void>();
  readonly #timers = new Map<number, () => void>();
  readonly #waits = new Map<string, (() => void)[]>();
  readonly #buffered = new Map<string, number>();

  constructor(actions: readonly Action[], history: readonly HistoryEvent[]) {
    this.#actions = actions;
    for (const entry of history) this.#meet(entry);
  }

  #meet(entry: HistoryEvent): void {
    if (entry.EventType === kind.orchestratorStarted) this.#now = Date.parse(entry.Timestamp);
    else if (entry.EventType === kind.executionStarted) this.#begin(0);
    else if (entry.EventType === kind.taskCompleted) this.#settle(entry, true);
    else if (entry.EventType === kind.taskFailed) this.#settle(entry, false);
    else if (entry.EventType === kind.timerFired) this.#fire(entry.TimerId ?? -1);
    else if (entry.EventType === kind.eventRaised) this.#raise(entry.Name ?? "");
  }

  #begin(index: number): void {
    const action = this.#actions[index];
    if (action !== undefined) this.#start(action, () => this.#begin(index + 1));
  }

  #start(action: Action, done: () => void): void {
    if (action.actionType === 1) this.#attempt(action, 1, done);
    else if (action.actionType === 5) this.#timer(Date.parse(action.fireAt), action.isCanceled, done);
    else if (action.actionType === 6) this.#wait(action.externalEventName, done);
    else if (action.actionType === 11) this.#any(action.compoundActions, done);
    else throw new Error(`Processes take no action ${JSON.stringify(action)}.`);
  }

  #attempt(action: Extract<Action, { actionType: 1 }>, attempt: number, done: () => void): void {
    const { functionName, input, retryOptions } = action;
    const id = this.#want({ task: functionName, input });
    this.#tasks.set(id, (succeeded) => {
      if (succeeded) return done();
      const last = attempt >= retryOptions.maxNumberOfAttempts;
      // After the last attempt, too, there is a timer; it fires at once.
      const timer = this.#want({ fireAt: this.#now + (last ? 0 : delayOf(retryOptions, attempt)) });
      this.#timers.set(timer, () => (last ? done() : this.#attempt(action, attempt + 1, done)));
    });
  }

  #timer(fireAt: number, cancelled: boolean, done: () => void): void {
    const next = fireAt - this.#now > longestTimer ? this.#now + longTimerStep : fireAt;
    const id = this.#want({ fireAt: next });
    if (cancelled) this.cancelled.add(id);
    this.#timers.set(id, () => {
      this.cancelled.delete(id);
      if (fireAt > this.#now) this.#timer(fireAt, cancelled, done);
      else done();
    });
  }

  #wait(name: string, done: () => void): void {
    const buffered = this.#buffered.get(name) ?? 0;
    if (buffered === 0) {
      this.#waits.set(name, [...(this.#waits.get(name) ?? []), done]);
      return;
    }
    this.#buffered.set(name, buffered - 1);
    done();
  }

  #any(actions: readonly Action[], done: () => void): void {
    // All of them get their numbers before any of them counts.
    let started = false;
    let won = false;
    const win = () => {
      const first = !won;
      won = true;
      if (first && started) done();
    };
    for (const action of actions) this.#start(action, win);
    started = true;
    if (won) done();
  }

  #want(what: Wanted["what"]): number {
    const id = this.#next++;
    this.wanted.push({ id, what });
    return id;
  }

  #settle({ TaskScheduledId: id = -1 }: HistoryEvent, succeeded: boolean): void {
    const settled = this.#tasks.get(id);
    this.#tasks.delete(id);
    settled?.(succeeded);
  }

  #fire(id: number): void {
    const fired = this.#timers.get(id);
    this.#timers.delete(id);
    fired?.();
  }

  /** Several that wait for one name are served newest first. */
  #raise(name: string): void {
    const waiting = this.#waits.get(name)?.pop();
    if (waiting !== undefined) waiting();
    else this.#buffered.set(name, (this.#buffered.get(name) ?? 0) + 1);
  }
}

function delayOf(retry: Retry, attempt: number): number {
  const full = retry.firstRetryIntervalInMilliseconds * (retry.backoffCoefficient ?? 1) ** (attempt - 1);
  return Math.min(full, retry.maxRetryIntervalInMilliseconds ?? full);
}

/**
 * Where a history and what today's code wants part; undefined when they do not.
 * @returns a sentence that names the step, what was expected and what is there
 */
export function divergence(history: readonly HistoryEvent[], wanted: readonly Wanted[]): string | undefined {
  const byId = new Map(wanted.map((want) => [want.id, want.what]));
  for (const entry of history) {
    if (entry.EventType !== kind.taskScheduled && entry.EventType !== kind.timerCreated) continue;
    const what = byId.get(entry.EventId);
    const then = entry.EventType === kind.taskScheduled ? `the activity ${entry.Name}` : "a timer";
    const now = what === undefined ? "nothing" : "task" in what ? `the activity ${what.task}` : "a timer";
    if (then !== now) return `step ${entry.EventId} was ${then}, and the code now wants ${now}`;
  }
  return undefined;
}
