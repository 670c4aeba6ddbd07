import type { Container, FeedResponse, JSONObject, OperationInput, RequestOptions, SqlQuerySpec } from "@azure/cosmos";
import { StoreError } from "../../stores/errors.ts";
import type { Created } from "../../stores/ports.ts";
import { checkRanges } from "./across-ranges.ts";
import type { Collection } from "./collection.ts";
import { kindOfStatus, statusOf, throttledCode, translated } from "./errors.ts";
import { unwrapped } from "./operations.ts";
import { type Facts, factsOf, factsOfError, type Told, told } from "./tracing.ts";

/** What Cosmos adds to a document. */
const systemFields = ["_rid", "_self", "_etag", "_attachments", "_ts", "_lsn", "ttl"];

/** The SDK's type of JSON is narrower than ours; what goes over the wire is the same. */
export function jsonOf(document: object): JSONObject {
  return document as JSONObject;
}

/** A document as it was given to the store, without what Cosmos added. */
export function plain<T>(resource: T): T {
  const copy = { ...(resource as Record<string, unknown>) };
  for (const field of systemFields) delete copy[field];
  return copy as T;
}

/** Creates a document unless its id or a unique key is taken. */
export async function createDocument({ container, writes }: Collection, document: object): Promise<Created> {
  const what = `create in ${container.id}`;
  const { statusCode } = await translated(what, () =>
    writes.run({ operationType: "Create", resourceBody: jsonOf(document) }),
  );
  if (statusCode === 409) return "exists";
  if (statusCode >= 300) throw new StoreError(kindOfStatus(statusCode), `Cosmos answered ${statusCode} to ${what}.`);
  return "created";
}

/** Creates several documents of one partition, all or none. */
export async function createAll(
  collection: Collection,
  partition: string,
  documents: readonly object[],
): Promise<Created> {
  const operations = documents.map((document) => ({
    operationType: "Create" as const,
    resourceBody: jsonOf(document),
  }));
  const what = `batch in ${collection.container.id}`;
  const { status, count } = await batch(collection, partition, operations);
  if (status === 409) return "exists";
  if (status >= 300 || count !== documents.length) {
    throw new StoreError(kindOfStatus(status), `Cosmos answered ${status} to ${what}.`);
  }
  return "created";
}

/** One of several changes of one partition. */
export type DocumentChange =
  | { readonly create: object }
  | { readonly put: { readonly id: string }; readonly etag?: string }
  | { readonly remove: string; readonly etag?: string };

/** Changes several documents of one partition, all or none; false when one of them is not as it was thought to be. */
export async function changeAll(
  collection: Collection,
  partition: string,
  changes: readonly DocumentChange[],
): Promise<boolean> {
  const what = `batch in ${collection.container.id}`;
  const { status, count } = await batch(collection, partition, changes.map(operationOf));
  if (lost.has(status)) return false;
  if (status >= 300 || count !== changes.length) {
    throw new StoreError(kindOfStatus(status), `Cosmos answered ${status} to ${what}.`);
  }
  return true;
}

