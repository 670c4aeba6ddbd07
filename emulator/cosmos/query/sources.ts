import { badRequest } from "../errors.ts";
import type { Source } from "./ast.ts";
import { compile, documentSlot, type Evaluator, type Row, type Scope } from "./evaluate.ts";
import type { LazyDocument } from "./lazy-document.ts";
import type { Value } from "./values.ts";

/** A source that gives a row for each item of a list. */
export interface BoundSource {
  readonly evaluate: Evaluator | undefined;
}

/** Most sources of one FROM. */
const mostSources = 6;

/** Resolves the sources of a FROM; their aliases are entered in `slots`, from `first` on. */
export function bindSources(
  from: readonly Source[],
  slots: Map<string, number>,
  scope: Scope,
  first = 0,
): BoundSource[] {
  if (from.length > mostSources) throw badRequest(`A query has at most ${mostSources - 1} JOINs.`);
  const bound: BoundSource[] = [];
  for (const { alias, source } of from) {
    if (source === undefined) continue;
    bound.push({ evaluate: compile(source, { ...scope, slots: new Map(slots) }) });
    // A name from around a subquery may be used again in it.
    if ((slots.get(alias) ?? documentSlot) >= first) throw badRequest(`Alias ${alias} is used twice.`);
    slots.set(alias, first + bound.length - 1);
  }
  return bound;
}

/** The rows of all combinations of the sources' items that meet the condition; `slots` holds what is bound already. */
export function* expand(
  document: LazyDocument,
  sources: readonly BoundSource[],
  where: Evaluator | undefined,
  slots: readonly Value[],
  first = 0,
): Iterable<Row> {
  const row: Row = { document, slots, aggregates: [] };
  const next = sources[slots.length - first];
  if (next === undefined) {
    if (where === undefined || where(row) === true) yield row;
    return;
  }
  const items = next.evaluate?.(row);
  if (!Array.isArray(items)) return;
  for (const item of items) yield* expand(document, sources, where, [...slots, item], first);
}
