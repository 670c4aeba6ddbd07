import { readName } from "./anchors.ts";
import {
  ampersand,
  asterisk,
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  hash,
  newline,
  openBrace,
  openBracket,
  singleQuote,
  space,
} from "./characters.ts";
import { flowKeyEnd, readKey } from "./keys.ts";
import { NotPlain } from "./not-plain.ts";
import { readPlainInFlow } from "./plain-scalar.ts";
import { readQuoted } from "./quoted.ts";
import type { Reading } from "./reading.ts";

/** Whether a character begins a map or a list in brackets. */
export function beginsFlow(code: number): boolean {
  return code === openBrace || code === openBracket;
}

/** Reads a map or a list in brackets. All of its lines are further in than `parent`. */
export function readFlow(reading: Reading, parent: number): unknown {
  return reading.code(reading.at) === openBrace ? readMap(reading, parent) : readList(reading, parent);
}

function readList(reading: Reading, parent: number): unknown[] {
  const items: unknown[] = [];
  const places = reading.placesOf(items);
  reading.at++;
  if (closes(reading, closeBracket, parent)) return items;
  do {
    places?.set(String(items.length), reading.at);
    items.push(readValue(reading, parent));
  } while (goesOn(reading, closeBracket, parent));
  return items;
}

function readMap(reading: Reading, parent: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  const places = reading.placesOf(map);
  reading.at++;
  if (closes(reading, closeBrace, parent)) return map;
  do {
    const start = reading.at;
    const key = readKey(reading, flowKeyEnd(reading), map);
    places?.set(key, start);
    const first = skip(reading, parent);
    map[key] = first === comma || first === closeBrace ? null : readValue(reading, parent);
  } while (goesOn(reading, closeBrace, parent));
  return map;
}

/** Whether the bracket closes here; then goes on behind it. */
function closes(reading: Reading, bracket: number, parent: number): boolean {
  if (skip(reading, parent) !== bracket) return false;
  reading.at++;
  return true;
}

/** Goes on behind the comma or the bracket that follows. Whether another item comes: a comma before the bracket is none. */
function goesOn(reading: Reading, bracket: number, parent: number): boolean {
  const code = skip(reading, parent);
  reading.at++;
  if (code === bracket) return false;
  if (code !== comma) throw new NotPlain();
  return !closes(reading, bracket, parent);
}

function readValue(reading: Reading, parent: number): unknown {
  const code = reading.code(reading.at);
  if (beginsFlow(code)) return readFlow(reading, parent);
  if (code === asterisk) return reading.anchors.follow(readName(reading));
  if (code === ampersand) {
    const name = readName(reading);
    if (!beginsFlow(skip(reading, parent))) throw new NotPlain();
    return reading.anchors.set(name, readFlow(reading, parent));
  }
  if (code === doubleQuote || code === singleQuote) {
    const value = readQuoted(reading, parent);
    // `"a": b` within a list is a map of one.
    if (reading.code(reading.at) === colon) throw new NotPlain();
    return value;
  }
  return readPlainInFlow(reading);
}

/** To the next character within brackets, which it answers: over spaces, line breaks and comments. */
function skip(reading: Reading, parent: number): number {
  const { text } = reading;
  for (;;) {
    const code = text.charCodeAt(reading.at);
    if (code === space) reading.at++;
    else if (code === newline) {
      const start = reading.at + 1;
      reading.at = reading.overSpaces(start);
      const first = reading.code(reading.at);
      if (first !== newline && first !== hash && reading.at - start <= parent) throw new NotPlain();
    } else if (code === hash) {
      const before = text.charCodeAt(reading.at - 1);
      if (before !== space && before !== newline) throw new NotPlain();
      reading.at = reading.endOfLine(reading.at);
    } else if (Number.isNaN(code)) throw new NotPlain();
    else return code;
  }
}
