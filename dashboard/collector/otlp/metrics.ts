import type { Read } from "./spans.ts";
import { type Attributes, attributesOf, listOf, membersOf, millisOf, numberOf, scopesOf, textOf } from "./values.ts";

/** One measurement of a series. */
export interface MetricPoint {
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  readonly unit: string;
  readonly description: string;
  readonly attributes: Attributes;
  /** Who measured: sums of different ones are added up. */
  readonly instance: string;
  /** Whether it tells everything since `start`; false: only what was added since the last one. */
  readonly cumulative: boolean;
  /** ms. */
  readonly start: number;
  readonly at: number;
  /** Of a counter what it counted, of a gauge what it showed, of a histogram the sum. */
  readonly value: number;
  /** Of histograms. */
  readonly count: number;
  readonly bounds: readonly number[];
  /** One more than there are bounds. */
  readonly buckets: readonly number[];
}

const most = { bounds: 160, attributes: 16 } as const;

/** Reads an `ExportMetricsServiceRequest`: sums, gauges and histograms. Other kinds are counted as rejected. */
export function readMetrics(body: unknown, now: number): Read<MetricPoint> {
  const items: MetricPoint[] = [];
  let rejected = 0;
  for (const { resource, scope } of scopesOf(body, "resourceMetrics", "scopeMetrics")) {
    const instance = `${resource["service.name"] ?? ""}/${resource["service.instance.id"] ?? ""}`.slice(0, 256);
    for (const metric of listOf(scope["metrics"]).map(membersOf)) {
      const read = readMetric(metric, instance, now);
      items.push(...read);
      if (read.length === 0) rejected++;
    }
  }
  return { items, rejected };
}

function readMetric(metric: Readonly<Record<string, unknown>>, instance: string, now: number): readonly MetricPoint[] {
  const name = textOf(metric["name"], 256);
  const kind = (["sum", "gauge", "histogram"] as const).find((one) => metric[one] !== undefined);
  if (name === "" || kind === undefined) return [];
  const data = membersOf(metric[kind]);
  // A sum that may fall is shown as what it stands at.
  const shown = kind === "sum" ? (data["isMonotonic"] === true ? "counter" : "gauge") : kind;
  const points: MetricPoint[] = [];
  for (const point of listOf(data["dataPoints"]).map(membersOf)) {
    const value = numberOf(kind === "histogram" ? (point["sum"] ?? 0) : (point["asDouble"] ?? point["asInt"]));
    const at = millisOf(point["timeUnixNano"]) ?? now;
    if (!Number.isFinite(value)) continue;
    points.push({
      name,
      kind: shown,
      unit: textOf(metric["unit"], 64),
      description: textOf(metric["description"], 512),
      attributes: attributesOf(listOf(point["attributes"]).slice(0, most.attributes)),
      instance,
      cumulative: data["aggregationTemporality"] !== 1,
      start: millisOf(point["startTimeUnixNano"]) ?? at,
      at,
      value,
      count: shown === "histogram" ? counted(point["count"]) : 0,
      bounds: listOf(point["explicitBounds"]).slice(0, most.bounds).map(counted),
      buckets: listOf(point["bucketCounts"])
        .slice(0, most.bounds + 1)
        .map(counted),
    });
  }
  return points;
}

function counted(value: unknown): number {
  const number = numberOf(value);
  return Number.isFinite(number) ? number : 0;
}
