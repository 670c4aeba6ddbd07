import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import { bagOf } from "../functions/dynamic.ts";
import type { Step } from "../syntax/ast.ts";
import type { Column, Dynamic, Row, Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import { isBag, isList } from "../values/dynamic.ts";
import { oneName, scopeOf } from "./project.ts";
import { countOf } from "./where.ts";

type MvExpand = Extract<Step, { kind: "mv-expand" }>;

/** `mv-expand`: a row for each item of arrays and bags; several go side by side, the shorter filled with null. */
export function mvExpand(binder: Binder, relation: Relation, step: MvExpand, names: Names): Relation {
  const scope = scopeOf(relation, names);
  const columns: Column[] = [...relation.columns];
  const items = step.items.map((item) => {
    const bound = binder.expression(item.of, scope);
    if (bound.type !== "dynamic")
      throw semanticError("not-dynamic", `'mv-expand' takes arrays and bags, no ${bound.type}`, item.of.at);
    const type = item.to ?? "dynamic";
    const name = oneName(item) ?? bound.name ?? `Column${columns.length}`;
    const found = columns.findIndex((column) => column.name === name);
    const index = found < 0 ? columns.length : found;
    columns[index] = { name, type };
    return { value: bound.value, type, index };
  });
  const indexPlace =
    step.itemIndex === undefined ? undefined : columns.push({ name: step.itemIndex, type: "long" }) - 1;
  const most = step.limit ? countOf(binder, step.limit, names, "mv-expand") : () => 1_048_576;
  const rows = () => {
    const made: Row[] = [];
    for (const row of relation.rows()) {
      const lists = items.map((item) => itemsOf(item.value(row) as Dynamic, step.isArray));
      const length = Math.min(most(), Math.max(...lists.map((list) => list.length)));
      for (let at = 0; at < length; at++) {
        const next = [...row];
        for (const [which, { type, index }] of items.entries()) {
          next[index] = convert((lists[which] as readonly Dynamic[])[at] ?? null, "dynamic", type) as Value;
        }
        if (indexPlace !== undefined) next[indexPlace] = at;
        binder.env.budget.hold(columns.length);
        made.push(next);
      }
    }
    return made;
  };
  return { columns, isSerialized: relation.isSerialized, rows };
}

/** What an array, a bag or a single value comes to; nothing, and what is empty, is one null. */
function itemsOf(value: Dynamic, isArray: boolean): readonly Dynamic[] {
  if (isList(value)) return value.length > 0 ? value : [null];
  if (!isBag(value)) return [value];
  const entries = Object.entries(value);
  if (entries.length === 0) return [null];
  return entries.map(([key, item]) => (isArray ? [key, item] : bagOf([[key, item]])));
}
