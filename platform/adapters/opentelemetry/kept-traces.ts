/** How much is held of traces that nobody has asked for yet. */
export interface KeptLimits {
  /** Spans and log lines of all traces together. */
  readonly held: number;
  /** Spans and log lines of one trace. */
  readonly heldOfTrace: number;
  /** Traces that are remembered to be kept. */
  readonly kept: number;
}

/** Some 15 MB at most, and a few seconds of a busy app. */
export const usualLimits: KeptLimits = { held: 10_000, heldOfTrace: 500, kept: 10_000 };

/**
 * What was recorded of traces that are not in the sample, until one of their spans fails: from then on the trace is kept, and
 * what was held of it goes out too. The oldest traces are forgotten first.
 */
export class KeptTraces<Item> {
  readonly #limits: KeptLimits;
  readonly #held = new Map<string, Item[]>();
  readonly #kept = new Set<string>();
  #count = 0;

  constructor(limits: KeptLimits = usualLimits) {
    this.#limits = limits;
  }

  /** Whether a trace is kept because something failed in it. */
  has(traceId: string): boolean {
    return this.#kept.has(traceId);
  }

  /** How many items are held. */
  get held(): number {
    return this.#count;
  }

  /** Holds something of a trace that may yet fail. */
  hold(traceId: string, item: Item): void {
    const items = this.#held.get(traceId);
    if (items === undefined) this.#held.set(traceId, [item]);
    else items.push(item);
    // The latest are the nearest to whatever fails.
    if (items !== undefined && items.length > this.#limits.heldOfTrace) items.shift();
    else this.#count++;
    while (this.#count > this.#limits.held) this.#forgetOldest();
  }

  /** Keeps a trace from now on, and answers what was held of it. */
  keep(traceId: string): readonly Item[] {
    this.#kept.add(traceId);
    if (this.#kept.size > this.#limits.kept) {
      const [oldest] = this.#kept;
      this.#kept.delete(oldest!);
    }
    const items = this.#held.get(traceId) ?? [];
    this.#held.delete(traceId);
    this.#count -= items.length;
    return items;
  }

  #forgetOldest(): void {
    for (const [traceId, items] of this.#held) {
      this.#held.delete(traceId);
      this.#count -= items.length;
      return;
    }
  }
}
