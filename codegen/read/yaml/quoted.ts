import { backslash, doubleQuote, singleQuote } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { NotPlain } from "./not-plain.ts";
import { foldLines, unescaped } from "./scalars.ts";

/** Behind the closing quote of what begins at a place; -1 when it is not closed before `limit`. */
export function quoteEnd(cursor: Cursor, start: number, limit: number): number {
  const { text } = cursor;
  const quote = cursor.code(start);
  for (let at = start + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash && quote === doubleQuote) at++;
    else if (code === quote) {
      if (quote === singleQuote && text.charCodeAt(at + 1) === singleQuote) at++;
      else return at + 1;
    }
  }
  return -1;
}

/** Reads a scalar in quotes, and all of its lines: those after the first are further in than `parent`. */
export function readQuoted(cursor: Cursor, parent: number): string {
  const start = cursor.at;
  const end = quoteEnd(cursor, start, cursor.text.length);
  if (end < 0) throw new NotPlain();
  cursor.at = end;
  const raw = cursor.text.slice(start + 1, end - 1);
  const isDouble = cursor.code(start) === doubleQuote;
  const text = raw.includes("\n") ? joined(raw.split("\n"), parent, isDouble) : raw;
  return isDouble ? unescaped(text) : text.replaceAll("''", "'");
}

function joined(lines: readonly string[], parent: number, isDouble: boolean): string {
  const shallow = lines.slice(1).some((line) => line.trim() !== "" && line.search(/[^ ]/) <= parent);
  if (shallow || (isDouble && lines.some((line) => line.endsWith("\\") || / \\|\\ $/.test(line)))) {
    throw new NotPlain();
  }
  const trimmed = lines.map((line, index) => {
    const left = index === 0 ? line : line.trimStart();
    return index === lines.length - 1 ? left : left.trimEnd();
  });
  // An empty first or last line is a line break or a space of its own kind.
  if (trimmed[0] === "" || trimmed.at(-1) === "") throw new NotPlain();
  return foldLines(trimmed);
}
