import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  stringify,
  visit,
  type YAMLMap,
} from "yaml";
import { isObject } from "../../json/json.ts";
import { blockOf, earlierRef, type NextVersion } from "./next-version.ts";
import { edited, type TextEdit } from "./text-edits.ts";

/** Edits a document as text; undefined when its layout is not one that is understood. */
export function changeYaml(text: string, next: NextVersion): { text: string; value: unknown } | undefined {
  const document = parseDocument(text, { uniqueKeys: true });
  const pair = pairAt(document.contents, ["components", "messages", next.message]);
  const message = pair?.value;
  if (pair === undefined || !isMap(message) || message.flow === true) return undefined;
  const version = pairAt(message, ["x-eventwright", "version"])?.value;
  const payload = pairAt(message, ["payload", "$ref"])?.value;
  const block = pairAt(message, ["x-eventwright"]);
  if (!isScalar(version) || !isScalar(payload) || block === undefined) return undefined;
  // What stands there becomes the earlier version, which never changes again: others may refer to its anchors.
  const edits: TextEdit[] = [
    ...earlierEdits(text, pair, message, block, next),
    insertAfter(
      text,
      pair,
      newestText(text, pair, message, [
        replace(version, String(next.version + 1)),
        replace(payload, quotedLike(payload, next.payload)),
      ]),
    ),
    ...(next.sunset === undefined ? [] : beside(document, text, next)),
  ];
  const result = edited(text, edits);
  const after = parseDocument(result, { uniqueKeys: true });
  return after.errors.length > 0 ? undefined : { text: result, value: after.toJS({ maxAliasCount: 1000 }) };
}

/** Makes the component the earlier version: another key, another block, and a name, which the key does not say any more. */
function earlierEdits(text: string, pair: Pair, message: YAMLMap, block: Pair, next: NextVersion): TextEdit[] {
  const key = pair.key as Scalar;
  const first = rangeOf(message.items[0]?.key as Scalar)[0];
  const indent = text.slice(startOfLine(text, first), first);
  const name = pairAt(message, ["name"]) === undefined ? `name: ${next.message}\n${indent}` : "";
  return [
    replace(key, next.earlier),
    { start: first, end: first, text: name },
    {
      start: rangeOf(block.key as Scalar)[0],
      end: endOf(text, block),
      text: `x-eventwright: ${flowMap(blockOf(next))}`,
    },
  ];
}

/** The component of the newest version: what stood there, with some words changed. */
function newestText(text: string, pair: Pair, message: YAMLMap, edits: readonly TextEdit[]): string {
  const start = startOfLine(text, rangeOf(pair.key as Scalar)[0]);
  return withoutAnchors(edited(text, edits, start, endOf(text, pair)), message);
}

/** An anchor stands for the first of two copies; what refers to it refers to the same thing still. */
function withoutAnchors(copy: string, message: YAMLMap): string {
  let result = copy;
  visit(message, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor === undefined) return;
      const anchor = `&${node.anchor}`;
      // A list item whose fields begin on the next line moves up beside its dash; what else follows on lines stays there.
      const item = new RegExp(`- ${escaped(anchor)}[ ]*\\n[ ]+`);
      const alone = new RegExp(`[ ]*${escaped(anchor)}(?=[ ]*\\n)`);
      if (item.test(result)) result = result.replace(item, "- ");
      else if (alone.test(result)) result = result.replace(alone, "");
      else result = result.replace(new RegExp(`${escaped(anchor)}[ ]+`), "");
    },
  });
  return result;
}

/** Entries of channels and operations that name the message get a neighbour that names its earlier version. */
function beside(document: Document, text: string, next: NextVersion): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const [section, pattern] of [
    ["channels", /^#\/components\/messages\/(.*)$/],
    ["operations", /^#\/channels\/[^/]+\/messages\/(.*)$/],
  ] as const) {
    const entries = pairAt(document.contents, [section])?.value;
    for (const entry of isMap(entries) ? entries.items : []) {
      const messages = pairAt(entry.value, ["messages"])?.value;
      if (!isMap(messages) && !isSeq(messages)) continue;
      for (const item of messages.items) edits.push(...neighbour(text, item, messages.flow === true, pattern, next));
    }
  }
  return edits;
}

function neighbour(text: string, item: unknown, isFlow: boolean, pattern: RegExp, next: NextVersion): TextEdit[] {
  const value = isPair(item) ? item.value : item;
  const ref = pairAt(value, ["$ref"])?.value;
  if (!isScalar(ref) || !isMap(value)) return [];
  const wanted = earlierRef({ $ref: ref.value }, next, pattern);
  if (wanted === undefined) return [];
  const renamed = [
    replace(ref, quotedLike(ref, wanted)),
    ...(isPair(item) ? [replace(item.key as Scalar, next.earlier)] : []),
  ];
  const node = isPair(item) ? (item.key as Scalar) : value;
  const end = endOf(text, isPair(item) ? item : value);
  if (isFlow) return [{ start: end, end, text: `, ${edited(text, renamed, rangeOf(node)[0], end)}` }];
  return [{ start: end, end, text: `\n${edited(text, renamed, startOfLine(text, rangeOf(node)[0]), end)}` }];
}

function pairAt(node: unknown, path: readonly string[]): Pair | undefined {
  const [first, ...rest] = path;
  if (!isMap(node)) return undefined;
  const found = node.items.find(({ key }) => isScalar(key) && String(key.value) === first);
  return rest.length === 0 || found === undefined ? found : pairAt(found.value, rest);
}

function rangeOf(node: Node): readonly [number, number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}

/** Where a value ends; comments and empty lines behind it are not part of it. */
function endOf(text: string, node: unknown): number {
  if (isPair(node)) return node.value === null ? rangeOf(node.key as Node)[1] : endOf(text, node.value);
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return endOf(text, last);
  }
  const [start, end] = rangeOf(node as Node);
  return start + text.slice(start, end).trimEnd().length;
}

function replace(node: Scalar, text: string): TextEdit {
  const [start, end] = rangeOf(node);
  return { start, end, text };
}

function insertAfter(text: string, pair: Pair, inserted: string): TextEdit {
  const at = endOf(text, pair);
  const line = text.indexOf("\n", at);
  const end = line < 0 ? text.length : line;
  return { start: end, end, text: `\n${inserted}` };
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** A text in the quotes that another one had. */
function quotedLike(node: Scalar, text: string): string {
  if (node.type === "QUOTE_DOUBLE") return JSON.stringify(text);
  if (node.type === "QUOTE_SINGLE") return `'${text.replaceAll("'", "''")}'`;
  return text;
}

/** A map on one line, as people write it. */
function flowMap(value: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(value).map(([key, entry]) => {
    const text = Array.isArray(entry) ? `[${entry.map(flowScalar).join(", ")}]` : flowScalar(entry);
    return `${key}: ${text}`;
  });
  return `{ ${entries.join(", ")} }`;
}

function flowScalar(value: unknown): string {
  if (isObject(value)) return flowMap(value);
  return stringify(value, { collectionStyle: "flow" }).trimEnd();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
