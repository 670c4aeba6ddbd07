import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  hash,
  indicators,
  openBrace,
  openBracket,
  singleQuote,
} from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { NotPlain } from "./not-plain.ts";
import { quoteEnd } from "./quoted.ts";
import { resolvePlain } from "./resolve-plain.ts";
import { unescaped } from "./scalars.ts";

/** A key of more than 1,024 characters is none in YAML. What comes near is left to the full parser. */
const longestKey = 1000;

/** Where the key ends that begins a line here: at its colon, or behind its quote. -1 when no key stands here. */
export function blockKeyEnd(cursor: Cursor): number {
  const { text, at: start } = cursor;
  const code = cursor.code(start);
  const lineEnd = cursor.endOfLine(start);
  if (code === doubleQuote || code === singleQuote) {
    const end = quoteEnd(cursor, start, lineEnd);
    if (end < 0) return -1;
    const at = cursor.overSpaces(end);
    return cursor.code(at) === colon && cursor.isBreak(at + 1) ? end : -1;
  }
  if (indicators.has(code)) return -1;
  for (let at = start; at < lineEnd; at++) {
    if (text.charCodeAt(at) !== colon || !cursor.isBreak(at + 1)) continue;
    const hasComment = text.slice(start, at).includes(" #");
    if (hasComment || at === start) throw new NotPlain();
    return at;
  }
  return -1;
}

/** Where the key ends that stands here within braces: at its colon, or behind its quote. */
export function flowKeyEnd(cursor: Cursor): number {
  const { text, at: start } = cursor;
  const code = cursor.code(start);
  const lineEnd = cursor.endOfLine(start);
  if (code === doubleQuote || code === singleQuote) {
    const end = quoteEnd(cursor, start, lineEnd);
    if (end < 0 || cursor.code(end) !== colon || !cursor.isBreak(end + 1)) throw new NotPlain();
    return end;
  }
  if (indicators.has(code)) throw new NotPlain();
  for (let at = start; at < lineEnd; at++) {
    const here = text.charCodeAt(at);
    if (here === colon && cursor.isBreak(at + 1)) {
      if (at === start) throw new NotPlain();
      return at;
    }
    if (
      here === comma ||
      here === openBracket ||
      here === closeBracket ||
      here === openBrace ||
      here === closeBrace ||
      here === hash
    ) {
      throw new NotPlain();
    }
  }
  throw new NotPlain();
}

/** Reads the key of a map up to `end`, and its colon. */
export function readKey(cursor: Cursor, end: number, map: object): string {
  const key = keyOf(cursor, cursor.at, end);
  if (Object.hasOwn(map, key) || key === "__proto__" || key === "<<") throw new NotPlain();
  cursor.at = cursor.text.indexOf(":", end) + 1;
  return key;
}

function keyOf(cursor: Cursor, start: number, end: number): string {
  if (end - start > longestKey) throw new NotPlain();
  const code = cursor.code(start);
  if (code === doubleQuote) return unescaped(cursor.text.slice(start + 1, end - 1));
  if (code === singleQuote) return cursor.text.slice(start + 1, end - 1).replaceAll("''", "'");
  const text = cursor.text.slice(start, end).trimEnd();
  cursor.refuseMark(start);
  const value = resolvePlain(text);
  if (typeof value === "string" || (typeof value === "number" && String(value) === text)) return text;
  throw new NotPlain();
}
