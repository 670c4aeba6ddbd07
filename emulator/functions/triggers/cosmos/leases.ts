import type { Clock } from "../../../../platform/clock/clock.ts";
import type { FeedRange, Lease, LeaseStore } from "./ports.ts";

/** Another host has the lease now, or it has gone: this host must stop working on the range. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** How often a write is tried again after this host's own other write came between. */
const tries = 5;

/** One host's view of the leases: takes, keeps, moves forward and gives back. */
export class LeaseManager {
  readonly #store: LeaseStore;
  readonly #clock: Clock;
  readonly owner: string;

  constructor(store: LeaseStore, clock: Clock, owner: string) {
    this.#store = store;
    this.#clock = clock;
    this.owner = owner;
  }

  list(): Promise<readonly Lease[]> {
    return this.#store.list();
  }

  /** Takes a lease; undefined when another host was faster. */
  acquire(lease: Lease): Promise<Lease | undefined> {
    return this.#store.replace({ ...lease, Owner: this.owner, timestamp: this.#stamp() });
  }

  /**
   * Shows that the owner is alive.
   * @throws LeaseLost
   */
  renew(lease: Lease): Promise<Lease> {
    return this.#update(lease, {});
  }

  /**
   * Writes how far the range has been handled.
   * @throws LeaseLost
   */
  checkpoint(lease: Lease, continuation: string): Promise<Lease> {
    return this.#update(lease, { ContinuationToken: continuation });
  }

  /** Gives a lease back, so that another host need not wait until it expires. No error when it is lost already. */
  async release(lease: Lease): Promise<void> {
    try {
      await this.#update(lease, { Owner: null });
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    }
  }

  /** Makes the leases that ranges lack. Safe to run in several hosts at once. */
  async createMissing(ranges: readonly FeedRange[], continuation: string | null): Promise<void> {
    const tokens = new Set((await this.#store.list()).map((lease) => lease.LeaseToken));
    for (const range of ranges) {
      // A parent's lease still stands for its children until its holder meets the split.
      if (tokens.has(range.id) || range.parents.some((parent) => tokens.has(parent))) continue;
      await this.#store.create(this.#store.draft(range, continuation, this.#clock.now()));
    }
  }

  /**
   * Replaces the lease of a range that has split by leases of its children, which go on from its position. Safe to repeat after a
   * crash in between, also when children have split since.
   */
  async split(lease: Lease, ranges: readonly FeedRange[]): Promise<void> {
    const children = ranges.filter(({ id, parents }) => id === lease.LeaseToken || parents.includes(lease.LeaseToken));
    if (children.length === 0)
      throw new Error(`Range ${lease.LeaseToken} is gone and no range names it as its parent.`);
    const tokens = new Set((await this.#store.list()).map((each) => each.LeaseToken));
    for (const child of children) {
      // The lease of an ancestor in between is further on than this one, and makes way for its children itself.
      const between = child.parents.slice(child.parents.indexOf(lease.LeaseToken) + 1);
      if (between.some((token) => tokens.has(token))) continue;
      await this.#store.create(this.#store.draft(child, lease.ContinuationToken, this.#clock.now()));
    }
    if (!children.some(({ id }) => id === lease.LeaseToken)) await this.#store.delete(lease);
  }

  async #update(lease: Lease, change: Partial<Lease>): Promise<Lease> {
    let current = lease;
    for (let attempt = 0; attempt < tries; attempt++) {
      const written = await this.#store.replace({ ...current, timestamp: this.#stamp(), ...change });
      if (written !== undefined) return written;
      const stored = await this.#store.read(current);
      if (stored === undefined || stored.Owner !== this.owner) break;
      current = stored;
    }
    throw new LeaseLost(`The lease of range ${lease.LeaseToken} belongs to another host now.`);
  }

  #stamp(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
