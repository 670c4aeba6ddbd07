import type { Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

/** `render chart [with (name = value, …)]`: a hint for whoever draws the answer. */
export function parseRender(cursor: Cursor, at: number): Step {
  const chart = cursor.name("a chart").text;
  const properties: Record<string, string> = {};
  const parenthesis = cursor.accept("with");
  if (parenthesis) cursor.expect("(");
  while (cursor.peek().kind === "name" && cursor.is("=", 1)) {
    const name = cursor.take().text;
    cursor.take();
    properties[name] = value(cursor);
    if (!cursor.accept(",")) break;
  }
  if (parenthesis) cursor.expect(")");
  return { kind: "render", chart, properties, at };
}

/** A literal, or names separated by commas (`ycolumns = a, b`). */
function value(cursor: Cursor): string {
  const first = cursor.take();
  let text = first.type === "string" ? (first.value as string) : first.text;
  while (cursor.is(",") && cursor.peek(1).kind === "name" && !cursor.is("=", 2)) {
    cursor.take();
    text += `,${cursor.take().text}`;
  }
  return text;
}
