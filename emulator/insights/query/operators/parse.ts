import type { Binder, Names, Relation } from "../bind/scope.ts";
import { textOf } from "../bind/text-operators.ts";
import { semanticError, unsupported } from "../error.ts";
import type { ParsePart, Step } from "../syntax/ast.ts";
import type { Column, Type, Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import { mapRows, scopeOf } from "./project.ts";

type Parse = Extract<Step, { kind: "parse" }>;

/** `parse`: columns that are cut out of a text; where it does not match they are null. `parse-where` drops such rows. */
export function parseRows(binder: Binder, relation: Relation, step: Parse, names: Names): Relation {
  if (step.mode !== "simple" && step.mode !== "relaxed") throw unsupported(`'parse kind=${step.mode}'`, step.at);
  if (step.flags !== "") throw unsupported("'flags' of 'parse'", step.at);
  const scope = scopeOf(relation, names);
  const text = textOf(binder.expression(step.of, scope), step.where ? "parse-where" : "parse");
  checkPattern(step.pattern);
  const columns = [...relation.columns];
  const places = step.pattern.map((part) => {
    if (part.kind !== "column") return undefined;
    const found = columns.findIndex((column) => column.name === part.name);
    const index = found < 0 ? columns.length : found;
    columns[index] = { name: part.name, type: part.type } satisfies Column;
    return index;
  });
  const isStrict = step.mode === "simple";
  const rows = () => {
    const made = mapRows(binder, relation, scope.frame, (row) => {
      const found = match(text(row), step.pattern, isStrict);
      const next: Value[] = [...row];
      for (const [at, place] of places.entries()) {
        if (place === undefined) continue;
        const type = (columns[place] as Column).type;
        next[place] = found ? (found[at] as Value) : type === "string" ? "" : null;
      }
      return found || !step.where ? next : [];
    });
    return step.where ? made.filter((row) => row.length > 0) : made;
  };
  return { columns, isSerialized: relation.isSerialized, rows };
}

function checkPattern(pattern: readonly ParsePart[]): void {
  for (const [index, part] of pattern.entries()) {
    const next = pattern[index + 1];
    if (part.kind === "text" || next === undefined || next.kind === "text") continue;
    if (part.kind === "column" && part.type !== "string" && next.kind === "any") continue;
    throw semanticError("bad-pattern", "Two columns of 'parse' want a text between them", next.at);
  }
}

/** The values of the parts; undefined when the text does not match. */
function match(text: string, pattern: readonly ParsePart[], isStrict: boolean): Value[] | undefined {
  const values: Value[] = [];
  let at = 0;
  for (const [index, part] of pattern.entries()) {
    const next = pattern[index + 1];
    if (part.kind === "text") {
      if (!text.startsWith(part.text, at)) return undefined;
      at += part.text.length;
      values.push(null);
      continue;
    }
    const taken = take(text, at, part, next);
    if (taken === undefined) return undefined;
    at += taken.length;
    const value = part.kind === "column" ? read(taken, part.type) : "";
    if (value === null && isStrict) return undefined;
    values.push(value);
  }
  return at === text.length ? values : undefined;
}

/** What belongs to a column or `*`: up to the text that follows, else to the end. */
function take(text: string, at: number, part: ParsePart, next: ParsePart | undefined): string | undefined {
  if (next?.kind === "text") {
    const end = text.indexOf(next.text, at);
    return end < 0 ? undefined : text.slice(at, end);
  }
  if (next?.kind === "any" && part.kind === "column" && part.type !== "string") {
    return /^\s*[+-]?[\d.:]+/.exec(text.slice(at))?.[0] ?? "";
  }
  return text.slice(at);
}

const read = (text: string, type: Type): Value => convert(text, "string", type);
