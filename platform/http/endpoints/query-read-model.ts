import type { Runtime } from "../../app/runtime.ts";
import { keyOfValue } from "../../read-models/keys.ts";
import type { QueryDescriptor } from "../../read-models/projection.ts";
import type { PageRequest } from "../../stores/ports.ts";
import { type HttpEndpoint, type HttpRequest, json } from "../exchange.ts";
import { Problem } from "../problem.ts";
import { pageLimit, queryValues, readCursor, writeCursor } from "../query.ts";

/** Reads may lag; a cache in between must not make them lag more. */
const headers = { "cache-control": "no-store" };

/** Answers one query of the contract from its read model. */
export function queryReadModel(runtime: Runtime, query: QueryDescriptor): HttpEndpoint {
  return query.returns === "one" ? one(runtime, query) : page(runtime, query);
}

function one(runtime: Runtime, query: QueryDescriptor): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const key = keyOfValue(keyParameter(request, query) ?? "");
    const found = await runtime.stores.readModels.read(query.readModel.container, key.partition, key.id);
    if (found === undefined) throw new Problem("not-found", `${query.readModel.name} has no such document.`);
    return json(200, found.record.data, headers);
  };
}

function page(runtime: Runtime, query: QueryDescriptor): HttpEndpoint {
  const filters = query.filters.map((filter) =>
    typeof filter === "string" ? { name: filter, fields: [filter] } : { name: filter.name, fields: filter.anyOf },
  );
  const known = ["limit", "after", ...filters.map(({ name }) => name)];
  return async (request) => {
    const values = queryValues(request, known);
    const limit = pageLimit(values);
    const after = values.get("after");
    const partition = keyParameter(request, query);
    const wanted: PageRequest = {
      filters: filters.flatMap(({ name, fields }) => {
        const value = values.get(name);
        return value === undefined ? [] : [{ fields, value }];
      }),
      order: query.order,
      // One more than asked for tells whether there is a next page.
      limit: limit + 1,
      ...(partition === undefined ? {} : { partition }),
      ...(after === undefined ? {} : { after: placeOf(after) }),
    };
    const records = await runtime.stores.readModels.page(query.readModel.container, wanted);
    const items = records.slice(0, limit);
    const last = items.at(-1);
    const next = records.length > limit && last !== undefined ? writeCursor([last.id, last.partition]) : undefined;
    return json(200, { items: items.map((record) => record.data), ...(next === undefined ? {} : { next }) }, headers);
  };
}

function placeOf(cursor: string): { readonly id: string; readonly partition: string } {
  const [id, partition] = readCursor(cursor);
  return { id, partition };
}

/** No store takes a key that is too long, so that nothing can be there. */
function keyParameter(request: HttpRequest, query: QueryDescriptor): string | undefined {
  if (query.keyParameter === undefined) return undefined;
  const value = request.params[query.keyParameter] ?? "";
  if (value === "" || !value.isWellFormed() || Buffer.byteLength(value, "utf8") > 512) {
    throw new Problem("not-found", `${query.readModel.name} has no such document.`);
  }
  return value;
}
