import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a collector got. */
export interface Collected {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

/** What takes OTLP over HTTP in tests. */
export interface Collector {
  readonly url: string;
  readonly requests: readonly Collected[];
  /** Answers the next requests with these statuses, then with 200. */
  answerWith(...statuses: number[]): void;
  stop(): Promise<void>;
}

/** Starts a collector on any free port. */
export async function startCollector(): Promise<Collector> {
  const requests: Collected[] = [];
  let statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const text = await new Response(request as unknown as ReadableStream).text();
    const status = statuses.shift() ?? 200;
    if (status === 200) requests.push({ path: request.url ?? "", headers: request.headers, body: JSON.parse(text) });
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith(...next) {
      statuses = next;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly OtlpValue[] };
}
type OtlpAttributes = readonly { readonly key: string; readonly value: OtlpValue }[];

/** A span as a collector sees it. */
export interface OtlpSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: OtlpAttributes;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly events?: readonly { readonly name: string; readonly attributes: OtlpAttributes }[];
  readonly startTimeUnixNano: string;
}

/** A log line as a collector sees it. */
export interface OtlpLog {
  readonly body: OtlpValue;
  readonly severityNumber: number;
  readonly eventName?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes: OtlpAttributes;
}

/** A metric as a collector sees it. */
export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly gauge?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly histogram?: { readonly dataPoints: readonly OtlpPoint[] };
}
interface OtlpPoint {
  readonly attributes: OtlpAttributes;
  readonly asInt?: number;
  readonly asDouble?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly explicitBounds?: readonly number[];
}

/** All spans, in the order of their arrival. */
export const spansOf = ({ requests }: Collector): OtlpSpan[] =>
  requests.flatMap(({ path, body }) =>
    path !== "/v1/traces"
      ? []
      : (body as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) => spans),
        ),
  );

/** All log lines, in the order of their arrival. */
export const logsOf = ({ requests }: Collector): OtlpLog[] =>
  requests.flatMap(({ path, body }) =>
    path !== "/v1/logs"
      ? []
      : (body as { resourceLogs: { scopeLogs: { logRecords: OtlpLog[] }[] }[] }).resourceLogs.flatMap(({ scopeLogs }) =>
          scopeLogs.flatMap(({ logRecords }) => logRecords),
        ),
  );

/** All metrics, in the order of their arrival. */
export const metricsOf = ({ requests }: Collector): OtlpMetric[] =>
  requests.flatMap(({ path, body }) =>
    path !== "/v1/metrics"
      ? []
      : (body as { resourceMetrics: { scopeMetrics: { metrics: OtlpMetric[] }[] }[] }).resourceMetrics.flatMap(
          ({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics),
        ),
  );

/** Attributes as a plain object. */
export const plain = (attributes: OtlpAttributes): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));

function plainValue(value: OtlpValue): unknown {
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(plainValue);
  return value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue;
}
