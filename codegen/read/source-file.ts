import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Location, Position, Report } from "../diagnostics/diagnostic.ts";
import { segmentsOf } from "../json/pointer.ts";
import { type Offsets, parsePlainYaml } from "./yaml/plain-yaml.ts";

/** A file of the contract, parsed. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
  /** Where a pointer's key (or list item) stands; the nearest place above it when there is none. */
  positionOf(pointer: string): Position;
}

/** Parses YAML or, by the file's name, JSON. Syntax errors are reported; the value is then what could be understood. */
export function parseSource(path: string, text: string, report: Report): SourceFile {
  // What is written in another language, such as Protobuf, is a text.
  if (/\.(proto|raml|xsd|xml|graphql|gql|md|txt|html?)$/i.test(path)) {
    return { path, text, value: text, positionOf: () => ({ line: 1, column: 1 }) };
  }
  return path.endsWith(".json") ? parseJson(path, text, report) : parseYaml(path, text, report);
}

function parseYaml(path: string, text: string, report: Report): SourceFile {
  const plain = parsePlainYaml(text);
  if (plain !== undefined) return { path, text, value: plain.value, positionOf: locatorOf(text) };
  const { document, lines } = parse(text);
  for (const { message, pos } of document.errors) {
    report("yaml-syntax", { file: path, pointer: "", ...positionAt(lines, pos[0]) }, `${message}.`);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    report("yaml-syntax", { file: path, pointer: "" }, `${(error as Error).message}.`);
  }
  return { path, text, value, positionOf: (pointer) => locate(document, lines, pointer) };
}

/** JSON is parsed by JSON.parse, which is many times faster; places are looked up only when a finding needs one. */
function parseJson(path: string, text: string, report: Report): SourceFile {
  const positionOf = locatorOf(text);
  try {
    return { path, text, value: JSON.parse(text), positionOf };
  } catch (error) {
    const at: Location & Partial<Position> = { file: path, pointer: "", ...jsonErrorPosition(text, error as Error) };
    report("json-syntax", at, `${(error as Error).message.replace(/\.$/, "")}.`);
    return { path, text, value: undefined, positionOf };
  }
}

/** Finds places in a text. Where everything stands is found out when the first place is asked for. */
function locatorOf(text: string): (pointer: string) => Position {
  let find: ((pointer: string) => Position) | undefined;
  return (pointer) => {
    find ??= plainLocatorOf(text) ?? fullLocatorOf(text);
    return find(pointer);
  };
}

function fullLocatorOf(text: string): (pointer: string) => Position {
  const { document, lines } = parse(text);
  return (pointer) => locate(document, lines, pointer);
}

/** JSON is plain YAML too, unless something rare stands in it. */
function plainLocatorOf(text: string): ((pointer: string) => Position) | undefined {
  const offsets: Offsets = new Map();
  const root = parsePlainYaml(text, offsets);
  if (root === undefined) return undefined;
  const lines = lineStartsOf(text);
  const start = Math.max(0, text.search(/^ *[^ #\n]/m));
  return (pointer) => {
    let { value } = root;
    let offset = start;
    for (const segment of segmentsOf(pointer) ?? []) {
      const place = typeof value === "object" && value !== null ? offsets.get(value)?.get(segment) : undefined;
      if (place === undefined) break;
      offset = place;
      value = (value as Record<string, unknown>)[segment];
    }
    return positionIn(lines, offset);
  };
}

/** Offsets at which lines begin. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function parse(text: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter();
  return {
    document: parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, merge: true }),
    lines,
  };
}

function jsonErrorPosition(text: string, { message }: Error): Position {
  const offset = /at position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function locate(document: Document, lines: LineCounter, pointer: string): Position {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const segment of segmentsOf(pointer) ?? []) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isCollection(node)) break;
    const item = isMap(node) ? pairOf(node, segment, document) : node.items[Number(segment)];
    if (item === undefined) break;
    const anchor = isPair(item) ? item.key : item;
    node = isPair(item) ? item.value : item;
    offset = (anchor as Node).range?.[0] ?? offset;
  }
  return positionAt(lines, offset);
}

/** The pair of a key: of the map itself, else of a map that is merged into it (`<<`). */
function pairOf(map: YAMLMap, key: string, document: Document): Pair | undefined {
  const named = (name: string) => map.items.filter((pair) => isScalar(pair.key) && nameOf(pair.key) === name);
  const [found] = named(key);
  if (found !== undefined) return found;
  const merged = named("<<").flatMap(({ value }) => (isSeq(value) ? value.items : [value]));
  for (const each of merged) {
    const source = isAlias(each) ? each.resolve(document) : each;
    const inSource = isMap(source) ? pairOf(source, key, document) : undefined;
    if (inSource !== undefined) return inSource;
  }
  return undefined;
}

/** In a parsed document the key `<<` is a symbol. */
function nameOf({ value }: Scalar): string {
  return typeof value === "symbol" ? (value.description ?? "") : String(value);
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
