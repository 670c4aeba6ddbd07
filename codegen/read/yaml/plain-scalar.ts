import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  dash,
  hash,
  indicators,
  newline,
  openBrace,
  openBracket,
  question,
  space,
} from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { NotPlain } from "./not-plain.ts";
import { resolvePlain } from "./resolve-plain.ts";
import { foldLines } from "./scalars.ts";

/** Reads a scalar without quotes outside brackets, all of its lines, and goes on to the next content. */
export function readPlain(cursor: Cursor, parent: number): unknown {
  if (indicators.has(cursor.code(cursor.at))) throw new NotPlain();
  cursor.refuseMark(cursor.at);
  const lines: string[] = [];
  let isOpen = true;
  for (;;) {
    const end = cursor.endOfLine(cursor.at);
    const whole = cursor.text.slice(cursor.at, end);
    const comment = whole.indexOf(" #");
    const hasComment = comment >= 0;
    const line = (hasComment ? whole.slice(0, comment) : whole).trimEnd();
    if (/:(?: |$)/.test(line)) throw new NotPlain();
    lines.push(line);
    if (hasComment) isOpen = false;
    cursor.at = end + 1;
    const next = lookAhead(cursor, parent);
    if (next === undefined) break;
    if (!isOpen) throw new NotPlain();
    for (let empty = 0; empty < next.empty; empty++) lines.push("");
    cursor.at = next.at;
  }
  cursor.nextLine();
  return lines.length === 1 ? resolvePlain(lines[0] ?? "") : resolvePlain(foldLines(lines));
}

/** The next line, if it goes on with the scalar before it: it is further in than `parent`. */
function lookAhead(cursor: Cursor, parent: number): { readonly at: number; readonly empty: number } | undefined {
  let at = cursor.at;
  let empty = 0;
  while (at < cursor.text.length) {
    const start = at;
    at = cursor.overSpaces(at);
    const code = cursor.code(at);
    if (code !== newline) {
      if (at >= cursor.text.length || at - start <= parent) return undefined;
      // A comment ends a scalar. What is further in after it, no rule allows.
      return code === hash ? undefined : { at, empty };
    }
    at++;
    empty++;
  }
  return undefined;
}

/** Reads a scalar without quotes within brackets, up to what ends it. */
export function readPlainInFlow(cursor: Cursor): unknown {
  const { text, at: start } = cursor;
  const code = cursor.code(start);
  if (indicators.has(code)) throw new NotPlain();
  cursor.refuseMark(start);
  let at = start;
  for (; ; at++) {
    const here = text.charCodeAt(at);
    // What goes on after a line break is no comma and no bracket, so that it is refused there.
    if (here === comma || here === closeBracket || here === closeBrace || here === newline) break;
    if (here === colon && endsKeyInFlow(cursor.code(at + 1))) throw new NotPlain();
    if (here === hash && cursor.code(at - 1) === space) throw new NotPlain();
    if (here === openBracket || here === openBrace || Number.isNaN(here)) throw new NotPlain();
  }
  if (at === start + 1 && (code === dash || code === question || code === colon)) throw new NotPlain();
  cursor.at = at;
  return resolvePlain(text.slice(start, at).trimEnd());
}

/** Whether a colon before this character may be one between a key and its value. */
function endsKeyInFlow(code: number): boolean {
  return (
    code === space ||
    code === newline ||
    code === comma ||
    code === closeBracket ||
    code === closeBrace ||
    code === openBracket ||
    code === openBrace
  );
}
