import type { EngineContext } from "./dispatch/context.ts";
import { releaseLocks } from "./dispatch/finish.ts";
import { startInstance } from "./dispatch/start.ts";
import { entityId } from "./entities/messages.ts";
import { type EventBody, EventType, type HistoryEvent } from "./protocol/history.ts";
import { Refusal } from "./refusal.ts";
import { rewindHistory } from "./replay/rewind.ts";
import { finishedStatuses } from "./store/instance-table.ts";
import { type EntityRow, type Instance, type InstanceFilter, isLive } from "./store/rows.ts";

/** What a client says to start an orchestration. */
export interface NewInstance {
  readonly name: string;
  /** Made at random when absent. */
  readonly id?: string | undefined;
  readonly version?: string | undefined;
  /** JSON text. */
  readonly input?: string | undefined;
}

/** Most characters of an instance id. */
const longestId = 256;

/** What clients of a task hub can do. All that change something resolve once it is stored, and throw a Refusal. */
export class Management {
  readonly #context: EngineContext;
  readonly #changed: (id: string) => void;

  /** @param changed told when an instance's history was changed from outside its turns */
  constructor(context: EngineContext, changed: (id: string) => void) {
    this.#context = context;
    this.#changed = changed;
  }

  find(id: string): Instance | undefined {
    return this.#context.store.instances.find(id);
  }

  list(filter: InstanceFilter, after: { created: number; id: string } | undefined, limit: number): Instance[] {
    return this.#context.store.instances.list(filter, after, limit);
  }

  /** Events of the current execution, as the library sees them; what a replay gate records. */
  history(id: string): HistoryEvent[] {
    return this.#context.store.instances.history(id).map((text) => JSON.parse(text) as HistoryEvent);
  }

  entity(name: string, key: string): EntityRow | undefined {
    const row = this.#context.store.entities.find(entityId(name, key));
    return row?.present === true ? row : undefined;
  }

  entities(name: string | undefined, after: string, limit: number): EntityRow[] {
    return this.#context.store.entities.list(name === undefined ? "@" : `@${name.toLowerCase()}@`, after, limit);
  }

