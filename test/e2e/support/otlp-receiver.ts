import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A span as it came over the wire. */
export interface ReceivedSpan {
  readonly name: string;
  /** As OTLP numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string | undefined;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
  /** 2: it failed. */
  readonly status: number;
  /** `service.name` of who sent it. */
  readonly service: unknown;
}

/** Takes spans as any OTLP endpoint would, and keeps them. */
export interface OtlpReceiver {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  stop(): Promise<void>;
}

interface Value {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
type KeyValues = readonly { readonly key: string; readonly value: Value }[];

interface WireSpan extends Omit<ReceivedSpan, "parentId" | "attributes" | "events" | "status" | "service" | "links"> {
  readonly parentSpanId?: string;
  readonly links?: ReceivedSpan["links"];
  readonly attributes?: KeyValues;
  readonly events?: readonly { readonly name: string }[];
  readonly status?: { readonly code?: number };
}

interface WireTraces {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: KeyValues };
    readonly scopeSpans?: readonly { readonly spans?: readonly WireSpan[] }[];
  }[];
}

/** Starts a receiver of OTLP over HTTP in JSON on a free port. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
    if (request.url === "/v1/traces") spans.push(...readSpans(JSON.parse(text) as WireTraces));
    response.setHeader("content-type", "application/json");
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readSpans({ resourceSpans = [] }: WireTraces): readonly ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const service = valuesOf(resource?.attributes)["service.name"];
    return scopeSpans.flatMap(({ spans = [] }) =>
      spans.map(({ parentSpanId, links = [], attributes, events = [], status, ...span }) => ({
        ...span,
        parentId: parentSpanId || undefined,
        links,
        attributes: valuesOf(attributes),
        events: events.map(({ name }) => name),
        status: status?.code ?? 0,
        service,
      })),
    );
  });
}

function valuesOf(attributes: KeyValues = []): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.doubleValue ?? value.boolValue ?? (value.intValue && Number(value.intValue)),
    ]),
  );
}
