import type { SearchStep } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parameters, word } from "./parameters.ts";

/** `search [kind=…] [in (tables)] predicate`; a string alone is looked for in every column. */
export function parseSearch(cursor: Cursor, at: number): SearchStep {
  const kind = word(parameters(cursor, ["kind"]), "kind", ["default", "case_insensitive", "case_sensitive"] as const);
  let tables: string[] = [];
  if (cursor.accept("in")) {
    cursor.expect("(");
    tables = cursor.list(() => cursor.name("a table").text);
    cursor.expect(")");
  }
  return { kind: "search", caseSensitive: kind === "case_sensitive", tables, predicate: parseExpression(cursor), at };
}
