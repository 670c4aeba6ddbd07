/** A physical partition of a container. */
export interface FeedRange {
  readonly id: string;
  /** Lower bound of the hashed partition keys, inclusive. */
  readonly min: string;
  /** Upper bound, exclusive. */
  readonly max: string;
  /** Ids of the ranges that this one was split off from, the oldest first. */
  readonly parents: readonly string[];
}

/** Where a range that was never checkpointed is read from. */
export type FeedStart =
  | { readonly kind: "now" }
  | { readonly kind: "beginning" }
  | { readonly kind: "time"; readonly at: number };

/** What one read of a range's feed gave. */
export interface FeedPage {
  /** Empty when nothing is new. */
  readonly documents: readonly unknown[];
  /** Where the next read goes on. */
  readonly continuation: string;
  /** The account held the request until something changed or a while had passed, so there is no need to pause. */
  readonly waited: boolean;
}

/** The change feed of one container. */
export interface ChangeFeedSource {
  ranges(): Promise<readonly FeedRange[]>;
  /**
   * Reads on from `continuation`, or from `start` when there is none.
   * @throws RangeGone when the range was split or merged
   */
  read(
    range: string,
    continuation: string | null,
    start: FeedStart,
    maxItems: number,
    signal: AbortSignal,
  ): Promise<FeedPage>;
}

/** The range that was read no longer exists: its children have taken over. */
export class RangeGone extends Error {
  override readonly name = "RangeGone";
}

/** A lease as the .NET change feed processor stores it, so that a Functions host on Azure could take over. */
export interface Lease {
  readonly id: string;
  readonly partitionKey?: string;
  /** 0: a partition key range. */
  readonly version: 0;
  readonly LeaseToken: string;
  readonly FeedRange: { readonly Range: { readonly min: string; readonly max: string } };
  readonly Owner: string | null;
  readonly ContinuationToken: string | null;
  readonly properties: Readonly<Record<string, string>>;
  /** ISO time of the last sign of life of the owner. */
  readonly timestamp: string;
  readonly _etag?: string;
}

/** The lease documents of one processor. All writes are conditional. */
export interface LeaseStore {
  list(): Promise<readonly Lease[]>;
  /** undefined: there is none. */
  read(lease: Lease): Promise<Lease | undefined>;
  /** false: it exists already. */
  create(lease: Lease): Promise<boolean>;
  /** Replaces the document if it is still the one read; undefined when it has changed or gone. */
  replace(lease: Lease): Promise<Lease | undefined>;
  /** Deletes the document if it is still the one read; no error when it has changed or gone. */
  delete(lease: Lease): Promise<void>;
  /** The lease document of a range, not stored yet. */
  draft(range: FeedRange, continuation: string | null, now: number): Lease;
  /** Whether the first leases have been made. */
  isInitialized(): Promise<boolean>;
  markInitialized(): Promise<void>;
  /** Takes the right to make the first leases; false while another host has it. */
  lock(seconds: number): Promise<boolean>;
  unlock(): Promise<void>;
}
