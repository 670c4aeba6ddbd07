import type { Expression, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseNamed } from "./expressions.ts";
import { parameters, word } from "./parameters.ts";

/** `make-series a = agg() [default = x] on axis [from a to b] step c [by …]` */
export function parseMakeSeries(cursor: Cursor, at: number): Step {
  const kind = word(parameters(cursor, ["kind"]), "kind", ["nonempty"] as const);
  const aggregates = cursor.list(() => {
    const named = parseNamed(cursor);
    let fallback: Expression | undefined;
    if (cursor.accept("default")) {
      cursor.expect("=");
      fallback = parseExpression(cursor);
    }
    return { ...named, fallback };
  });
  cursor.expect("on");
  const axis = parseNamed(cursor);
  const from = cursor.accept("from") ? parseExpression(cursor) : undefined;
  const to = cursor.accept("to") ? parseExpression(cursor) : undefined;
  cursor.expect("step");
  const step = parseExpression(cursor);
  const by = cursor.accept("by") ? cursor.list(() => parseNamed(cursor)) : [];
  return { kind: "make-series", isNeverEmpty: kind === "nonempty", aggregates, axis, from, to, step, by, at };
}
