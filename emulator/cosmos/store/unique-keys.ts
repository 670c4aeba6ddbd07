import { conflict } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { valueAt } from "../partition-key.ts";
import type { Container } from "./container.ts";
import type { DocumentStore } from "./documents.ts";

/**
 * Unique keys hold within one partition key value. A missing property counts as null, and nulls collide.
 * Enters the keys of an item. Runs inside a write task.
 * @throws CosmosError 409 when another living item has one of them.
 */
export function enterUniqueKeys(
  store: DocumentStore,
  container: Container,
  epk: string,
  id: string,
  document: JsonObject,
  now: number,
): void {
  for (const [rule, value] of keysOf(container, document)) {
    const sql = "SELECT id FROM unique_keys WHERE container = ? AND epk = ? AND rule = ? AND value = ?";
    const holder = store.prepare(sql).get(container.num, epk, rule, value);
    // A holder that has expired, but is not purged yet, no longer counts.
    if (holder !== undefined && holder["id"] !== id && store.find(container, epk, String(holder["id"]), now)) {
      throw conflict("Another item of the same partition has the same unique key.");
    }
    store
      .prepare("INSERT OR REPLACE INTO unique_keys (container, epk, rule, value, id) VALUES (?, ?, ?, ?, ?)")
      .run(container.num, epk, rule, value, id);
  }
}

/** Takes the keys of an item out, as far as they are still its own. Runs inside a write task. */
export function leaveUniqueKeys(
  store: DocumentStore,
  container: Container,
  epk: string,
  id: string,
  document: JsonObject,
): void {
  const sql = "DELETE FROM unique_keys WHERE container = ? AND epk = ? AND rule = ? AND value = ? AND id = ?";
  for (const [rule, value] of keysOf(container, document)) store.prepare(sql).run(container.num, epk, rule, value, id);
}

function keysOf(container: Container, document: JsonObject): [number, string][] {
  return container.uniqueKeys.map((paths, rule) => [
    rule,
    JSON.stringify(paths.map((path) => valueAt(document, path) ?? null)),
  ]);
}
