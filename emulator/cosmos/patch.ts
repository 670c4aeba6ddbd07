import { patchCharge } from "./charge.ts";
import { badRequest, preconditionFailed } from "./errors.ts";
import { checkEtag, type ItemContext, type Preconditions, readItem, replaceItem, type Written } from "./items.ts";
import { isObject, type JsonObject } from "./json.ts";
import { effectiveKey, keyOfDocument } from "./partition-key.ts";
import { compileFilter } from "./query/filter.ts";
import { renderDocument, systemProperties } from "./store/render.ts";

/** Most operations in one patch. */
const mostOperations = 10;

interface PatchOperation {
  readonly op: "add" | "set" | "replace" | "remove" | "incr" | "move";
  readonly path: readonly string[];
  readonly from: readonly string[];
  readonly value: unknown;
}

/** A patch that has been read: its operations and the condition the item must meet. */
export interface Patch {
  readonly operations: readonly PatchOperation[];
  readonly condition: ((document: unknown) => boolean) | undefined;
}

/**
 * Reads a patch: an array of operations, or `{operations, condition}` with a condition such as `from c where c.n > 1`.
 * @throws CosmosError 400 naming what is wrong.
 */
export function readPatch(body: unknown): Patch {
  const operations = Array.isArray(body) ? body : isObject(body) ? body["operations"] : undefined;
  if (!Array.isArray(operations) || operations.length === 0) throw badRequest("A patch needs an array of operations.");
  if (operations.length > mostOperations) throw badRequest(`A patch has at most ${mostOperations} operations.`);
  const condition = isObject(body) ? body["condition"] : undefined;
  if (condition !== undefined && condition !== null && typeof condition !== "string") {
    throw badRequest("The condition of a patch must be a text.");
  }
  return {
    operations: operations.map(readOperation),
    condition: condition ? compileFilter(condition) : undefined,
  };
}

/** Changes parts of an item. @throws CosmosError 400, 404, 409 (unique key), 412, 413 */
export function patchItem(context: ItemContext, epk: string, id: string, patch: Patch, when: Preconditions): Written {
  const old = readItem(context, epk, id);
  checkEtag(context.container, old, when);
  if (patch.condition !== undefined && !patch.condition(JSON.parse(renderDocument(context.container, old)))) {
    throw preconditionFailed("The item does not meet the condition of the patch.");
  }
  const document = JSON.parse(old.body) as JsonObject;
  for (const operation of patch.operations) apply(document, operation);
  const { key } = context.container;
  if (document["id"] !== id || effectiveKey(key, keyOfDocument(key, document)) !== epk) {
    throw badRequest("A patch cannot change the id or the partition key.");
  }
  const written = replaceItem(context, epk, id, document, {});
  return { ...written, charge: patchCharge(written.charge, patch.operations.length) };
}

function readOperation(raw: unknown): PatchOperation {
  if (!isObject(raw)) throw badRequest("A patch operation must be an object.");
  const op = String(raw["op"]).toLowerCase();
  if (!isOperation(op)) throw badRequest(`${JSON.stringify(raw["op"])} is not a patch operation.`);
  if (op !== "remove" && op !== "move" && raw["value"] === undefined) throw badRequest(`Patch ${op} needs a value.`);
  if (op === "incr" && typeof raw["value"] !== "number") throw badRequest("Patch incr needs a number.");
  return {
    op,
    path: readPointer(raw["path"]),
    from: op === "move" ? readPointer(raw["from"]) : [],
    value: raw["value"],
  };
}

const isOperation = (op: string): op is PatchOperation["op"] =>
  ["add", "set", "replace", "remove", "incr", "move"].includes(op);

/** A JSON pointer (RFC 6901) to a client's property. */
function readPointer(raw: unknown): string[] {
  if (typeof raw !== "string" || !/^(\/[^/]+)+$/.test(raw)) throw badRequest("A patch path must look like /a/b.");
  const names = raw
    .slice(1)
    .split("/")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const first = names[0] ?? "";
  if ((systemProperties as readonly string[]).includes(first)) throw badRequest(`A patch cannot change ${first}.`);
  if (names.includes("__proto__")) throw badRequest("A patch path must not name __proto__.");
  return names;
}

function apply(document: JsonObject, { op, path, from, value }: PatchOperation): void {
  if (op === "move") {
    if (from.every((name, index) => path[index] === name)) throw badRequest("A patch cannot move a value into itself.");
    const { holder, name } = locate(document, from);
    const moved = memberOf(holder, name);
    if (moved === undefined) throw badRequest(`Patch move: /${from.join("/")} does not exist.`);
    remove(holder, name);
    apply(document, { op: "add", path, from: [], value: moved });
    return;
  }
  const { holder, name } = locate(document, path);
  const present = memberOf(holder, name);
  const where = `/${path.join("/")}`;
  if ((op === "replace" || op === "remove") && present === undefined) {
    throw badRequest(`Patch ${op}: ${where} does not exist.`);
  }
  if (op === "remove") {
    remove(holder, name);
  } else if (op === "incr") {
    if (present !== undefined && typeof present !== "number") throw badRequest(`Patch incr: ${where} is not a number.`);
    put(holder, name, (present ?? 0) + (value as number), false);
  } else {
    put(holder, name, structuredClone(value), op === "add");
  }
}

type Holder = JsonObject | unknown[];

function locate(document: JsonObject, path: readonly string[]): { holder: Holder; name: string } {
  let holder: Holder = document;
  for (const name of path.slice(0, -1)) {
    const next = memberOf(holder, name);
    if (typeof next !== "object" || next === null) throw badRequest(`Patch path: ${name} is not an object or array.`);
    holder = next as Holder;
  }
  return { holder, name: path.at(-1) ?? "" };
}

function memberOf(holder: Holder, name: string): unknown {
  if (Array.isArray(holder)) return holder[arrayIndex(name)];
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}

function remove(holder: Holder, name: string): void {
  if (Array.isArray(holder)) holder.splice(arrayIndex(name), 1);
  else delete holder[name];
}

function put(holder: Holder, name: string, value: unknown, insert: boolean): void {
  if (!Array.isArray(holder)) {
    holder[name] = value;
    return;
  }
  const at = name === "-" ? holder.length : arrayIndex(name);
  if (at > holder.length) throw badRequest(`Patch path: index ${name} is beyond the end of the array.`);
  holder.splice(at, insert || at === holder.length ? 0 : 1, value);
}

function arrayIndex(name: string): number {
  if (name === "-") return Number.MAX_SAFE_INTEGER;
  if (!/^(0|[1-9]\d{0,8})$/.test(name)) throw badRequest(`Patch path: ${JSON.stringify(name)} is not an array index.`);
  return Number(name);
}
