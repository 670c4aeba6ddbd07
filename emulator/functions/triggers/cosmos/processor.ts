import { type Clock, sleep } from "../../../../platform/clock/clock.ts";
import type { Log } from "../../../service.ts";
import { isFree, leasesToTake } from "./balance.ts";
import { type BatchResult, type FeedEnd, runFeed } from "./feed.ts";
import { LeaseLost, LeaseManager } from "./leases.ts";
import type { ChangeFeedSource, FeedStart, Lease, LeaseStore } from "./ports.ts";

/** What a change feed processor is made of. All durations are milliseconds. */
export interface ProcessorOptions {
  readonly source: ChangeFeedSource;
  readonly store: LeaseStore;
  readonly clock: Clock;
  /** Name of this host in the leases. */
  readonly owner: string;
  readonly start: FeedStart;
  readonly maxItems: number;
  readonly pollDelay: number;
  readonly acquireInterval: number;
  readonly renewInterval: number;
  readonly expirationInterval: number;
  readonly handle: (
    range: string,
    documents: readonly unknown[],
    continuation: string,
    signal: AbortSignal,
  ) => Promise<BatchResult>;
  /** Resolves when the function can be called. */
  readonly ready: () => Promise<void>;
  readonly log: Log;
  /** Checkpoints each batch before it is handled: a promise broken on purpose, for tests. */
  readonly checkpointFirst?: boolean;
}

interface Held {
  lease: Lease;
  readonly leave: AbortController;
  lost: boolean;
  done: Promise<void>;
}

/** How long the right to make the first leases lasts, s. */
const lockSeconds = 30;

/** Shares the ranges of one container with other hosts through leases, and works through those it holds. */
export class ChangeFeedProcessor {
  readonly #options: ProcessorOptions;
  readonly #leases: LeaseManager;
  readonly #held = new Map<string, Held>();
  readonly #stop = new AbortController();
  #loops: Promise<void>[] = [];
  #wake = new AbortController();

  constructor(options: ProcessorOptions) {
    this.#options = options;
    this.#leases = new LeaseManager(options.store, options.clock, options.owner);
  }

  /** Tokens of the ranges that this host works on now. */
  get ranges(): readonly string[] {
    return [...this.#held.keys()];
  }

  /**
   * Makes the leases if they are missing, and begins.
   * @throws what the stores throw
   */
  async start(): Promise<void> {
    await this.#initialize();
    await this.#balance();
    this.#loops = [this.#repeat(this.#options.acquireInterval, () => this.#balance()), this.#keepRenewing()];
  }

  /** Finishes the batches at hand, gives the leases back. */
  async stop(): Promise<void> {
    this.#stop.abort();
    for (const held of this.#held.values()) held.leave.abort();
    await Promise.all([...this.#loops, ...[...this.#held.values()].map(({ done }) => done)]);
  }

  async #initialize(): Promise<void> {
    const { store, source, clock } = this.#options;
    while (!this.#stop.signal.aborted && !(await store.isInitialized())) {
      if (await store.lock(lockSeconds)) {
        try {
          await this.#leases.createMissing(await source.ranges(), null);
          await store.markInitialized();
        } finally {
          await store.unlock();
        }
      } else await sleep(clock, 1_000, this.#stop.signal);
    }
    await this.#leases.createMissing(await source.ranges(), null);
  }

  async #repeat(interval: number, task: () => Promise<void>): Promise<void> {
    const { clock, log } = this.#options;
    for (;;) {
      const wake = AbortSignal.any([this.#stop.signal, this.#wake.signal]);
      await sleep(clock, interval, wake);
      if (this.#stop.signal.aborted) return;
      if (this.#wake.signal.aborted) this.#wake = new AbortController();
      await task().catch((error) => log("warn", `Leases could not be read or written: ${String(error)}`));
    }
  }

  async #keepRenewing(): Promise<void> {
    const { clock, renewInterval } = this.#options;
    for (;;) {
      await sleep(clock, renewInterval, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      await Promise.all([...this.#held.values()].map((held) => this.#renew(held)));
    }
  }

  async #balance(): Promise<void> {
    const { clock, expirationInterval, owner } = this.#options;
    const all = await this.#leases.list();
    // Leases in this host's name that it does not work on are its own from before a restart.
    const forgotten = all.filter(
      (lease) =>
        lease.Owner === owner && !this.#held.has(lease.LeaseToken) && !isFree(lease, clock.now(), expirationInterval),
    );
    const wanted = leasesToTake(all, owner, clock.now(), expirationInterval);
    for (const lease of [...forgotten, ...wanted]) {
      if (this.#stop.signal.aborted || this.#held.has(lease.LeaseToken)) continue;
      const taken = await this.#leases.acquire(lease);
      if (taken !== undefined) this.#work(taken);
    }
  }

  async #renew(held: Held): Promise<void> {
    try {
      held.lease = await this.#leases.renew(held.lease);
    } catch (error) {
      if (error instanceof LeaseLost) {
        held.lost = true;
        held.leave.abort();
      } else this.#options.log("warn", `A lease could not be renewed: ${String(error)}`);
    }
  }

  #work(lease: Lease): void {
    const held: Held = { lease, leave: new AbortController(), lost: false, done: Promise.resolve() };
    this.#held.set(lease.LeaseToken, held);
    const fields = { range: lease.LeaseToken };
    this.#options.log("info", "Took a range of the change feed.", fields);
    held.done = this.#run(held)
      .then((end) => this.#leave(held, end))
      .catch((error) => this.#options.log("error", `Leaving a range failed: ${String(error)}`, fields))
      .finally(() => this.#held.delete(lease.LeaseToken));
  }

  #run(held: Held): Promise<FeedEnd> {
    const { source, start, maxItems, pollDelay, clock, handle, ready, log, checkpointFirst } = this.#options;
    const range = held.lease.LeaseToken;
    const { signal } = held.leave;
    return runFeed({
      source,
      range,
      continuation: held.lease.ContinuationToken,
      start,
      maxItems,
      pollDelay,
      clock,
      signal,
      ready,
      ...(checkpointFirst === true && { checkpointFirst }),
      handle: (documents, continuation) => handle(range, documents, continuation, signal),
      checkpoint: async (continuation) => {
        if (held.lost) throw new LeaseLost(`The lease of range ${range} belongs to another host now.`);
        held.lease = await this.#leases.checkpoint(held.lease, continuation);
      },
      onError: (error, pause) => log("warn", `The change feed failed: ${String(error)}`, { range, retryInMs: pause }),
    });
  }

  async #leave(held: Held, end: FeedEnd): Promise<void> {
    const { log } = this.#options;
    const range = held.lease.LeaseToken;
    if (end.why === "gone" && (await this.#divide(held, end.continuation))) {
      log("info", "A range was split.", { range });
      // The children are taken at once rather than at the next turn.
      this.#wake.abort();
    } else if (end.why !== "stopped" || held.lost) log("info", "Another host has taken a range.", { range });
    else await this.#leases.release(held.lease);
  }

  /** Puts the children's leases in the place of a range's; false when another host has the range and will do so. */
  async #divide(held: Held, continuation: string | null): Promise<boolean> {
    try {
      // Whoever lost the lease meanwhile knows an old position, and would have the children begin under the new owner's batch.
      const lease = await this.#leases.renew(held.lease);
      const at = { ...lease, ContinuationToken: continuation ?? lease.ContinuationToken };
      await this.#leases.split(at, await this.#options.source.ranges());
      return true;
    } catch (error) {
      if (error instanceof LeaseLost) return false;
      throw error;
    }
  }
}
