import type { DatabaseSync } from "node:sqlite";
import type { MetricsAnswer, MetricView, SeriesView } from "../../shapes.ts";
import { type Distribution, merge, percentile } from "./percentile.ts";

const mostSeries = 12;

interface Row {
  readonly series: number;
  readonly at: number;
  readonly value: number;
  readonly count: number;
  readonly bounds: string | null;
  readonly buckets: string | null;
}

interface SeriesRow {
  readonly id: number;
  readonly name: string;
  readonly kind: MetricView["kind"];
  readonly unit: string;
  readonly description: string;
  readonly attributes: string;
}

/** What is measured, over time: `steps` steps up to `until`. Times in ms. */
export function readSeries(db: DatabaseSync, until: number, step: number, steps: number): MetricsAnswer {
  // Whole steps, so that a value does not wander between two of them from one answer to the next.
  const end = Math.ceil(until / step) * step;
  const from = end - steps * step;
  const rows = db
    .prepare("SELECT series, at, value, count, bounds, buckets FROM points WHERE at >= ? AND at < ? ORDER BY at")
    .all(from, end) as unknown as Row[];
  const bySeries = Map.groupBy(rows, ({ series }) => series);
  const known = db.prepare("SELECT * FROM series").all() as unknown as SeriesRow[];
  const metrics = [...Map.groupBy(known, ({ name }) => name)].map(([name, all]): MetricView => {
    const series = all
      .flatMap((one) => {
        const points = bySeries.get(one.id);
        return points === undefined ? [] : [seriesOf(one, points, { from, step, steps })];
      })
      .sort((one, other) => other.total - one.total);
    const { kind = "gauge", unit = "", description = "" } = all[0] ?? {};
    return {
      name,
      kind,
      unit,
      description,
      series: series.slice(0, mostSeries),
      hidden: Math.max(0, series.length - mostSeries),
    };
  });
  return { from, step, steps, metrics: metrics.sort((one, other) => (one.name < other.name ? -1 : 1)) };
}

interface Window {
  readonly from: number;
  readonly step: number;
  readonly steps: number;
}

function seriesOf({ kind, attributes }: SeriesRow, points: readonly Row[], window: Window): SeriesView {
  const { from, step, steps } = window;
  const values = new Array<number | null>(steps).fill(null);
  const distributions = new Array<Distribution | undefined>(steps);
  for (const { at, value, count, bounds, buckets } of points) {
    const place = Math.min(steps - 1, Math.max(0, Math.floor((at - from) / step)));
    if (kind === "gauge") values[place] = value;
    else values[place] = (values[place] ?? 0) + (kind === "histogram" ? count : value);
    if (bounds === null || buckets === null) continue;
    const one = { bounds: JSON.parse(bounds) as number[], counts: JSON.parse(buckets) as number[] };
    distributions[place] = merge(distributions[place], one);
  }
  const sum = values.reduce<number>((all, value) => all + (value ?? 0), 0);
  const shown = {
    attributes: JSON.parse(attributes) as SeriesView["attributes"],
    values: kind === "gauge" ? values : values.map((value) => (value === null ? null : value / (step / 1_000))),
    total: kind === "gauge" ? (points.at(-1)?.value ?? 0) : sum,
  };
  if (kind !== "histogram") return shown;
  const at = (share: number) => Array.from(distributions, (one) => (one === undefined ? null : percentile(one, share)));
  return { ...shown, p50: at(0.5), p95: at(0.95) };
}
