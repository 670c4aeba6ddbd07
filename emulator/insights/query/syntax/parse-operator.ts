import { syntaxError } from "../error.ts";
import type { ParsePart, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parameters, word } from "./parameters.ts";

/** `parse [kind=…] [flags=…] expression with * "text" column: type …` */
export function parseParse(cursor: Cursor, where: boolean, at: number): Step {
  const given = parameters(cursor, ["kind", "flags"]);
  const mode = word(given, "kind", ["simple", "relaxed", "regex"] as const) ?? "simple";
  const flags = given.get("flags")?.text ?? "";
  const of = parseExpression(cursor);
  cursor.expect("with");
  const pattern: ParsePart[] = [];
  while (!["|", ")", ";", "}"].includes(cursor.peek().text) && cursor.peek().kind !== "end") pattern.push(part(cursor));
  if (pattern.length === 0) throw syntaxError("'with' wants a pattern", cursor.at);
  return { kind: "parse", where, mode, flags, of, pattern, at };
}

function part(cursor: Cursor): ParsePart {
  const token = cursor.peek();
  if (cursor.accept("*")) return { kind: "any", at: token.at };
  if (token.kind === "literal" && token.type === "string") {
    return { kind: "text", text: cursor.take().value as string, at: token.at };
  }
  const { text: name } = cursor.name("a column");
  return { kind: "column", name, type: cursor.accept(":") ? cursor.type() : "string", at: token.at };
}
