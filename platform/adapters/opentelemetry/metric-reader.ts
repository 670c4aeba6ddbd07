import { AggregationTemporality, InstrumentType, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { Signals } from "./signals.ts";

/**
 * Measures from time to time and puts what was measured into the queue of one place, where it waits when that does not answer.
 * @param interval milliseconds
 * @param temporality whether each export tells what was added since the last one, or since the start
 */
export function metricReader(
  { metrics }: Signals,
  interval: number,
  temporality: "delta" | "cumulative",
): PeriodicExportingMetricReader {
  return new PeriodicExportingMetricReader({
    exportIntervalMillis: interval,
    exportTimeoutMillis: Math.min(interval, 30_000),
    exporter: {
      export(measured, done) {
        metrics.push(measured);
        done({ code: 0 });
      },
      // What goes up and down is never told as a difference.
      selectAggregationTemporality: (type) =>
        temporality === "delta" &&
        type !== InstrumentType.UP_DOWN_COUNTER &&
        type !== InstrumentType.OBSERVABLE_UP_DOWN_COUNTER
          ? AggregationTemporality.DELTA
          : AggregationTemporality.CUMULATIVE,
      forceFlush: async () => {},
      shutdown: async () => {},
    },
  });
}
