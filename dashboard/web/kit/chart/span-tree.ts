import type { SpanView } from "../../../shapes.ts";

/** A span with how deep it stands below others. */
export interface PlacedSpan {
  readonly span: SpanView;
  readonly depth: number;
  /** It belongs to another trace that is linked with the one that is shown. */
  readonly linked: boolean;
}

/** Spans with their children below them, each by its start; those of linked traces at the end. */
export function spanTree(spans: readonly SpanView[], own: ReadonlySet<string>): readonly PlacedSpan[] {
  const ids = new Set(spans.map(({ span }) => span));
  const children = Map.groupBy(spans, ({ parent }) => (parent !== undefined && ids.has(parent) ? parent : ""));
  const placed: PlacedSpan[] = [];
  const seen = new Set<string>();
  const add = (span: SpanView, depth: number) => {
    // Whoever sends spans may send circles.
    if (seen.has(span.span)) return;
    seen.add(span.span);
    placed.push({ span, depth, linked: !own.has(span.trace) });
    for (const child of children.get(span.span) ?? []) add(child, depth + 1);
  };
  const roots = children.get("") ?? [];
  for (const root of roots.filter(({ trace }) => own.has(trace))) add(root, 0);
  for (const root of roots) add(root, 0);
  for (const span of spans) add(span, 0);
  return placed;
}
