import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { type OpenTelemetry, openTelemetry, type Place } from "../../../../platform/adapters/opentelemetry/open.ts";
import type { Sender } from "../../../../platform/adapters/opentelemetry/send-queue.ts";

/** Telemetry that comes to a list. */
export interface InMemory extends OpenTelemetry {
  readonly spans: readonly ReadableSpan[];
  readonly logs: readonly ReadableLogRecord[];
  /** Names of the spans that have come, after a flush. */
  names(): Promise<string[]>;
}

/** Opens telemetry with exporters that keep what they get. */
export function openInMemory(share: number): InMemory {
  const spans: ReadableSpan[] = [];
  const logs: ReadableLogRecord[] = [];
  const keeping = <Item>(list: Item[]): Sender<Item> => ({
    send: async (items) => {
      list.push(...items);
      return "taken";
    },
    close: async () => {},
  });
  const metrics: ResourceMetrics[] = [];
  const senders = { spans: keeping(spans), logs: keeping(logs), metrics: keeping(metrics) };
  const place: Place = { name: "memory", temporality: "delta", open: async () => senders };
  const settings = { serviceName: "credits", share, metricInterval: 60_000, resource: {} };
  const opened = openTelemetry(settings, "1.2.3", {}, () => {}, { placesOf: () => [place], patience: 60_000 });
  return {
    ...opened,
    spans,
    logs,
    async names() {
      await opened.flush();
      return spans.map(({ name }) => name);
    },
  };
}
