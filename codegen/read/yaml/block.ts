import { readName } from "./anchors.ts";
import { readBlockScalar } from "./block-scalar.ts";
import { ampersand, asterisk, doubleQuote, greater, hash, newline, pipe, singleQuote } from "./characters.ts";
import { beginsFlow, readFlow } from "./flow.ts";
import { blockKeyEnd, readKey } from "./keys.ts";
import { NotPlain } from "./not-plain.ts";
import { readPlain } from "./plain-scalar.ts";
import { readQuoted } from "./quoted.ts";
import type { Reading } from "./reading.ts";

/** Reads what begins here, further in than `parent`, and goes on to the next content. */
export function readBlock(reading: Reading, parent: number): unknown {
  if (reading.code(reading.at) === ampersand) return readAnchored(reading, parent);
  if (reading.isItem(reading.at)) return readList(reading, reading.indent);
  if (blockKeyEnd(reading) >= 0) return readMap(reading, reading.indent);
  return readInline(reading, parent);
}

/** `&name`, and on lines of its own the map or list that it names. */
function readAnchored(reading: Reading, parent: number): unknown {
  const name = readName(reading);
  const start = reading.at;
  reading.at = reading.overSpaces(start);
  if (beginsFlow(reading.code(reading.at))) {
    const value = reading.anchors.set(name, readFlow(reading, parent));
    reading.finishLine();
    return value;
  }
  reading.at = start;
  reading.finishLine();
  if (reading.indent <= parent) throw new NotPlain();
  return reading.anchors.set(name, readBlock(reading, parent));
}

function readList(reading: Reading, indent: number): unknown[] {
  const items: unknown[] = [];
  const places = reading.placesOf(items);
  while (reading.indent === indent && reading.isItem(reading.at)) {
    const at = reading.overSpaces(reading.at + 1);
    const code = reading.code(at);
    places?.set(String(items.length), code === newline || code === hash ? reading.at : at);
    if (code === newline || code === hash) {
      reading.at++;
      reading.finishLine();
      if (reading.indent > indent) places?.set(String(items.length), reading.at);
      items.push(reading.indent > indent ? readBlock(reading, indent) : null);
    } else {
      reading.indent = indent + at - reading.at;
      reading.at = at;
      items.push(readBlock(reading, indent));
    }
  }
  if (reading.indent > indent) throw new NotPlain();
  return items;
}

function readMap(reading: Reading, indent: number): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  const places = reading.placesOf(map);
  while (reading.indent === indent) {
    const end = blockKeyEnd(reading);
    if (end < 0) throw new NotPlain();
    const start = reading.at;
    const key = readKey(reading, end, map);
    places?.set(key, start);
    map[key] = readValueOfKey(reading, indent);
  }
  if (reading.indent > indent) throw new NotPlain();
  return map;
}

function readValueOfKey(reading: Reading, indent: number): unknown {
  const at = reading.overSpaces(reading.at);
  const code = reading.code(at);
  if (code !== newline && (code !== hash || at === reading.at)) {
    reading.at = at;
    return readInline(reading, indent);
  }
  reading.finishLine();
  if (reading.indent > indent) return readBlock(reading, indent);
  return reading.indent === indent && reading.isItem(reading.at) ? readList(reading, indent) : null;
}

/** Reads a value that begins within a line, and all of its lines. */
function readInline(reading: Reading, parent: number): unknown {
  const code = reading.code(reading.at);
  if (code === ampersand) return readAnchored(reading, parent);
  if (code === pipe || code === greater) return readBlockScalar(reading, parent);
  const isQuoted = code === doubleQuote || code === singleQuote;
  if (code !== asterisk && !isQuoted && !beginsFlow(code)) return readPlain(reading, parent);
  const value =
    code === asterisk
      ? reading.anchors.follow(readName(reading))
      : isQuoted
        ? readQuoted(reading, parent)
        : readFlow(reading, parent);
  reading.finishLine();
  return value;
}
