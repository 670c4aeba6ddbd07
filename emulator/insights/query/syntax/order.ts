import type { OrderKey } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";

/** `by` and the keys. */
export function parseOrderKeys(cursor: Cursor): OrderKey[] {
  cursor.expect("by");
  return cursor.list(() => parseOrderKey(cursor));
}

/** A key; descending unless said otherwise, nulls at the end of the small values. */
export function parseOrderKey(cursor: Cursor): OrderKey {
  const of = parseExpression(cursor);
  const descending = !cursor.accept("asc");
  if (descending) cursor.accept("desc");
  let nulls: OrderKey["nulls"] = descending ? "last" : "first";
  if (cursor.accept("nulls")) {
    nulls = cursor.accept("first") ? "first" : "last";
    if (nulls === "last") cursor.expect("last", " after 'nulls', or 'first',");
  }
  return { of, descending, nulls };
}
