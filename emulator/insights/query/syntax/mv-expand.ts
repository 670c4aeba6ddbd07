import type { Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseNamed } from "./expressions.ts";
import { parameters, word } from "./parameters.ts";

/** `mv-expand [bagexpansion=array] [with_itemindex=i] a, b = c to typeof(type) [limit n]` */
export function parseMvExpand(cursor: Cursor, at: number): Step {
  const given = parameters(cursor, ["bagexpansion", "kind", "with_itemindex"]);
  const expansion =
    word(given, "bagexpansion", ["bag", "array"] as const) ?? word(given, "kind", ["bag", "array"] as const);
  const items = cursor.list(() => {
    const named = parseNamed(cursor);
    if (!cursor.accept("to")) return { ...named, to: undefined };
    cursor.expect("typeof");
    cursor.expect("(");
    const to = cursor.type();
    cursor.expect(")");
    return { ...named, to };
  });
  const limit = cursor.accept("limit") ? parseExpression(cursor) : undefined;
  const itemIndex = given.get("with_itemindex")?.text;
  return { kind: "mv-expand", items, isArray: expansion === "array", itemIndex, limit, at };
}
