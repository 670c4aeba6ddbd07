import { type EntityMessage, entityId, entityParts } from "../entities/messages.ts";
import { nextStep } from "../entities/plan.ts";
import { type EntityResult, entityPayload, failedBatch, readEntityResult } from "../entities/result.ts";
import { EventType } from "../protocol/history.ts";
import { type EntityRow, isLive, type Message } from "../store/rows.ts";
import type { EngineContext, Outbox } from "./context.ts";

type Waiting = Message<EntityMessage>;

/** Runs entities: one step of one entity at a time, each in one commit. */
export class EntityTurns {
  readonly #context: EngineContext;
  readonly #batchLimit: number;

  constructor(context: EngineContext, batchLimit: number) {
    this.#context = context;
    this.#batchLimit = batchLimit;
  }

  /** Takes what waits for an entity. @returns whether there may be more */
  async run(id: string): Promise<boolean> {
    const { store, clock, reached } = this.#context;
    const none: EntityRow = { id, present: false, state: null, lockedBy: null, updated: clock.now() };
    const entity = store.entities.find(id) ?? none;
    const step = nextStep(entity, store.entities.inbox(id, entity.lockedBy), this.#batchLimit);
    if (step.kind === "nothing") return false;
    let apply: (outbox: Outbox) => void;
    if (step.kind === "lock") apply = (outbox) => this.#lock(entity, step.message, outbox);
    else if (step.kind === "release") apply = () => this.#release(entity, step.message, step.owned);
    else {
      const result = await this.#call(entity, step.messages);
      if (result === undefined) return true;
      reached("entity-ended");
      apply = (outbox) => this.#apply(entity, step.messages, result, outbox);
    }
    await this.#context.commit((outbox) => {
      apply(outbox);
      reached("entity-committing");
    });
    reached("entity-committed");
    return true;
  }

  /** The lock goes through the set one by one; after the last the orchestration is told. */
  #lock(entity: EntityRow, message: Waiting, outbox: Outbox): void {
    const { store, profile } = this.#context;
    const { request } = message.body;
    store.instances.consume([message]);
    const owner = store.instances.find(request.parent ?? "");
    const alive = owner !== undefined && isLive(owner) && owner.execution === request.parentExecution;
    // On Azure the lock of an orchestration that ended in the meantime stays for ever.
    if (!alive && profile === "strict") return;
    store.entities.put({ ...entity, lockedBy: request.parent ?? null });
    const pos = (request.pos ?? 0) + 1;
    const next = request.lockset?.[pos];
    if (next === undefined) this.#reply(message.body, { isError: false }, outbox);
    else {
      store.entities.send(next, { name: "op", request: { ...request, pos } });
      outbox.wake.add(next);
    }
  }

  #release(entity: EntityRow, message: Waiting, owned: boolean): void {
    const { store } = this.#context;
    store.instances.consume([message]);
    if (owned) store.entities.put({ ...entity, lockedBy: null });
  }

  async #call(entity: EntityRow, messages: readonly Waiting[]): Promise<EntityResult | undefined> {
    const { functions, invoke, ready, log } = this.#context;
    const { name } = entityParts(entity.id);
    const known = functions.find("entity", name);
    if (known === undefined) {
      log("error", functions.unknown("entity", name), { entity: entity.id });
      return failedBatch(entity, messages.length, functions.unknown("entity", name));
    }
    const outcome = await invoke(known, { data: entityPayload(entity, messages), instanceId: entity.id });
    if (outcome.kind === "lost") {
      await ready();
      return undefined;
    }
    return readEntityResult(entity, messages.length, outcome);
  }

  #apply(entity: EntityRow, messages: readonly Waiting[], result: EntityResult, outbox: Outbox): void {
    const { store, clock, newId, log } = this.#context;
    store.instances.consume(messages);
    // The lock may not have changed: entities are changed by their own turns only.
    store.entities.put({ ...entity, present: result.present, state: result.state, updated: clock.now() });
    for (const [index, { body }] of messages.entries()) {
      const operation = result.results[index] ?? { isError: true };
      if (body.request.signal !== true) this.#reply(body, operation, outbox);
      else if (operation.isError) {
        log("error", `The operation '${body.request.op}' of ${entity.id}, a signal, failed: ${operation.result}`);
      }
    }
    for (const { target, name, input } of result.signals) {
      const id = entityId(target.name, target.key);
      const request = { op: name, signal: true, id: newId(), ...(input !== undefined && input !== "" && { input }) };
      store.entities.send(id, { name: "op", request });
      outbox.wake.add(id);
    }
  }

  #reply(
    { request }: EntityMessage,
    { isError, result }: { isError: boolean; result?: string | undefined },
    outbox: Outbox,
  ): void {
    const { parent, parentExecution, id } = request;
    if (parent === undefined) return;
    const response = { result: result ?? null, ...(isError && { exceptionType: "Error" }) };
    this.#context.store.instances.send(parent, parentExecution ?? null, {
      EventType: EventType.EventRaised,
      EventId: -1,
      Name: id,
      Input: JSON.stringify(response),
    });
    outbox.wake.add(parent);
  }
}
