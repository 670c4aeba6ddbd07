import type { Cursor } from "./cursor.ts";

/** Whether rows begin here by their first word; a table's name or a call may be a scalar as well. */
export function beginsQuery(cursor: Cursor): boolean {
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  if (first.kind !== "name") return false;
  switch (first.text) {
    case "datatable":
      return second.text === "(";
    case "range":
      return second.kind === "name" && cursor.is("from", 2);
    case "print":
      return second.kind !== "end" && !["=", ",", ")", "."].includes(second.text);
    case "union":
      return second.kind === "name" || second.text === "(" || second.text === "[";
    case "search":
    case "find":
      return second.kind === "literal" || (second.kind === "name" && second.text !== "on");
    default:
      return false;
  }
}
