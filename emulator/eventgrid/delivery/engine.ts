import type { Clock } from "../../../platform/clock/clock.ts";
import type { Log } from "../../service.ts";
import type { Catalog } from "../store/catalog.ts";
import type { DeliveryTable, Verdict } from "../store/deliveries.ts";
import { type EventSubscription, stateOf } from "../subscriptions/model.ts";
import type { Topic } from "../topics/model.ts";
import type { BlobWriter } from "./blob-writer.ts";
import { DeadLetterer } from "./dead-letterer.ts";
import { type DeliveryContext, Dispatcher } from "./dispatcher.ts";
import type { WebhookCaller } from "./webhook.ts";

/** What the engine needs. */
export interface EngineOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly log: Log;
  readonly catalog: Catalog;
  readonly table: DeliveryTable;
  readonly caller: WebhookCaller;
  readonly writeBlob: BlobWriter | undefined;
}

/** How long stopping waits for answers that are under way, in ms of real time. */
const grace = 1_000;

/** All delivering: one dispatcher a subscription, one writer of dead letters. */
export class DeliveryEngine {
  readonly #options: EngineOptions;
  readonly #context: DeliveryContext;
  readonly #dispatchers = new Map<number, Dispatcher>();
  readonly #deadLetterer: DeadLetterer;
  #verdicts: Verdict[] = [];
  #stopping = false;
  #stopped = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { clock, random, log, table, caller, newId, writeBlob } = options;
    this.#context = { clock, random, log, table, caller, record: (verdicts) => this.#record(verdicts) };
    this.#deadLetterer = new DeadLetterer({ clock, log, table, newId, write: writeBlob, find: (id) => this.#find(id) });
  }

  /** Takes up what an earlier run left. */
  start(): void {
    for (const topic of this.#options.catalog.topics()) {
      for (const subscription of this.#options.catalog.subscriptions(topic.name)) this.#of(subscription, topic)?.pump();
    }
    this.#deadLetterer.arm();
  }

  /** Stores events for subscriptions and starts delivering them; when this returns, they are on disk. */
  accept(topic: Topic, items: readonly { readonly subscription: EventSubscription; readonly event: string }[]): void {
    if (items.length === 0) return;
    // Dispatchers first: a new one reads what is pending, and must not read what it is about to be given.
    const dispatchers = items.map(({ subscription }) => this.#of(subscription, topic));
    const rows = items.map(({ subscription, event }) => ({ subscription: subscription.id, event }));
    const seqs = this.#options.table.add(rows, this.#options.clock.now());
    const shares = Map.groupBy(seqs.keys(), (index) => dispatchers[index]);
    for (const [dispatcher, indexes] of shares) dispatcher?.add(indexes.map((index) => seqs[index] as number));
  }

  /** A subscription was made or changed and its endpoint validated. */
  refresh(subscription: EventSubscription, topic: Topic): void {
    this.flush();
    const dispatcher = this.#of(subscription, topic);
    // What waits for an endpoint that has yet to consent stays in the store.
    if (dispatcher === undefined) this.forget(subscription);
    else dispatcher.update(subscription);
  }

  /** A subscription was removed. */
  forget(subscription: EventSubscription): void {
    this.#dispatchers.get(subscription.id)?.stop();
    this.#dispatchers.delete(subscription.id);
  }

  /** Writes verdicts that wait for the end of this turn, so that a reader sees them. */
  flush(): void {
    const verdicts = this.#verdicts;
    if (verdicts.length === 0) return;
    this.#verdicts = [];
    this.#options.table.record(verdicts);
    if (verdicts.some((verdict) => verdict.kind === "give-up")) this.#deadLetterer.arm();
  }

  /** Resolves when the deliveries and dead letters that are under way now have come to their end and are written. */
  async settled(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.settled()));
    this.flush();
    await this.#deadLetterer.settled();
  }

  /** Takes nothing more, waits a moment for answers under way, cuts the rest; their events stay in the store. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const dispatcher of this.#dispatchers.values()) dispatcher.stop();
    const end = Date.now() + grace;
    while ([...this.#dispatchers.values()].some((one) => one.flying > 0) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.#options.caller.close();
    await this.#deadLetterer.stop();
    this.flush();
    this.#stopped = true;
  }

  #record(verdicts: readonly Verdict[]): void {
    // Answers that come after the end are lost with the process: their events are delivered again.
    if (this.#stopped) return;
    if (this.#verdicts.length === 0) setImmediate(() => this.flush());
    this.#verdicts.push(...verdicts);
  }

  /** The dispatcher of a subscription, made on first use; none while its endpoint has not consented. */
  #of(subscription: EventSubscription, topic: Topic): Dispatcher | undefined {
    if (this.#stopping) return undefined;
    if (stateOf(subscription, this.#options.clock.now()) !== "Succeeded") return undefined;
    let dispatcher = this.#dispatchers.get(subscription.id);
    if (dispatcher === undefined) {
      dispatcher = new Dispatcher(this.#context, subscription, topic.inputSchema);
      this.#dispatchers.set(subscription.id, dispatcher);
    }
    return dispatcher;
  }

  #find(id: number) {
    for (const topic of this.#options.catalog.topics()) {
      const subscription = this.#options.catalog.subscriptions(topic.name).find((one) => one.id === id);
      if (subscription !== undefined) return { subscription, input: topic.inputSchema };
    }
    return undefined;
  }
}
