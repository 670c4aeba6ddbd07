import { isObject, type JsonObject } from "../json.ts";

/** A node of the tree of a policy's paths. */
interface PathNode {
  readonly children: Map<string, PathNode>;
  /** What holds for everything below (`/*`), where it is said. */
  below: boolean | undefined;
  /** What holds for the scalar right here (`/?`), where it is said. */
  here: boolean | undefined;
}

const makeNode = (): PathNode => ({ children: new Map(), below: undefined, here: undefined });

/** What an indexing policy comes to. */
export interface Indexing {
  /** Counts the values of a document that are indexed. */
  count(document: JsonObject): number;
  /** Counts those that go and those that come when a document is overwritten. */
  changed(before: JsonObject, after: JsonObject): number;
}

/**
 * Reads an indexing policy. The more precise path wins; an unreadable path counts for nothing.
 * @param policy as the client gave it; undefined: everything is indexed
 */
export function readIndexing(policy: unknown): Indexing {
  const given = isObject(policy) ? policy : {};
  if (String(given["indexingMode"] ?? "consistent").toLowerCase() === "none")
    return { count: () => 0, changed: () => 0 };
  const root = makeNode();
  enter(root, given["includedPaths"] ?? [{ path: "/*" }], true);
  enter(root, given["excludedPaths"] ?? [], false);
  return {
    count: (document) => count(document, root, false),
    changed: (before, after) => changed(before, after, root, false),
  };
}

/** A path that Azure leaves out of every index. */
const etagPath = '/"_etag"/?';

/**
 * An indexing policy with what Azure adds to it: mode, all paths where none are named, the etag left out.
 * @param policy as the client gave it, whole, in part or not at all
 */
export function completeIndexing(policy: unknown): JsonObject {
  const given = isObject(policy) ? policy : {};
  const indexingMode = String(given["indexingMode"] ?? "consistent").toLowerCase();
  if (indexingMode === "none") {
    return { automatic: false, includedPaths: [], excludedPaths: [], ...given, indexingMode };
  }
  const { includedPaths = [], excludedPaths = [] } = given;
  const included = Array.isArray(includedPaths) ? includedPaths : [];
  const excluded = Array.isArray(excludedPaths) ? excludedPaths : [];
  const names = (paths: readonly unknown[], path: string) =>
    paths.some((entry) => isObject(entry) && entry["path"] === path);
  return {
    automatic: true,
    ...given,
    indexingMode,
    includedPaths: included.length > 0 || names(excluded, "/*") ? included : [{ path: "/*" }],
    excludedPaths: names(excluded, etagPath) ? excluded : [...excluded, { path: etagPath }],
  };
}

function enter(root: PathNode, paths: unknown, included: boolean): void {
  for (const entry of Array.isArray(paths) ? paths : []) {
    const path = isObject(entry) ? String(entry["path"]) : "";
    const names = path.match(/\/("[^"]*"|[^/"]+)/g)?.map((name) => name.slice(1).replace(/^"(.*)"$/, "$1")) ?? [];
    const end = names.pop();
    let node = root;
    for (const name of names) {
      const child = node.children.get(name) ?? makeNode();
      node.children.set(name, child);
      node = child;
    }
    if (end === "*") node.below = included;
    else if (end === "?") node.here = included;
  }
}

function count(value: unknown, node: PathNode | undefined, inherited: boolean): number {
  const below = node?.below ?? inherited;
  // Nothing further down says otherwise.
  if (!below && (node === undefined || node.children.size === 0)) return node?.here === true && isScalar(value) ? 1 : 0;
  if (isScalar(value)) return (node?.here ?? below) ? 1 : 0;
  let sum = 0;
  if (Array.isArray(value)) {
    for (const item of value) sum += count(item, node?.children.get("[]"), below);
    return sum;
  }
  for (const name in value as JsonObject) sum += count((value as JsonObject)[name], node?.children.get(name), below);
  return sum;
}

/** Goes down both documents at once, as long as they are alike; what has no counterpart goes or comes whole. */
function changed(before: unknown, after: unknown, node: PathNode | undefined, inherited: boolean): number {
  const below = node?.below ?? inherited;
  if (!below && (node === undefined || (node.children.size === 0 && node.here !== true))) return 0;
  const alike = Array.isArray(before) === Array.isArray(after) && !isScalar(before) && !isScalar(after);
  if (!alike) return Object.is(before, after) ? 0 : gone(before, node, inherited) + gone(after, node, inherited);
  const [old, next] = [before as JsonObject, after as JsonObject];
  let sum = 0;
  for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
    sum += changed(old[name], next[name], node?.children.get(Array.isArray(before) ? "[]" : name), below);
  }
  return sum;
}

const gone = (value: unknown, node: PathNode | undefined, inherited: boolean): number =>
  value === undefined ? 0 : count(value, node, inherited);

const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;
