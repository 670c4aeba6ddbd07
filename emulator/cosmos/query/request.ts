import { badRequest } from "../errors.ts";
import { isObject, parseObject } from "../json.ts";
import type { Query } from "./ast.ts";
import { parseQuery } from "./parser.ts";
import { nowParameter } from "./time-functions.ts";
import type { Value } from "./values.ts";

/** A query as sent: text parsed, parameters by name. */
export interface QueryRequest {
  readonly query: Query;
  readonly parameters: ReadonlyMap<string, Value>;
}

const parsed = new Map<string, Query>();
const mostParsed = 500;
/** Longer texts are not remembered: nobody sends one twice on purpose, and 500 of them would not fit. */
const longestRemembered = 8_192;

/**
 * Reads the body `{query, parameters: [{name, value}]}` of a query request. Parsed texts are remembered, as the SDK
 * sends each query twice.
 * @param now the present, for functions that give it, ms
 * @throws CosmosError 400
 */
export function readQueryRequest(body: string, now = Date.now()): QueryRequest {
  const { query, parameters } = parseObject(body);
  if (typeof query !== "string") throw badRequest("The request body needs a text property query.");
  const list = parameters ?? [];
  if (!Array.isArray(list)) throw badRequest("parameters must be an array.");
  const named = list.map((item: unknown): [string, Value] => {
    if (!isObject(item) || typeof item["name"] !== "string") throw badRequest("A parameter needs a name.");
    return [item["name"], item["value"]];
  });
  return { query: parse(query), parameters: new Map(named).set(nowParameter, now) };
}

function parse(text: string): Query {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const query = parseQuery(text);
  if (text.length > longestRemembered) return query;
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, query);
  return query;
}
