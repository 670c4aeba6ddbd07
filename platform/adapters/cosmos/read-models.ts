import type { Database, OperationInput, RequestOptions } from "@azure/cosmos";
import { keyOfValue } from "../../read-models/keys.ts";
import { StoreError } from "../../stores/errors.ts";
import type { PageRequest, ReadModelStore, Tagged } from "../../stores/ports.ts";
import type { ReadModelRecord } from "../../stores/records.ts";
import type { Collection } from "./collection.ts";
import { deleteUnless, jsonOf, plain, queryAll, queryPages, readDocument } from "./documents.ts";
import { kindOfStatus, statusOf, translated } from "./errors.ts";

/** Answers to a conditional write that somebody else was faster. */
const lost = new Set([404, 409, 412]);

/** Read models in Cosmos, one container each, partition key `/partition`. */
export function cosmosReadModelStore(database: Database, collection: (name: string) => Collection): ReadModelStore {
  return {
    async read(name, partition, id) {
      const found = await readDocument<ReadModelRecord>(collection(name), partition, id);
      return found && { record: found.document, etag: found.etag };
    },
    write: (name, record, etag) => write(collection(name), record, etag),
    async remove(name, partition, id, etag) {
      return deleteUnless(collection(name), partition, id, lost, ifMatch(etag));
    },
    page: (name, request) => page(collection(name), request),
    async *scan(name) {
      const pages = queryPages<ReadModelRecord & { _etag: string }>(collection(name), {
        query: "SELECT * FROM c",
      });
      for await (const rows of pages)
        yield rows.map((row): Tagged<ReadModelRecord> => ({ record: plain(row), etag: row._etag }));
    },
    async ensure(name) {
      const indexingPolicy = {
        excludedPaths: [{ path: "/seen/*" }, { path: '/"_etag"/?' }],
        includedPaths: [{ path: "/*" }],
      };
      const definition = { id: name, partitionKey: { paths: ["/partition"], version: 2 }, indexingPolicy };
      try {
        await translated(`create container ${name}`, () => database.containers.createIfNotExists(definition));
      } catch (error) {
        if (!(error instanceof StoreError) || !isManagement(error)) throw error;
        throw new StoreError(
          "unavailable",
          `The container ${name} does not exist, and a token cannot make it: no role on data allows that. Deploy again (npm ` +
            "run infra), or make it as generated/resources.json says; then run this again.",
          { cause: error },
        );
      }
    },
  };
}

/** Whether a request was refused because it is the management's, which tokens for data do not reach (403/5300). */
const isManagement = ({ cause }: StoreError): boolean =>
  statusOf(cause) === 403 && /cannot be authorized by AAD token in data plane/.test(String(cause));

function ifMatch(etag: string): RequestOptions {
  return { accessCondition: { type: "IfMatch", condition: etag } };
}

async function write(
  { container, writes }: Collection,
  record: ReadModelRecord,
  etag: string | "any" | undefined,
): Promise<string | undefined> {
  const what = `write in ${container.id}`;
  const resourceBody = jsonOf(record);
  const operation: OperationInput =
    etag === "any"
      ? { operationType: "Upsert", resourceBody }
      : etag === undefined
        ? { operationType: "Create", resourceBody }
        : { operationType: "Replace", resourceBody, id: record.id, partitionKey: record.partition, ifMatch: etag };
  const { statusCode, eTag } = await translated(what, () => writes.run(operation));
  if (statusCode < 300) return eTag ?? '"unknown"';
  // Only a create loses by conflict alone: what it could miss is its container.
  if (etag === undefined ? statusCode === 409 : etag !== "any" && lost.has(statusCode)) return undefined;
  throw new StoreError(kindOfStatus(statusCode), `Cosmos answered ${statusCode} to ${what}.`);
}

async function page(collection: Collection, request: PageRequest): Promise<readonly ReadModelRecord[]> {
  const { after, limit, partition } = request;
  if (partition !== undefined) return select(collection, request, after === undefined ? "" : beyond(request), limit);
  // Across partitions ids may be equal. Cosmos orders by one field without a composite index, so that runs of one id are
  // read by partition.
  const rest =
    after === undefined || keyOfValue(after.partition).id === after.id
      ? []
      : await restOfRun(collection, request, after);
  if (rest.length >= limit) return rest.slice(0, limit);
  const rows = await select(collection, request, after === undefined ? "" : beyond(request), limit - rest.length + 1);
  const kept = rows.slice(0, limit - rest.length);
  const last = kept.at(-1);
  if (last === undefined || rows[kept.length]?.id !== last.id) return [...rest, ...kept];
  const before = kept.filter((row) => row.id !== last.id);
  const run = await restOfRun(collection, request, {
    id: last.id,
    partition: request.order === "ascending" ? "" : undefined,
  });
  return [...rest, ...before, ...run].slice(0, limit);
}

function beyond(request: PageRequest): string {
  return request.order === "ascending" ? "c.id > @id" : "c.id < @id";
}

/** Documents with one id, by partition, beyond one of them. */
async function restOfRun(
  collection: Collection,
  request: PageRequest,
  from: { readonly id: string; readonly partition: string | undefined },
): Promise<readonly ReadModelRecord[]> {
  const { clauses, parameters } = filters(request);
  parameters.push({ name: "@id", value: from.id });
  clauses.push("c.id = @id");
  if (from.partition !== undefined) {
    clauses.push(request.order === "ascending" ? "c.partition > @partition" : "c.partition < @partition");
    parameters.push({ name: "@partition", value: from.partition });
  }
  const direction = request.order === "ascending" ? "ASC" : "DESC";
  const query = `SELECT * FROM c WHERE ${clauses.join(" AND ")} ORDER BY c.partition ${direction}`;
  return (await queryAll<ReadModelRecord>(collection, { query, parameters }, { limit: request.limit })).map(plain);
}

async function select(
  collection: Collection,
  request: PageRequest,
  place: string,
  limit: number,
): Promise<readonly ReadModelRecord[]> {
  const { clauses, parameters } = filters(request);
  if (place !== "") {
    clauses.push(place);
    parameters.push({ name: "@id", value: request.after?.id ?? "" });
  }
  const where = clauses.length === 0 ? "" : `WHERE ${clauses.join(" AND ")} `;
  const query = `SELECT * FROM c ${where}ORDER BY c.id ${request.order === "ascending" ? "ASC" : "DESC"}`;
  const scope = request.partition === undefined ? {} : { partition: request.partition };
  return (await queryAll<ReadModelRecord>(collection, { query, parameters }, { ...scope, limit })).map(plain);
}

/** Field names come from the contract, values from the client: those travel as parameters. */
function filters(request: PageRequest): { clauses: string[]; parameters: { name: string; value: string }[] } {
  return {
    clauses: request.filters.map(({ fields }, index) => {
      const choices = fields.flatMap((field) => {
        const path = `c.data[${JSON.stringify(field)}]`;
        return [`${path} = @f${index}`, `ToString(${path}) = @f${index}`];
      });
      return choices.length === 0 ? "false" : `(${choices.join(" OR ")})`;
    }),
    parameters: request.filters.map(({ value }, index) => ({ name: `@f${index}`, value })),
  };
}
