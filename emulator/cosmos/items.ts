import { overwriteCharge, writeCharge } from "./charge.ts";
import type { KeyComponent } from "./epk/component.ts";
import { badRequest, type CosmosError, conflict, notFound, preconditionFailed, tooLarge } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import { effectiveKey, keyOfDocument } from "./partition-key.ts";
import { type Container, isTtl } from "./store/container.ts";
import type { DocumentStore } from "./store/documents.ts";
import { etagOf, systemProperties } from "./store/render.ts";
import type { StoredDocument } from "./store/stored-document.ts";
import { isAlive } from "./store/ttl.ts";
import { enterUniqueKeys, leaveUniqueKeys } from "./store/unique-keys.ts";

/** What a write depends on beside its data. */
export interface ItemContext {
  readonly store: DocumentStore;
  readonly container: Container;
  /** The current second. */
  readonly now: number;
}

/** Conditions on the etag of the item that is there. */
export interface Preconditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

/** What a write did: 201 made, 200 overwritten. */
export interface Written {
  readonly status: 200 | 201;
  readonly item: StoredDocument;
  /** Request units. */
  readonly charge: number;
}

/** What a delete took away. */
export interface Deleted {
  readonly item: StoredDocument;
  /** Request units. */
  readonly charge: number;
}

/** Largest item as UTF-8 JSON, and longest id, in bytes. */
const largestItem = 2 * 1024 * 1024;
const longestId = 1023;

/** A document that has passed the checks that need no look at the store. */
interface Prepared {
  readonly id: string;
  readonly epk: string;
  readonly ttl: number | null;
  readonly body: string;
  readonly document: JsonObject;
}

/** The item. @throws CosmosError 404 */
export function readItem({ store, container, now }: ItemContext, epk: string, id: string): StoredDocument {
  const item = store.find(container, epk, id, now);
  if (item === undefined) throw missing();
  return item;
}

/** Stores a new item. @throws CosmosError 400, 409 (id or unique key taken), 413 */
export function createItem(context: ItemContext, epk: string, document: JsonObject): Written {
  const prepared = prepare(epk, document);
  const { store, container, now } = context;
  const old = store.findAny(container, epk, prepared.id);
  if (old !== undefined) {
    if (store.find(container, epk, prepared.id, now)) throw conflict("An item with this id exists in the partition.");
    purgeItem(context, old);
  }
  return { status: 201, item: insert(context, prepared), charge: chargeOf(container, prepared) };
}

/** Stores an item whether it exists or not. @throws CosmosError 400, 409 (unique key), 412, 413 */
export function upsertItem(context: ItemContext, epk: string, document: JsonObject, when: Preconditions): Written {
  const prepared = prepare(epk, document);
  const old = context.store.find(context.container, epk, prepared.id, context.now);
  if (old === undefined) return createItem(context, epk, document);
  checkEtag(context.container, old, when);
  return overwritten(context, old, prepared);
}

/** Overwrites an item. @throws CosmosError 400, 404, 409 (unique key), 412, 413 */
export function replaceItem(
  context: ItemContext,
  epk: string,
  id: string,
  document: JsonObject,
  when: Preconditions,
): Written {
  const old = readItem(context, epk, id);
  checkEtag(context.container, old, when);
  const prepared = prepare(epk, document);
  if (prepared.id !== id) throw badRequest("The id in the body differs from the id of the item.");
  return overwritten(context, old, prepared);
}

/** Deletes an item. @throws CosmosError 404, 412 */
export function deleteItem(context: ItemContext, epk: string, id: string, when: Preconditions): Deleted {
  const old = readItem(context, epk, id);
  checkEtag(context.container, old, when);
  purgeItem(context, old);
  const document = JSON.parse(old.body) as JsonObject;
  return { item: old, charge: chargeOf(context.container, { body: old.body, document }) };
}

/** Takes an item out with its unique keys. */
export function purgeItem({ store, container, now }: ItemContext, old: StoredDocument): void {
  if (container.uniqueKeys.length > 0) {
    leaveUniqueKeys(store, container, old.epk, old.id, JSON.parse(old.body) as JsonObject);
  }
  store.remove(container, old, now, !isAlive(old, container.defaultTtl, now));
}

