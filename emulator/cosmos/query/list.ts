import type { Call } from "../http/exchange.ts";
import type { JsonObject } from "../json.ts";
import { bufferedPage } from "./execute.ts";
import { LazyDocument } from "./lazy-document.ts";
import { prepareQuery } from "./prepare.ts";
import { readQueryRequest } from "./request.ts";
import { firstPage } from "./token.ts";

/**
 * Answers a query over a short list of resources (databases, containers, offers) on one page, as JSON texts.
 * @throws CosmosError 400
 */
export function queryList(call: Call, resources: readonly JsonObject[]): readonly string[] {
  const { query, parameters } = readQueryRequest(call.body);
  const documents = resources.map((resource) => new LazyDocument(() => JSON.stringify(resource)));
  return bufferedPage(prepareQuery(query, parameters), documents, firstPage, resources.length + 1).rows;
}