/** Sends a batch. The answer is that to the operation that was refused, if one was, and how many were answered. */
function batch({ container, tracing }: Collection, partition: string, operations: OperationInput[]) {
  const start = { operation: "batch", collection: container.id, count: operations.length };
  return translated(`batch in ${container.id}`, () =>
    told(tracing, start, async (tell) => {
      const response = await unwrapped(() => container.items.batch(operations, partition));
      const results = (response.result ?? []) as readonly { readonly statusCode: number }[];
      // In a failed batch all but the culprit say 424, and the batch as a whole 207.
      const culprit = results.find(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
      const status = culprit?.statusCode ?? response.code ?? 500;
      tell.answer({ ...factsOf(response), statusCode: status });
      return { status, count: results.length };
    }),
  );
}

/** Gone, there already, changed meanwhile. */
const lost = new Set([404, 409, 412]);

function operationOf(change: DocumentChange): OperationInput {
  if ("create" in change) return { operationType: "Create", resourceBody: jsonOf(change.create) };
  const condition = change.etag === undefined ? {} : { ifMatch: change.etag };
  if ("remove" in change) return { operationType: "Delete", id: change.remove, ...condition };
  const resourceBody = jsonOf(change.put);
  return change.etag === undefined
    ? { operationType: "Upsert", resourceBody }
    : { operationType: "Replace", id: change.put.id, resourceBody, ...condition };
}

/** Reads a document; undefined when there is none. A missing container is an error, not a missing document. */
export async function readDocument<T extends object>(
  { container, reads }: Collection,
  partition: string,
  id: string,
): Promise<{ readonly document: T; readonly etag: string } | undefined> {
  const what = `read in ${container.id}`;
  const { statusCode, resourceBody, eTag } = await translated(what, () =>
    reads.run({ operationType: "Read", id, partitionKey: partition }),
  );
  if (statusCode === 404 || resourceBody === undefined) return undefined;
  return { document: plain(resourceBody as T), etag: eTag ?? "" };
}

/** Deletes a document; harmless when it is gone. */
export async function deleteDocument(collection: Collection, partition: string, id: string): Promise<void> {
  await deleteUnless(collection, partition, id, new Set([404]));
}

/** Deletes a document; false when the service refuses it with one of these statuses. */
export function deleteUnless(
  { container, tracing }: Collection,
  partition: string,
  id: string,
  refusals: ReadonlySet<number>,
  options?: RequestOptions,
): Promise<boolean> {
  const start = { operation: "delete_item", collection: container.id };
  return translated(`delete in ${container.id}`, () =>
    told(tracing, start, async (tell) => {
      try {
        tell.answer(factsOf(await container.item(id, partition).delete(options)));
        return true;
      } catch (error) {
        if (!refusals.has(statusOf(error) ?? 0)) throw error;
        tell.answer(factsOfError(error));
        return false;
      }
    }),
  );
}

/** Runs a query to its end, or until there are `limit` rows. */
export function queryAll<T>(
  { container, across, tracing }: Collection,
  query: SqlQuerySpec,
  options: { readonly partition?: string; readonly limit?: number } = {},
): Promise<readonly T[]> {
  const { partition, limit } = options;
  const run = async (on: Container, tell: Told) => {
    const rows: T[] = [];
    const iterator = on.items.query<T>(query, {
      ...(partition === undefined ? {} : { partitionKey: partition }),
      ...(limit === undefined ? {} : { maxItemCount: limit }),
    });
    while (iterator.hasMoreResults() && rows.length < (limit ?? Number.POSITIVE_INFINITY)) {
      const page = await iterator.fetchNext();
      tell.answer(factsOfPage(page));
      checkRanges(page);
      rows.push(...(page.resources ?? []));
    }
    return rows.slice(0, limit);
  };
  const start = { operation: "query_items", collection: container.id };
  return translated(`query of ${container.id}`, () =>
    told(tracing, start, (tell) => (partition === undefined ? across((on) => run(on, tell)) : run(container, tell))),
  );
}

/**
 * Runs a query over all partitions page by page. It must be one that the service spreads over the ranges itself, so without
 * ORDER BY and the like: such a query lives through partition splits, where the SDK's own merging does not (`across-ranges.ts`).
 */
export async function* queryPages<T>(
  { container, tracing }: Collection,
  query: SqlQuerySpec,
): AsyncGenerator<readonly T[]> {
  const iterator = container.items.query<T>(query, { maxItemCount: 500 });
  while (iterator.hasMoreResults()) {
    const { resources } = await translated(`query of ${container.id}`, () =>
      told(tracing, { operation: "query_items", collection: container.id }, async (tell) => {
        const page = await iterator.fetchNext();
        tell.answer(factsOfPage(page));
        checkRanges(page);
        return page;
      }),
    );
    if (resources !== undefined && resources.length > 0) yield resources;
  }
}

function factsOfPage({ requestCharge, diagnostics }: FeedResponse<unknown>): Facts {
  const { gatewayStatistics } = diagnostics.clientSideRequestStatistics;
  const throttled = gatewayStatistics.filter(({ statusCode }) => statusCode === throttledCode).length;
  return { statusCode: 200, charge: requestCharge, throttled };
}
