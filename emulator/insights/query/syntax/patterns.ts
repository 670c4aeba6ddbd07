import type { NamePattern } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

/** Names of columns, which may have `*` in them. */
export function parsePatterns(cursor: Cursor, isOrdered: boolean): NamePattern[] {
  return cursor.list(() => {
    const { at } = cursor.peek();
    const pattern = parsePattern(cursor);
    const order = isOrdered ? orders.find((each) => accept(cursor, each)) : undefined;
    return order === undefined ? { pattern, at } : { pattern, at, order };
  });
}

const orders = ["asc", "desc", "granny-asc", "granny-desc"] as const;

function accept(cursor: Cursor, order: string): boolean {
  const [first, second] = order.split("-") as [string, string?];
  if (second === undefined) return cursor.accept(first);
  if (!cursor.is(first) || !cursor.is("-", 1) || !cursor.is(second, 2)) return false;
  for (let count = 3; count > 0; count--) cursor.take();
  return true;
}

function parsePattern(cursor: Cursor): string {
  const bracketed = cursor.bracketedName();
  if (bracketed) return bracketed.text;
  if (!cursor.is("*") && cursor.peek().kind !== "name") throw cursor.fail("The name of a column is expected");
  let { text, end } = cursor.take();
  while (cursor.at === end && (cursor.is("*") || cursor.peek().kind === "name")) {
    const token = cursor.take();
    text += token.text;
    end = token.end;
  }
  return text;
}

/** `new = old` */
export function parseRenames(cursor: Cursor) {
  return cursor.list(() => {
    const { text: to, at } = cursor.name("a column");
    cursor.expect("=");
    return { to, from: cursor.name("a column").text, at };
  });
}
