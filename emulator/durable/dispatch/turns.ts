import type { EntityMessage } from "../entities/messages.ts";
import { type EventBody, EventType, type HistoryEvent } from "../protocol/history.ts";
import { readState } from "../protocol/state.ts";
import { completedEvent, planTurn, type TurnPlan } from "../replay/turn.ts";
import type { Instance } from "../store/rows.ts";
import type { EngineContext, Outbox } from "./context.ts";
import { finishInstance, releaseLocks } from "./finish.ts";
import { type CachedHistory, HistoryCache } from "./history-cache.ts";
import { type Intake, takeMessages } from "./intake.ts";
import { orchestratorPayload } from "./payload.ts";
import { startInstance } from "./start.ts";

/** Runs turns of orchestrations: messages in, replay, one commit. */
export class Turns {
  readonly #context: EngineContext;
  readonly #cache: HistoryCache;

  constructor(context: EngineContext) {
    this.#context = context;
    this.#cache = new HistoryCache(context.store.instances);
  }

  /** Drops what is kept of an instance that was changed from outside. */
  forget(id: string): void {
    this.#cache.forget(id);
  }

  /** Takes what waits for an instance and runs it. @returns whether there may be more */
  async run(id: string): Promise<boolean> {
    const { store, batchSize } = this.#context;
    const instance = store.instances.find(id);
    if (instance === undefined) {
      await this.#context.commit(() => store.instances.dropInbox(id));
      return false;
    }
    // While suspended, a resume may stand behind any number of messages.
    const limit = instance.suspended ? -1 : batchSize;
    const messages = store.instances.inbox(id, limit);
    if (messages.length === 0) return false;
    const intake = takeMessages(instance, messages);
    if (intake.events.length === 0) {
      await this.#context.commit(() => store.instances.consume(intake.consumed));
      return intake.consumed.length > 0;
    }
    const past = this.#cache.get(id, instance.execution);
    const fresh = this.#stamp(past, intake.events);
    const plan = intake.replays ? await this.#replay(instance, past, fresh) : undefined;
    if (plan === "lost") return true;
    try {
      await this.#context.commit((outbox) => {
        this.#apply(instance, past, fresh, intake, plan, outbox);
        this.#context.reached("turn-committing");
      });
    } catch (error) {
      this.#cache.forget(id);
      throw error;
    }
    this.#context.reached("turn-committed");
    for (const { text } of plan?.findings ?? []) this.#context.report(id, instance.name, text);
    return true;
  }

  /** Gives the events of a turn their time: never before the last turn's, nor before a timer that fires in it. */
  #stamp({ events }: CachedHistory, bodies: readonly EventBody[]): HistoryEvent[] {
    let now = Math.max(this.#context.clock.now(), Date.parse(events.at(-1)?.Timestamp ?? "") || 0);
    for (const { EventType: type, FireAt } of bodies) {
      if (type === EventType.TimerFired) now = Math.max(now, Date.parse(FireAt ?? "") || 0);
    }
    const Timestamp = new Date(now).toISOString();
    const started: EventBody = { EventType: EventType.OrchestratorStarted, EventId: -1 };
    return [started, ...bodies].map((body) => ({ ...body, IsPlayed: false, Timestamp }));
  }

  async #replay(
    instance: Instance,
    past: CachedHistory,
    fresh: readonly HistoryEvent[],
  ): Promise<TurnPlan | "lost" | undefined> {
    const { functions, settings, schema, profile, invoke, ready, reached } = this.#context;
    const name = functions.find("orchestrator", instance.name);
    if (name === undefined) return unknownPlan(functions.unknown("orchestrator", instance.name));
    const data = orchestratorPayload(instance, past.text, fresh, schema, settings);
    const outcome = await invoke(name, { data, instanceId: instance.id });
    if (outcome.kind === "lost") {
      await ready();
      return "lost";
    }
    reached("turn-invoked");
    return planTurn({
      identity: { instanceId: instance.id, executionId: instance.execution },
      name,
      history: past.events.concat(fresh),
      reading: readState(outcome),
      settings,
      profile,
    });
  }

  #apply(
    instance: Instance,
    past: CachedHistory,
    fresh: readonly HistoryEvent[],
    intake: Intake,
    plan: TurnPlan | undefined,
    outbox: Outbox,
  ): void {
    const { store, clock } = this.#context;
    // Purged or replaced while the code ran.
    if (store.instances.find(instance.id)?.execution !== instance.execution) return;
    store.instances.consume(intake.consumed);
    const end = plan?.end ?? { kind: "running" };
    const Timestamp = fresh[0]?.Timestamp ?? "";
    const closing: EventBody[] = [...(plan?.events ?? [])];
    const last = completedEvent(end);
    if (last !== undefined) closing.push(last);
    closing.push({ EventType: EventType.OrchestratorCompleted, EventId: -1 });
    const added = [...fresh, ...closing.map((body) => ({ ...body, Timestamp }))].map((event) => ({
      ...event,
      IsPlayed: true,
    }));
    const running: Instance = {
      ...instance,
      status: intake.suspended ? "Suspended" : "Running",
      suspended: intake.suspended,
      updated: clock.now(),
      ...(plan?.customStatus !== undefined && { customStatus: plan.customStatus }),
    };
    this.#dispatchWork(running, plan, outbox);
    if (end.kind === "continued") {
      this.#continueAsNew(running, end.input, end.carryOver, outbox);
      return;
    }
    const texts = added.map((event) => JSON.stringify(event));
    store.instances.append(instance.id, past.events.length, texts);
    const reason = intake.terminated === undefined ? undefined : (intake.terminated.Input ?? "");
    if (reason !== undefined) this.#finish(running, { kind: "terminated", reason }, outbox);
    else if (end.kind !== "running") this.#finish(running, end, outbox);
    else store.instances.put(running);
    if (end.kind === "running" && reason === undefined) this.#cache.append(instance.id, past, texts, added);
    else this.#cache.forget(instance.id);
  }

  #finish(instance: Instance, end: Parameters<typeof finishInstance>[2], outbox: Outbox): void {
    const { instances, work } = this.#context.store;
    instances.put(finishInstance(this.#context, instance, end, outbox));
    instances.dropInbox(instance.id);
    work.removeTimers(instance.id);
  }

  #continueAsNew(instance: Instance, input: string, carryOver: readonly EventBody[], outbox: Outbox): void {
    const { store, newId } = this.#context;
    releaseLocks(this.#context, instance, "continued as new", outbox);
    const execution = newId();
    const { id, name, version, parent } = instance;
    const started: EventBody = {
      EventType: EventType.ExecutionStarted,
      EventId: -1,
      Name: name,
      Version: version,
      Input: input,
      OrchestrationInstance: { InstanceId: id, ExecutionId: execution },
      ...(parent !== null && { ParentInstance: parent }),
    };
    store.instances.dropHistory(id);
    store.work.removeTimers(id);
    store.instances.put({ ...instance, execution, input });
    store.instances.sendFirst(id, execution, [started, ...carryOver]);
    this.#cache.forget(id);
    outbox.wake.add(id);
  }

  #dispatchWork(instance: Instance, plan: TurnPlan | undefined, outbox: Outbox): void {
    if (plan === undefined) return;
    const { store } = this.#context;
    const { id, execution } = instance;
    for (const task of plan.cancelledTimers) store.work.removeTimer(id, execution, task);
    for (const { id: task, decision } of plan.newWork) {
      switch (decision.kind) {
        case "activity":
        case "http":
          outbox.work.push(
            store.work.add({
              instance: id,
              execution,
              task,
              kind: decision.kind,
              name: decision.name,
              input: decision.input,
            }),
          );
          break;
        case "timer":
          if (decision.cancelled) break;
          store.work.addTimer({ instance: id, execution, task, fireAt: decision.fireAt });
          outbox.timers = true;
          break;
        case "orchestration":
          this.#startChild(instance, task, decision, outbox);
          break;
        case "message": {
          const request = JSON.parse(decision.input) as EntityMessage["request"];
          const name = decision.name === "release" ? "release" : "op";
          store.entities.send(decision.target, { name, request });
          outbox.wake.add(decision.target);
        }
      }
    }
  }

  #startChild(
    parent: Instance,
    task: number,
    child: { name: string; instanceId: string; version: string; input: string },
    outbox: Outbox,
  ): void {
    const { store } = this.#context;
    const existing = store.instances.find(child.instanceId);
    const reference = { InstanceId: parent.id, ExecutionId: parent.execution, TaskScheduledId: task };
    const problem = problemOfChild(child.instanceId, existing);
    if (problem === undefined) {
      const { instanceId, name, version, input } = child;
      startInstance(this.#context, { id: instanceId, name, version, input, parent: reference }, outbox);
      return;
    }
    store.instances.send(parent.id, parent.execution, {
      EventType: EventType.SubOrchestrationInstanceFailed,
      EventId: -1,
      TaskScheduledId: task,
      Reason: problem,
      Details: "",
    });
    outbox.wake.add(parent.id);
  }
}

function problemOfChild(id: string, existing: Instance | undefined): string | undefined {
  if (existing !== undefined && ["Pending", "Running", "Suspended"].includes(existing.status)) {
    return `An orchestration instance with the id '${id}' already exists.`;
  }
  return id.startsWith("@") ? `The instance id '${id}' must not start with '@'.` : undefined;
}

function unknownPlan(reason: string): TurnPlan {
  return {
    end: { kind: "failed", reason, details: "" },
    events: [],
    newWork: [],
    cancelledTimers: [],
    customStatus: undefined,
    findings: [{ code: "unknown-function", text: reason, fatal: true }],
    divergence: undefined,
  };
}
