import type { Recorded } from "./recorder.ts";

/** What was asked of Cosmos DB. */
export interface Usage {
  readonly requests: number;
  /** Request units. */
  readonly units: number;
  readonly sent: number;
  readonly received: number;
}

/** Adds requests up. */
export function usageOf(recorded: readonly Recorded[]): Usage {
  const sum = (of: (one: Recorded) => number) => recorded.reduce((total, one) => total + of(one), 0);
  return {
    requests: recorded.length,
    units: round(sum(({ charge }) => charge)),
    sent: sum(({ sent }) => sent),
    received: sum(({ received }) => received),
  };
}

/** Adds requests up by what `key` says of them, in the order of the keys. */
export function usageBy(
  recorded: readonly Recorded[],
  key: (one: Recorded) => string,
): Readonly<Record<string, Usage>> {
  const groups = Object.entries(Object.groupBy(recorded, key)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([name, some = []]) => [name, usageOf(some)]));
}

/** Hundredths of a unit are the finest that Azure tells. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
