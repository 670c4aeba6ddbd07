/** What `/admin/faults` of a local Azure answers, as far as the page reads it; `test/dashboard/views/faults.test.ts` holds it against what is answered. */
export interface FaultsReport {
  readonly seed: string;
  readonly rate: string;
  readonly on: boolean;
  readonly faults: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly recent: readonly Fault[];
  readonly rates: readonly string[];
  /** What can be forced: kinds by part. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
  readonly throughput?: unknown;
  readonly ranges?: unknown;
  readonly clock: { readonly now: string; readonly offsetMs: number };
}

/** A fault that happened. */
export interface Fault {
  readonly life: number;
  readonly part: string;
  readonly kind: string;
  readonly number: number;
  readonly what: string;
  readonly at: string;
  readonly byHand?: true;
}

/** How a container was used since the start. */
export interface ContainerUse {
  readonly requests: number;
  readonly charge: number;
  readonly throttled: number;
}

/** A partition key range. */
export interface Range {
  readonly id: string;
  readonly min: string;
  readonly max: string;
  readonly parents: readonly string[];
}
