import type { TraceContext } from "./telemetry.ts";
import { idsOf } from "./trace-context.ts";

/** As much of a span as tells what it hangs together with. */
export interface PlacedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string | undefined;
  readonly links: readonly (TraceContext | { readonly traceId: string; readonly spanId: string })[];
}

/** What keeps spans from being one connected trace; no fault: they are one. */
export interface TraceFaults {
  /** Spans that no way leads to from the beginning. */
  readonly orphans: readonly PlacedSpan[];
  /** Ids of traces; more than one: they are not one trace. */
  readonly traces: readonly string[];
  /** Spans that begin a trace; more than one, or one beside a client: they are not connected. */
  readonly roots: readonly PlacedSpan[];
}

/** How strictly spans are looked at. */
export interface ConnectedOptions {
  /** The client's own place, which is in no list of ours. */
  readonly client?: TraceContext | undefined;
  /**
   * The end of a process takes the spans with it that it had not sent. Whoever handles the same message again links to what was
   * made then; with this a link to a missing parent holds those who hang from it.
   */
  readonly byLinks?: boolean;
  /** Places that messages carry: what hangs from one of them is held, though its span went with the process. */
  readonly carried?: readonly TraceContext[];
}

/**
 * Looks whether spans are one connected trace: all of one trace, each one's parent among them, one beginning, which is the
 * client's own span if it has one.
 */
export function traceFaults(spans: readonly PlacedSpan[], options: ConnectedOptions): TraceFaults {
  const { client, byLinks = false, carried = [] } = options;
  const caller = client === undefined ? undefined : idsOf(client.traceparent);
  const roots = spans.filter(({ parentId }) => parentId === undefined);
  const beginning = caller?.spanId ?? roots[0]?.spanId;
  const held = new Set(beginning === undefined ? [] : [beginning]);
  for (const { traceparent } of carried) held.add(idsOf(traceparent)?.spanId ?? "");
  for (let before = -1; before < held.size; ) {
    before = held.size;
    for (const { spanId, parentId = "", links } of spans) {
      if (held.has(parentId)) held.add(spanId);
      if (byLinks && held.has(spanId)) for (const link of links) held.add(spanOf(link));
    }
  }
  return {
    traces: [...new Set([...tracesOf(client, ...carried), ...spans.map(({ traceId }) => traceId)])],
    roots: caller === undefined ? roots.slice(1) : roots,
    orphans: spans.filter(({ spanId, parentId }) => parentId !== undefined && !held.has(spanId)),
  };
}

/**
 * Checks that spans are one connected trace.
 * @throws Error with the tree of them and what is wrong with it
 */
export function assertConnected(spans: readonly PlacedSpan[], options: ConnectedOptions = {}): void {
  const { orphans, traces, roots } = traceFaults(spans, options);
  if (spans.length > 0 && traces.length === 1 && roots.length === 0 && orphans.length === 0) return;
  const said = [
    spans.length === 0 ? "There is no span." : "",
    traces.length > 1 ? `There are ${traces.length} traces: ${traces.join(", ")}.` : "",
    ...roots.map(({ name }) => `${name} begins a trace beside the first.`),
    ...orphans.map(
      ({ name, parentId }) => `${name} has the parent ${parentId}, which does not hang together with the beginning.`,
    ),
  ].filter((line) => line !== "");
  throw new Error(`The spans are not one connected trace.\n${said.join("\n")}\n${treeText(spans)}`);
}

/** The spans as an indented tree, one a line, in their order. */
export function treeText(spans: readonly PlacedSpan[]): string {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const lines: string[] = [];
  const add = (span: PlacedSpan, depth: number) => {
    lines.push(`${"  ".repeat(depth)}${span.name}`);
    for (const child of spans) if (child.parentId === span.spanId && child !== span) add(child, depth + 1);
  };
  for (const span of spans) if (span.parentId === undefined || !known.has(span.parentId)) add(span, 0);
  return lines.join("\n");
}

function tracesOf(...places: readonly (TraceContext | undefined)[]): readonly string[] {
  return places.flatMap((place) => (place === undefined ? [] : (idsOf(place.traceparent)?.traceId ?? [])));
}

function spanOf(link: PlacedSpan["links"][number]): string {
  return "spanId" in link ? link.spanId : (idsOf(link.traceparent)?.spanId ?? "");
}
