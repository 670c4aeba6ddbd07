import { type Bound, constant } from "../bind/bound.ts";
import type { Binder, Names, Relation } from "../bind/scope.ts";
import { bindTextOperator } from "../bind/text-operators.ts";
import { unsupported } from "../error.ts";
import type { Expression, Query, SearchStep } from "../syntax/ast.ts";
import type { Row } from "../types.ts";
import { toText } from "../values/convert.ts";
import { union } from "./union.ts";

/** `search`: rows that have a term in any column. Over tables, `$table` says where a row is from. */
export function search(binder: Binder, step: SearchStep, names: Names, input?: Relation): Relation {
  const tables = step.tables.length > 0 ? step.tables : input ? [] : binder.env.tableNames;
  const queries = tables.map(
    (name): Query => ({ source: { kind: "table", name, at: step.at }, steps: [], at: step.at }),
  );
  const over =
    input ??
    union(
      binder,
      { kind: "union", join: "outer", withSource: "$table", isFuzzy: false, tables: queries, at: step.at },
      names,
    );
  binder.env.need(over.columns);
  const terms = termsOf(step.predicate);
  const columns = over.columns.map((column, index) => ({ ...column, index }));
  const tests = terms.map((term) => termTest(term, step.caseSensitive));
  return {
    columns: over.columns,
    isSerialized: over.isSerialized,
    rows: () =>
      over.rows().filter((row) => {
        binder.env.budget.step(columns.length);
        return tests.every((test) =>
          columns.some(({ index, type, name }) => name !== "$table" && test(toText(row[index] as Row[number], type))),
        );
      }),
  };
}

/** Texts that must all be there. */
function termsOf(predicate: Expression): string[] {
  if (predicate.kind === "literal" && predicate.type === "string") return [predicate.value as string];
  if (predicate.kind === "binary" && predicate.op === "and")
    return [...termsOf(predicate.left), ...termsOf(predicate.right)];
  throw unsupported("'search' with anything but texts and 'and'", predicate.at);
}

/** A term, or with `*` at its ends the end, the beginning or a part of one. */
function termTest(term: string, isSensitive: boolean): (text: string) => boolean {
  const [open, close] = [term.startsWith("*"), term.endsWith("*") && term.length > 1];
  const needle = term.slice(open ? 1 : 0, close ? -1 : undefined);
  const word = open && close ? "contains" : close ? "hasprefix" : open ? "hassuffix" : "has";
  let text = "";
  const left: Bound = { type: "string", value: () => text, isConstant: false, name: undefined, at: 0 };
  const op = isSensitive ? (`${word}_cs` as const) : word;
  const bound = bindTextOperator(op, left, constant("string", needle, 0), 0);
  return (candidate) => {
    text = candidate;
    return bound.value([]) === true;
  };
}
