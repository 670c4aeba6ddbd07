import type { KeyComponent } from "./epk/component.ts";
import { hashV1 } from "./epk/hash-v1.ts";
import { hashV2, multiHash } from "./epk/hash-v2.ts";
import { badRequest, notSupported } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";

/** How a container spreads its items, read once from its definition. */
export interface KeyDefinition {
  readonly kind: "Hash" | "MultiHash";
  /** 1 when the definition has no version. */
  readonly version: 1 | 2;
  /** For each path, its property names: `/a/b` is `["a", "b"]`. */
  readonly paths: readonly (readonly string[])[];
}

/** Hierarchical keys have at most this many levels. */
const mostLevels = 3;
/** Bytes of a key at most, all components together. Version 1 takes as many, though only the first 100 tell keys apart. */
const longestKey = 2048;

/**
 * Reads the `partitionKey` of a container definition.
 * @throws CosmosError 400 when it is missing, malformed or of the retired kind Range.
 */
export function readKeyDefinition(raw: unknown): KeyDefinition {
  if (!isObject(raw) || !Array.isArray(raw["paths"]) || raw["paths"].length === 0) {
    throw badRequest("A container needs a partitionKey with at least one path.");
  }
  const kind = raw["kind"] ?? "Hash";
  if (kind !== "Hash" && kind !== "MultiHash") throw notSupported(`partition key kind ${JSON.stringify(kind)}`);
  const version = raw["version"] ?? 1;
  if (version !== 1 && version !== 2) throw badRequest("partitionKey.version must be 1 or 2.");
  const paths = raw["paths"].map((path: unknown) => readPath(path));
  if (kind === "Hash" && paths.length !== 1) throw badRequest("A partition key of kind Hash has exactly one path.");
  if (kind === "MultiHash" && raw["version"] === 1) throw badRequest("A hierarchical partition key has version 2.");
  if (new Set(paths.map((path) => JSON.stringify(path))).size < paths.length) {
    throw badRequest("The paths of a partition key must be different ones.");
  }
  if (paths.length > mostLevels) throw badRequest(`A hierarchical partition key has at most ${mostLevels} paths.`);
  return { kind, version: kind === "MultiHash" ? 2 : version, paths };
}

/**
 * Splits a path such as `/address/city` or `/"first name"` into property names.
 * @throws CosmosError 400 when it is not a path.
 */
export function readPath(path: unknown): string[] {
  if (typeof path !== "string" || !/^(\/("[^"]*"|[^/"]+))+$/.test(path)) {
    throw badRequest(`${JSON.stringify(path)} is not a property path.`);
  }
  const names = path.match(/\/("[^"]*"|[^/"]+)/g) ?? [];
  return names.map((name) => (name[1] === '"' ? name.slice(2, -1) : name.slice(1)));
}

/** The value at a path of property names, or `undefined`. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The partition key of a document. An object or array counts as absent, as in the SDK. */
export function keyOfDocument(definition: KeyDefinition, document: JsonObject): KeyComponent[] {
  return definition.paths.map((path) => {
    const value = valueAt(document, path);
    return typeof value === "object" && value !== null ? undefined : (value as KeyComponent);
  });
}

/**
 * Reads the partition key header, a JSON array in which `{}` means "absent".
 * @throws CosmosError 400 when it is anything else.
 */
export function readKeyHeader(text: string): KeyComponent[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed)) throw badRequest("The partition key header is not a JSON array.");
  return parsed.map((item: unknown) => {
    if (isObject(item) && Object.keys(item).length === 0) return undefined;
    if (typeof item === "object" && item !== null) throw badRequest("A partition key holds only simple values.");
    return item as KeyComponent;
  });
}

const cache = new Map<string, string>();
const cacheSize = 20_000;

/**
 * The effective partition key, the hex text that places a key in the container's key space. A hierarchical key may be
 * a prefix; its result is then the beginning of all effective keys below it.
 * @throws CosmosError 400 when the key is too long.
 */
export function effectiveKey(definition: KeyDefinition, key: readonly KeyComponent[]): string {
  const name = cacheName(definition, key);
  const known = cache.get(name);
  if (known !== undefined) return known;
  const bytes = key.reduce<number>((sum, part) => sum + (typeof part === "string" ? Buffer.byteLength(part) : 0), 0);
  if (bytes > longestKey) throw badRequest(`The partition key has ${bytes} bytes; at most ${longestKey} are allowed.`);
  const result = compute(definition, key);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(name, result);
  return result;
}

function compute(definition: KeyDefinition, key: readonly KeyComponent[]): string {
  if (definition.kind === "MultiHash") return multiHash(key);
  return definition.version === 1 ? hashV1(key[0]) : hashV2(key[0]);
}

function cacheName(definition: KeyDefinition, key: readonly KeyComponent[]): string {
  const parts = key.map((part) => (part === undefined ? "u" : Object.is(part, -0) ? "-0" : JSON.stringify(part)));
  return `${definition.kind}${definition.version}${parts.join()}`;
}
