import { type EventBody, EventType, type HistoryEvent } from "../protocol/history.ts";
import { compareStep, type Decision, type Divergence } from "./decisions.ts";
import type { Finding } from "./findings.ts";
import type { ReplaySettings } from "./settings.ts";

/** How a task of an orchestration ended. */
export interface TaskEnd {
  readonly ok: boolean;
  /** JSON text of the result. */
  readonly result: string | null;
}

/** Told once, when a task has ended. */
export type Done = (end: TaskEnd) => void;

/** The end of a task that has no result. */
export const finished: TaskEnd = { ok: true, result: null };

interface Waiter {
  readonly name: string;
  readonly reply: boolean;
  readonly done: Done;
}

/** Which instance is replayed. */
export interface ReplayIdentity {
  readonly instanceId: string;
  readonly executionId: string;
}

/**
 * Runs an orchestration's actions against its history, the way the Durable Functions extension does: each scheduling step
 * gets the next sequence id, events end what they belong to, and what the history does not hold at the end is new work.
 * Knows nothing of kinds of action; `steps.ts` does.
 */
export class Simulation {
  readonly identity: ReplayIdentity;
  readonly settings: ReplaySettings;
  /** Whether timers may be made of steps: replay schema V3 and later. */
  readonly longTimers: boolean;
  readonly findings: Finding[] = [];
  /** Entities locked at this point, in order. */
  locks: readonly string[] = [];
  /** Ids of timers that the code has cancelled. */
  readonly cancelledTimers: number[] = [];
  /** JSON text for the next execution, once the code has asked for one. */
  nextInput: string | undefined;
  /** Events that came after continueAsNew and belong to the next execution. */
  readonly carryOver: EventBody[] = [];
  divergence: Divergence | undefined;
  /** How many `Task.all` have failed for the library, while the host waits for their other tasks. */
  aheadOfHost = 0;
  /** Called each time that a step takes an id. */
  onSchedule: () => void = () => {};
  #now = 0;
  #nextId = 0;
  readonly #pending = new Map<number, Decision>();
  readonly #open = new Map<number, { readonly decision: Decision; readonly done: Done }>();
  readonly #waiters = new Map<string, Waiter[]>();
  readonly #unread = new Map<string, EventBody[]>();

  constructor(identity: ReplayIdentity, settings: ReplaySettings, longTimers: boolean) {
    this.identity = identity;
    this.settings = settings;
    this.longTimers = longTimers;
  }

  /** Time of the turn that is being replayed, ms. */
  get now(): number {
    return this.#now;
  }

  /** Decisions that the history does not hold, by id. */
  get newWork(): ReadonlyMap<number, Decision> {
    return this.#pending;
  }

  /** Activities, sub-orchestrations and timers that have not ended. */
  get openTasks(): readonly Decision[] {
    return [...this.#open.values()].map(({ decision }) => decision);
  }

  /** Names of events that the code waits for. */
  get awaited(): string[] {
    return [...this.#waiters.values()].flatMap((waiters) =>
      waiters.filter(({ reply }) => !reply).map(({ name }) => name),
    );
  }

  /** Names of events that came and were not waited for. */
  get unread(): string[] {
    return [...this.#unread.values()].flat().map(({ Name = "" }) => Name);
  }

  /** Takes the next id for a decision; `done` makes it an open task, without it nobody waits. */
  schedule(decision: Decision, done?: Done): number {
    this.onSchedule();
    const id = this.#nextId++;
    this.#pending.set(id, decision);
    if (done !== undefined) this.#open.set(id, { decision, done });
    return id;
  }

  /** The id that the next step takes. */
  get nextId(): number {
    return this.#nextId;
  }

  /**
   * Waits for an event. Several waiters on a name are served last come, first served; names match ignoring case.
   * @param reply whether the event is an entity's answer, whose name nobody spells
   */
  waitForEvent(name: string, done: Done, reply = false): void {
    const key = name.toLowerCase();
    const unread = this.#unread.get(key);
    const event = unread?.shift();
    if (unread?.length === 0) this.#unread.delete(key);
    const waiter = { name, reply, done };
    if (event !== undefined) {
      this.#deliver(event, waiter);
      return;
    }
    const waiters = this.#waiters.get(key);
    if (waiters === undefined) this.#waiters.set(key, [waiter]);
    else waiters.push(waiter);
  }

  /** Walks the history; `start` is called when it says that the execution begins. Stops where code and history part. */
  run(history: readonly HistoryEvent[], start: () => void): void {
    for (const event of history) {
      this.#take(event, start);
      if (this.divergence !== undefined) return;
    }
  }

  #take(event: HistoryEvent, start: () => void): void {
    switch (event.EventType) {
      case EventType.OrchestratorStarted:
        this.#now = Math.max(this.#now, Date.parse(event.Timestamp));
        return;
      case EventType.ExecutionStarted:
        start();
        return;
      case EventType.TaskScheduled:
      case EventType.SubOrchestrationInstanceCreated:
      case EventType.TimerCreated:
      case EventType.EventSent:
        this.divergence = compareStep(event, this.#pending.get(event.EventId));
        this.#pending.delete(event.EventId);
        return;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        this.#end(event.TaskScheduledId, { ok: true, result: event.Result ?? null });
        return;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        this.#end(event.TaskScheduledId, { ok: false, result: null });
        return;
      case EventType.TimerFired:
        this.#end(event.TimerId, finished);
        return;
      case EventType.EventRaised:
        this.#raise(event);
        return;
      default:
        return;
    }
  }

  /** A completion of a task that is not open is a duplicate, or late. */
  #end(id: number | undefined, end: TaskEnd): void {
    if (id === undefined) return;
    const task = this.#open.get(id);
    this.#open.delete(id);
    task?.done(end);
  }

  #raise(event: HistoryEvent): void {
    if (this.nextInput !== undefined) {
      const { IsPlayed: _, Timestamp: __, ...body } = event;
      this.carryOver.push(body);
      return;
    }
    const key = (event.Name ?? "").toLowerCase();
    const waiters = this.#waiters.get(key);
    const waiter = waiters?.pop();
    if (waiters?.length === 0) this.#waiters.delete(key);
    if (waiter !== undefined) {
      this.#deliver(event, waiter);
      return;
    }
    const unread = this.#unread.get(key);
    if (unread === undefined) this.#unread.set(key, [event]);
    else unread.push(event);
    this.#reportUnawaited(event);
  }

  #deliver({ Name = "", Input }: EventBody, { name, done }: Waiter): void {
    if (Name !== name) {
      this.findings.push({
        code: "event-name-case",
        fatal: true,
        text: `The event '${Name}' was raised, but the orchestrator waits for '${name}'. Names of events must agree in case: on Azure the host takes this event and the library does not, and the instance waits for ever.`,
      });
    }
    done({ ok: true, result: Input ?? null });
  }

  #reportUnawaited({ Name = "", IsPlayed }: HistoryEvent): void {
    if (IsPlayed) return;
    const awaited = [...new Set(this.awaited)];
    if (awaited.length === 0) return;
    const names = awaited.map((name) => `'${name}'`).join(", ");
    this.findings.push({
      code: "event-not-awaited",
      fatal: false,
      text: `The event '${Name}' was raised, but the orchestrator waits for ${names}. It is kept until the orchestrator waits for '${Name}'; check the spelling.`,
    });
  }
}
