import type { SpanView } from "../../shapes.ts";
import { attributesOf, hexId, listOf, membersOf, millisOf, numberOf, scopesOf, serviceOf, textOf } from "./values.ts";

const kinds = ["internal", "internal", "server", "client", "producer", "consumer"] as const;
const most = { events: 64, links: 512 } as const;

/** What was read of a request, and how many records of it were not what OTLP says. */
export interface Read<Item> {
  readonly items: readonly Item[];
  readonly rejected: number;
}

/** Reads an `ExportTraceServiceRequest`. */
export function readSpans(body: unknown): Read<SpanView> {
  const items: SpanView[] = [];
  let rejected = 0;
  for (const { resource, scope } of scopesOf(body, "resourceSpans", "scopeSpans")) {
    for (const one of listOf(scope["spans"])) {
      const span = readSpan(membersOf(one), serviceOf(resource));
      if (span === undefined) rejected++;
      else items.push(span);
    }
  }
  return { items, rejected };
}

function readSpan(raw: Readonly<Record<string, unknown>>, service: string): SpanView | undefined {
  const trace = hexId(raw["traceId"], 16);
  const span = hexId(raw["spanId"], 8);
  const start = millisOf(raw["startTimeUnixNano"]);
  if (trace === undefined || span === undefined || start === undefined) return undefined;
  const end = millisOf(raw["endTimeUnixNano"]) ?? start;
  const parent = hexId(raw["parentSpanId"], 8);
  const status = membersOf(raw["status"]);
  const error = textOf(status["message"], 2_000);
  return {
    trace,
    span,
    ...(parent !== undefined && { parent }),
    name: textOf(raw["name"], 512),
    kind: kinds[numberOf(raw["kind"])] ?? "internal",
    service,
    start,
    duration: Math.max(0, end - start),
    failed: status["code"] === 2,
    ...(error !== "" && { error }),
    attributes: attributesOf(raw["attributes"]),
    events: listOf(raw["events"])
      .slice(0, most.events)
      .map(membersOf)
      .map((event) => ({
        name: textOf(event["name"], 256),
        at: millisOf(event["timeUnixNano"]) ?? start,
        attributes: attributesOf(event["attributes"]),
      })),
    links: listOf(raw["links"])
      .slice(0, most.links)
      .flatMap((one) => {
        const link = membersOf(one);
        const to = { trace: hexId(link["traceId"], 16), span: hexId(link["spanId"], 8) };
        return to.trace !== undefined && to.span !== undefined ? [{ trace: to.trace, span: to.span }] : [];
      }),
  };
}
