import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { OtlpSettings } from "../../app/telemetry-settings.ts";
import type { Sender, Sent } from "./send-queue.ts";
import type { Senders } from "./signals.ts";

/** What an exporter of OpenTelemetry is, whatever it sends. */
interface Exporter<Batch> {
  export(batch: Batch, done: (result: { readonly code: number; readonly error?: Error }) => void): void;
  shutdown(): Promise<void>;
}

/** How long the exporter tries, ms, several times where nobody answers. What it gives up comes back to it later. */
const timeout = 5_000;

/** Loads the exporters of OTLP over HTTP. */
export async function openOtlp({ endpoint, headers }: OtlpSettings): Promise<Senders> {
  const [{ OTLPTraceExporter }, { OTLPLogExporter }, { OTLPMetricExporter }] = await Promise.all([
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/exporter-logs-otlp-http"),
    import("@opentelemetry/exporter-metrics-otlp-http"),
  ]);
  const options = (signal: string) => ({
    url: `${endpoint}/v1/${signal}`,
    headers: { ...headers },
    timeoutMillis: timeout,
  });
  return {
    spans: senderOf(new OTLPTraceExporter(options("traces"))),
    logs: senderOf(new OTLPLogExporter(options("logs"))),
    metrics: oneByOne(senderOf<ResourceMetrics>(new OTLPMetricExporter(options("metrics")))),
  };
}

function senderOf<Batch>(exporter: Exporter<Batch>): Sends<Batch> {
  return {
    send: (batch) =>
      new Promise((resolve) => {
        exporter.export(batch, ({ code, error }) => resolve(code === 0 ? "taken" : failure(error)));
      }),
    close: () => exporter.shutdown(),
  };
}

interface Sends<Batch> {
  send(batch: Batch): Promise<Sent>;
  close(): Promise<void>;
}

/** Metrics are batches already. */
function oneByOne(sender: Sends<ResourceMetrics>): Sender<ResourceMetrics> {
  return { ...sender, send: async ([metrics]) => (metrics === undefined ? "taken" : sender.send(metrics)) };
}

/** Only an answer that another try would get again is final. */
function failure(error: Error | undefined): Sent {
  const status = (error as { code?: unknown } | undefined)?.code;
  const why = error?.message || "it did not answer";
  const final = typeof status === "number" && status >= 400 && status < 500 && status !== 408 && status !== 429;
  return final ? { refused: `${status} ${why}` } : { again: why };
}
