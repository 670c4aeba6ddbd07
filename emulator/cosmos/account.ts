import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../platform/clock/clock.ts";
import type { OffsetClock } from "../clock/offset-clock.ts";
import { GroupCommit } from "../sqlite/group-commit.ts";
import { CosmosError } from "./errors.ts";
import { type ItemContext, purgeItem } from "./items.ts";
import { Catalog, type Split } from "./store/catalog.ts";
import { ChangeSignal } from "./store/change-signal.ts";
import { type Container, widestRange } from "./store/container.ts";
import { DocumentStore } from "./store/documents.ts";
import { FeedReader } from "./store/feed.ts";
import { OfferStore } from "./store/offers.ts";
import type { StoredDocument } from "./store/stored-document.ts";
import { isAlive } from "./store/ttl.ts";
import type { Budget } from "./throughput/budget.ts";
import { Throughput } from "./throughput/throughput.ts";

/** How an account behaves. */
export interface AccountSettings {
  /** The service's time: what items are stamped with and expire by. May be moved ahead. */
  readonly clock: OffsetClock;
  /** The machine's time, which waits and budgets go by. */
  readonly machine: Clock;
  /** Refuse what Azure's gateway refuses: cross-partition ORDER BY, TOP, DISTINCT, aggregates and the like. */
  readonly strictGateway: boolean;
  /** Ranges of a new container; undefined derives them from its throughput. */
  readonly partitionRanges: number | undefined;
  /** How clients reach it. */
  readonly scheme: "http" | "https";
  /** Request units a second, and who shares them. */
  readonly budget: Budget;
}

/** Items looked at in one pass of the purge, so that a pass never holds the event loop for long. */
const purgePass = 2_000;

/** One Cosmos DB account over one file: what the routes work on. */
export class Account {
  readonly settings: AccountSettings;
  readonly store: DocumentStore;
  readonly catalog: Catalog;
  readonly offers: OfferStore;
  readonly changes: ChangeSignal;
  readonly feed: FeedReader;
  readonly throughput: Throughput;
  readonly #commit: GroupCommit;
  readonly #purged = new Map<number, number>();

  constructor(db: DatabaseSync, settings: AccountSettings) {
    this.settings = settings;
    this.store = new DocumentStore(db, (task) => this.#commit.run(task));
    this.catalog = new Catalog(db);
    this.offers = new OfferStore(db);
    this.feed = new FeedReader(this.store);
    this.changes = new ChangeSignal(settings.machine);
    this.throughput = new Throughput(settings.machine, this.offers, settings.budget);
    this.#commit = new GroupCommit(db, {
      beforeCommit: () => this.store.saveCounters(),
      afterCommit: () => {
        this.catalog.settled();
        this.changes.notify(this.store.takeChanged());
      },
      afterRollback: () => {
        this.catalog.undone();
        this.offers.undone();
      },
      failure(error) {
        const reason = error instanceof Error ? error.message : String(error);
        return new CosmosError(503, "ServiceUnavailable", `The local store could not commit: ${reason}`);
      },
    });
  }

  /** The current second. */
  now(): number {
    return Math.floor(this.settings.clock.now() / 1000);
  }

  /** Changes databases, containers or offers. */
  write<T>(task: () => T): Promise<T> {
    return this.#commit.run(task);
  }

  /** Changes items of one container in one transaction; all of it gets one LSN. */
  writeItems<T>(databaseId: string, containerId: string, task: (context: ItemContext) => T): Promise<T> {
    return this.#commit.run(() => {
      const container = this.catalog.container(databaseId, containerId);
      this.store.begin(container);
      return task({ store: this.store, container, now: this.now() });
    });
  }

  /** Within `writeItems`: runs `task` in a transaction of its own, undone alone when it throws. */
  nested<T>(container: Container, task: () => T): T {
    return this.#commit.nested(() => {
      this.store.begin(container);
      return task();
    });
  }

  /** Purges expired items. `everything` looks at all of them, otherwise one pass continues where the last ended. */
  purgeExpired(everything: boolean): Promise<number> {
    return this.#commit.run(() => {
      let count = 0;
      for (const container of this.catalog.everyContainer()) {
        if (container.defaultTtl !== undefined) count += this.#purge(container, everything);
        this.store.versions.trim(container, this.now());
      }
      return count;
    });
  }

  /**
   * Splits a live range in two; without an id, the widest. Readers that wait for changes of it learn at once that it is gone.
   * @throws CosmosError 404, or 400 when it cannot be split further
   */
  async splitRange(databaseId: string, containerId: string, rangeId?: string): Promise<Split> {
    const { split, num } = await this.#commit.run(() => {
      const container = this.catalog.container(databaseId, containerId);
      return { split: this.catalog.splitRange(container, rangeId ?? widestRange(container).id), num: container.num };
    });
    this.changes.notify([num]);
    return split;
  }

  /** Commits what waits. */
  flush(): void {
    this.#commit.flush();
  }

  #purge(container: Container, everything: boolean): number {
    const limit = everything ? -1 : purgePass;
    const from = everything ? 0 : (this.#purged.get(container.num) ?? 0);
    const sql = "SELECT * FROM documents WHERE container = ? AND lsn > ? ORDER BY lsn, epk LIMIT ?";
    const items = this.store.prepare(sql).all(container.num, from, limit) as unknown as StoredDocument[];
    this.#purged.set(container.num, items.length < purgePass ? 0 : (items.at(-1)?.lsn ?? 0));
    const context = { store: this.store, container, now: this.now() };
    const expired = items.filter((item) => !isAlive(item, container.defaultTtl, context.now));
    this.store.begin(container);
    for (const item of expired) purgeItem(context, item);
    return expired.length;
  }
}
