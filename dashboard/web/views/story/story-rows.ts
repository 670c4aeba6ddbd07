import type { StoryEntry } from "../../../../platform/admin/shapes.ts";
import type { SpanView } from "../../../shapes.ts";

/** What a handler did with a message, from its spans. */
export interface Handling {
  readonly name: string;
  /** Of all its tries, ms. */
  readonly duration: number;
  readonly tries: number;
  readonly failed: boolean;
}

/** An entry of a story with its place. */
export interface StoryRow {
  readonly entry: StoryEntry;
  readonly depth: number;
  /** ms since the epoch of the runtime's clock. */
  readonly from: number;
  /** When it was decided, of commands; else `from`. */
  readonly to: number;
  readonly handlings: readonly Handling[];
}

/** The rows of a story: effects below their causes, in the order of the answer. */
export function storyRows(entries: readonly StoryEntry[], spans: readonly SpanView[]): readonly StoryRow[] {
  const depths = new Map<string, number>();
  const byMessage = Map.groupBy(spans.filter(isHandling), ({ attributes }) =>
    String(attributes["messaging.message.id"]),
  );
  return entries.map((entry) => {
    const depth = entry.parent === undefined ? 0 : (depths.get(entry.parent) ?? -1) + 1;
    depths.set(entry.id, depth);
    const from = Date.parse(entry.time);
    const decided = entry.decided === undefined ? from : Date.parse(entry.decided);
    return { entry, depth, from, to: Math.max(from, decided), handlings: handlingsOf(byMessage.get(entry.id) ?? []) };
  });
}

/** Spans that stand for the work of one handler on one message. */
function isHandling({ kind, attributes }: SpanView): boolean {
  return (
    attributes["messaging.message.id"] !== undefined &&
    (kind === "consumer" || attributes["messaging.operation.type"] === "send")
  );
}

function handlingsOf(spans: readonly SpanView[]): readonly Handling[] {
  return [...Map.groupBy(spans, ({ name }) => name)]
    .filter(([name]) => !name.startsWith("send "))
    .map(([name, all]) => ({
      name,
      duration: all.reduce((sum, { duration }) => sum + duration, 0),
      tries: all.length,
      failed: all.at(-1)?.failed === true,
    }));
}

/** The traces that a story's messages were made in. */
export function tracesOf(entries: readonly StoryEntry[]): readonly string[] {
  const traces = entries.flatMap(({ traceparent }) => traceparent?.split("-")[1] ?? []);
  return [...new Set(traces)].slice(0, 20);
}