/** @throws CosmosError 412 when the item that is there does not meet the conditions. */
export function checkEtag(container: Container, item: StoredDocument, { ifMatch, ifNoneMatch }: Preconditions): void {
  const etag = etagOf(container, item.version);
  if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== etag) {
    throw preconditionFailed("The item has changed: its etag differs from If-Match.");
  }
  if (ifNoneMatch === "*" || ifNoneMatch === etag) {
    throw preconditionFailed("The item has the etag that If-None-Match excludes.");
  }
}

/**
 * The effective key of a request: from its key header, checked against the document when there is one.
 * @throws CosmosError 400 when the header lacks components, or (1001) when document and header disagree.
 */
export function resolveKey(
  container: Container,
  header: readonly KeyComponent[] | undefined,
  document?: JsonObject,
): string {
  const { key } = container;
  if (header !== undefined && header.length !== key.paths.length) {
    throw badRequest(`The partition key has ${key.paths.length} components, the request gives ${header.length}.`, 1001);
  }
  const stated = header === undefined ? undefined : effectiveKey(key, header);
  if (document === undefined) {
    if (stated === undefined) throw badRequest("The request needs a partition key header.");
    return stated;
  }
  const actual = effectiveKey(key, keyOfDocument(key, document));
  if (stated !== undefined && stated !== actual) {
    throw badRequest("The partition key of the document differs from the one in the request.", 1001);
  }
  return actual;
}

function prepare(epk: string, document: JsonObject): Prepared {
  const id = document["id"];
  checkItemId(id);
  let clean = document;
  for (const name of systemProperties) {
    if (!Object.hasOwn(document, name)) continue;
    if (clean === document) clean = { ...document };
    delete clean[name];
  }
  const body = JSON.stringify(clean);
  if (body.length > largestItem / 3 && Buffer.byteLength(body) > largestItem) {
    throw tooLarge(`The item is larger than ${largestItem} bytes.`);
  }
  return { id, epk, ttl: readTtl(document["ttl"]), body, document: clean };
}

/** @throws CosmosError 400 when `id` cannot name a database or a container. */
export function checkId(id: unknown): asserts id is string {
  checkItemId(id);
  if (id.includes("?")) throw badRequest("The id of a database or container must not contain a question mark.");
}

/** @throws CosmosError 400 when `id` cannot name an item. */
function checkItemId(id: unknown): asserts id is string {
  if (typeof id !== "string" || id === "") throw badRequest("The required property id is missing or not a text.");
  if (Buffer.byteLength(id) > longestId) throw badRequest(`An id has at most ${longestId} bytes.`);
  if (/[/\\#]/.test(id)) throw badRequest("An id must not contain / \\ or #.");
}

/** Checked whether the container has a default or not, as in Azure. */
function readTtl(ttl: unknown): number | null {
  if (ttl === undefined) return null;
  if (!isTtl(ttl)) throw badRequest("ttl must be -1 or a positive whole number of seconds.");
  return ttl;
}

function chargeOf(container: Container, { body, document }: Pick<Prepared, "body" | "document">): number {
  const indexed = container.indexing.count(document);
  return writeCharge({ bytes: body.length, indexed, uniqueKeys: container.uniqueKeys.length });
}

function overwritten(context: ItemContext, old: StoredDocument, next: Prepared): Written {
  const { container } = context;
  const before = JSON.parse(old.body) as JsonObject;
  const charge = overwriteCharge({
    before: old.body.length,
    after: next.body.length,
    changed: container.indexing.changed(before, next.document),
    uniqueKeys: container.uniqueKeys.length,
  });
  return { status: 200, item: overwrite(context, old, before, next), charge };
}

function insert({ store, container, now }: ItemContext, { id, epk, ttl, body, document }: Prepared): StoredDocument {
  enterUniqueKeys(store, container, epk, id, document, now);
  return store.insert(container, { epk, id, ttl, body, ts: now });
}

function overwrite(
  { store, container, now }: ItemContext,
  old: StoredDocument,
  before: JsonObject,
  next: Prepared,
): StoredDocument {
  if (container.uniqueKeys.length > 0) {
    leaveUniqueKeys(store, container, old.epk, old.id, before);
    enterUniqueKeys(store, container, old.epk, old.id, next.document, now);
  }
  return store.update(container, old, { ttl: next.ttl, body: next.body, ts: now });
}

const missing = (): CosmosError => notFound("The item");
