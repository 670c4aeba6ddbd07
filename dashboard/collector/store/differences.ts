import type { MetricPoint } from "../otlp/metrics.ts";

/** Series that are remembered; beyond it all are forgotten, and each loses the difference to its next measurement. */
const most = 20_000;

/** Turns measurements that tell everything since a start into what was added since the one before. */
export class Differences {
  readonly #since: number;
  readonly #last = new Map<string, MetricPoint>();

  /** @param since when listening began, ms */
  constructor(since: number) {
    this.#since = since;
  }

  /** What was added; undefined when that cannot be known, or is nothing. */
  of(point: MetricPoint): MetricPoint | undefined {
    const added = point.cumulative ? this.#added(point) : point;
    return added === undefined || (added.value === 0 && added.count === 0) ? undefined : added;
  }

  #added(point: MetricPoint): MetricPoint | undefined {
    const key = JSON.stringify([point.name, point.instance, point.attributes]);
    const last = this.#last.get(key);
    if (this.#last.size >= most) this.#last.clear();
    this.#last.set(key, point);
    // Begun after we did: all of it is new. Begun before: nobody knows when what it tells was added.
    if (last === undefined || last.start !== point.start || last.count > point.count || last.value > point.value)
      return point.start >= this.#since ? point : undefined;
    if (last.at >= point.at) return undefined;
    return {
      ...point,
      value: point.value - last.value,
      count: point.count - last.count,
      buckets: point.buckets.map((count, at) => Math.max(0, count - (last.buckets[at] ?? 0))),
    };
  }
}