  /** Starts an orchestration. @returns its instance id */
  async start({ name, id, version, input }: NewInstance): Promise<string> {
    const { functions, newId, settings, store } = this.#context;
    const known = functions.find("orchestrator", name);
    if (known === undefined) throw new Refusal("unknown-function", functions.unknown("orchestrator", name));
    if (id !== undefined) checkInstanceId(id);
    const instance = id ?? newId();
    await this.#context.commit((outbox) => {
      const existing = store.instances.find(instance);
      if (existing !== undefined && isLive(existing)) {
        throw new Refusal(
          "instance-exists",
          `An instance with the id '${instance}' exists already and is ${existing.status}.`,
        );
      }
      const request = {
        id: instance,
        name: known,
        version: version ?? settings.defaultVersion,
        input: input ?? null,
        parent: null,
      };
      startInstance(this.#context, request, outbox);
    });
    return instance;
  }

  /** Sends an event; `input` is JSON text. */
  async raiseEvent(id: string, name: string, input: string | null): Promise<void> {
    await this.#send(id, { EventType: EventType.EventRaised, EventId: -1, Name: name, Input: input });
  }

  /** Ends an instance at once; its activities and sub-orchestrations are not stopped. */
  async terminate(id: string, reason: string): Promise<void> {
    await this.#send(id, { EventType: EventType.ExecutionTerminated, EventId: -1, Input: reason });
  }

  async suspend(id: string, reason: string): Promise<void> {
    await this.#send(id, { EventType: EventType.ExecutionSuspended, EventId: -1, Input: reason }, ({ suspended }) => {
      if (suspended) throw new Refusal("already-suspended", `The instance '${id}' is suspended already.`);
    });
  }

  async resume(id: string, reason: string): Promise<void> {
    await this.#send(id, { EventType: EventType.ExecutionResumed, EventId: -1, Input: reason }, ({ suspended }) => {
      if (!suspended) throw new Refusal("not-suspended", `The instance '${id}' is not suspended.`);
    });
  }

  /** Lets a failed instance, and its sub-orchestrations that failed, try again what failed. */
  async rewind(id: string, reason: string): Promise<void> {
    const { store } = this.#context;
    await this.#context.commit((outbox) => {
      const instance = this.#existing(id);
      if (instance.status !== "Failed") {
        throw new Refusal(
          "instance-not-failed",
          `The rewind operation is only supported on failed orchestration instances; '${id}' is ${instance.status}.`,
        );
      }
      const queue = [instance];
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const { events, children } = rewindHistory(this.history(next.id));
        store.instances.clear(next.id);
        store.instances.append(
          next.id,
          0,
          events.map((event) => JSON.stringify(event)),
        );
        store.instances.put({ ...next, status: "Running", output: null, updated: this.#context.clock.now() });
        store.instances.send(next.id, next.execution, {
          EventType: EventType.GenericEvent,
          EventId: -1,
          Input: `Rewound: ${reason}`,
        });
        outbox.wake.add(next.id);
        this.#changed(next.id);
        for (const child of children) {
          const found = store.instances.find(child);
          if (found?.status === "Failed") queue.push(found);
        }
      }
    });
  }

  /** Starts an orchestration again with the same input. @returns the instance id, a new one unless told otherwise */
  async restart(id: string, newId: boolean): Promise<string> {
    const { name, input, version } = this.#existing(id);
    return this.start({ name, version, input: input ?? undefined, id: newId ? undefined : id });
  }

  /** Deletes an instance. @returns how many there were: 0 or 1 */
  async purge(id: string): Promise<number> {
    return this.#context.commit((outbox) => {
      const instance = this.find(id);
      if (instance === undefined) return 0;
      releaseLocks(this.#context, instance, "purged", outbox);
      this.#context.store.instances.delete(id);
      this.#changed(id);
      return 1;
    });
  }

  /** Deletes finished instances. @returns how many */
  async purgeBy(filter: InstanceFilter): Promise<number> {
    const statuses = (filter.statuses ?? finishedStatuses).filter((each) =>
      (finishedStatuses as readonly string[]).includes(each),
    );
    if (statuses.length === 0) return 0;
    return this.#context.commit(() => {
      const found = this.list({ ...filter, statuses }, undefined, -1);
      for (const { id } of found) {
        this.#context.store.instances.delete(id);
        this.#changed(id);
      }
      return found.length;
    });
  }

  /** Sends a signal to an entity; `input` is JSON text. */
  async signal(name: string, key: string, operation: string, input: string | undefined): Promise<void> {
    const { functions, store, newId } = this.#context;
    if (functions.find("entity", name) === undefined) {
      throw new Refusal("unknown-function", functions.unknown("entity", name));
    }
    const id = entityId(name, key);
    await this.#context.commit((outbox) => {
      const request = { op: operation, signal: true, id: newId(), ...(input !== undefined && { input }) };
      store.entities.send(id, { name: "op", request });
      outbox.wake.add(id);
    });
  }

  async #send(id: string, body: EventBody, check: (instance: Instance) => void = () => {}): Promise<void> {
    await this.#context.commit((outbox) => {
      const instance = this.#existing(id);
      if (!isLive(instance)) {
        throw new Refusal("instance-finished", `The instance '${id}' has finished: it is ${instance.status}.`);
      }
      check(instance);
      this.#context.store.instances.send(id, null, body);
      outbox.wake.add(id);
    });
  }

  #existing(id: string): Instance {
    const instance = this.find(id);
    if (instance === undefined) {
      throw new Refusal("instance-not-found", `There is no instance with the id '${id}'.`);
    }
    return instance;
  }
}

function checkInstanceId(id: string): void {
  if (id === "" || id.length > longestId || id.startsWith("@") || /[/\\#?\p{Cc}]/u.test(id)) {
    throw new Refusal(
      "invalid-instance-id",
      `An instance id has 1 to ${longestId} characters, does not start with '@' and has none of / \\ # ? or control characters.`,
    );
  }
}
