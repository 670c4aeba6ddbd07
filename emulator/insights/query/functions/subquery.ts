import type { Bound } from "../bind/bound.ts";
import { semanticError } from "../error.ts";
import type { Expression } from "../syntax/ast.ts";
import type { Value } from "../types.ts";
import type { Call, Functions } from "./function.ts";

/** `toscalar(rows)`: the first value of the first row, worked out once; null when there is no row. */
function bindToScalar(call: Call): Bound {
  const of = call.args[0]?.of;
  const query =
    of?.kind === "query"
      ? of.query
      : of?.kind === "name"
        ? { source: { kind: "table" as const, name: of.name, at: of.at }, steps: [], at: of.at }
        : of?.kind === "call"
          ? { source: { kind: "call" as const, name: of.name, args: of.args, at: of.at }, steps: [], at: of.at }
          : undefined;
  if (!query) return call.binder.expression(of as Expression, { columns: [], names: call.scope.names });
  const relation = call.binder.query(query, call.scope.names);
  const [column] = relation.columns;
  if (!column) throw semanticError("no-columns", "'toscalar' takes rows with a column", call.at);
  call.binder.env.need([column]);
  let known: { readonly value: Value } | undefined;
  const value = () => {
    known ??= { value: relation.rows()[0]?.[0] ?? (column.type === "string" ? "" : null) };
    return known.value;
  };
  return { type: column.type, value, isConstant: true, name: undefined, at: call.at };
}

/** Functions that take rows and give a value. */
export const subqueries: Functions = { toscalar: { kind: "special", count: [1, 1], bind: bindToScalar } };
