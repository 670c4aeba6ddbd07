import type { Account } from "../account.ts";
import { queryCharge } from "../charge.ts";
import type { KeyComponent } from "../epk/component.ts";
import type { KeyScope } from "../epk/key-scope.ts";
import { badRequest } from "../errors.ts";
import { type Call, feedBody, flag, header, integerHeader, jsonReply, type Reply, reply } from "../http/exchange.ts";
import { effectiveKey } from "../partition-key.ts";
import { requireCompositeIndex } from "../query/composite-index.ts";
import { pinnedValues } from "../query/constants.ts";
import { bufferedPage, isStreamed, type Page, streamPage } from "../query/execute.ts";
import { LazyDocument } from "../query/lazy-document.ts";
import { everyRange, gatewayRefusal, needsPlan, planQuery } from "../query/plan.ts";
import { type PreparedQuery, prepareQuery } from "../query/prepare.ts";
import { pushDown, sqlSortKeys } from "../query/pushdown.ts";
import { type QueryRequest, readQueryRequest } from "../query/request.ts";
import { positionLength, scan } from "../query/scan.ts";
import { readToken, writeToken } from "../query/token.ts";
import type { Container } from "../store/container.ts";
import { renderDocument } from "../store/render.ts";
import { containerHeaders } from "./item-reply.ts";
import { readScope } from "./scope.ts";
import { checkSession } from "./session.ts";

/** Page sizes: when the client names none, and at most. */
const defaultPage = 100;
const largestPage = 1000;

/** POST …/docs with the query header: one page of a query, or with the plan header its plan. */
export function postQuery(account: Account, call: Call, databaseId: string, containerId: string): Reply {
  const container = account.catalog.container(databaseId, containerId);
  const request = readQueryRequest(call.body, account.settings.clock.now());
  if (flag(call, "x-ms-cosmos-is-query-plan-request")) return plan(call, container, request);
  return runQuery(account, call, container, request);
}

/** GET …/docs: all items, page by page. */
export function listItems(account: Account, call: Call, databaseId: string, containerId: string): Reply {
  const container = account.catalog.container(databaseId, containerId);
  return runQuery(account, call, container, readQueryRequest('{"query":"SELECT * FROM c"}'));
}

function plan(call: Call, container: Container, { query, parameters }: QueryRequest): Reply {
  const prepared = prepareQuery(query, parameters);
  const scope = readScope(call, container);
  const narrowed = scope.addressed ? scope : (pinnedScope(container, prepared) ?? everyRange);
  // The client cuts ranges by half-open intervals; one key ends right behind itself.
  const max = narrowed.max === narrowed.min ? `${narrowed.min}00` : narrowed.max;
  return jsonReply(200, planQuery(prepared, { min: narrowed.min, max }));
}

function runQuery(account: Account, call: Call, container: Container, { query, parameters }: QueryRequest): Reply {
  const asked = readScope(call, container);
  const full = prepareQuery(query, parameters);
  if (!asked.addressed && account.settings.strictGateway && needsPlan(full)) throw gatewayRefusal();
  if (account.settings.strictGateway) requireCompositeIndex(container.definition, full);
  checkSession(account, call, container, asked.single ? asked.min : undefined);
  const scope: KeyScope = asked.addressed ? asked : (pinnedScope(container, full) ?? asked);
  const read = () => {
    const page = readPage(account, call, container, full, scope);
    const bytes = page.rows.reduce((sum, row) => sum + row.length, 0);
    return { page, bytes, charge: queryCharge(page.scanned, bytes) };
  };
  const { page, bytes, charge } = account.throughput.metered(container, read, (done) => done.charge);
  return reply(200, feedBody("Documents", container.rid, page.rows), {
    "x-ms-item-count": String(page.rows.length),
    "x-ms-request-charge": String(charge),
    ...(page.next === undefined ? {} : { "x-ms-continuation": writeToken(page.next) }),
    ...(asked.rangeId === undefined ? {} : { "x-ms-documentdb-partitionkeyrangeid": asked.rangeId }),
    ...(flag(call, "x-ms-documentdb-populatequerymetrics") ? metricsHeader(page, bytes) : {}),
    ...containerHeaders(account, container, scope.single ? scope.min : undefined),
  });
}

function readPage(account: Account, call: Call, container: Container, full: PreparedQuery, scope: KeyScope): Page {
  const { query, parameters, rootAlias } = full;
  const pageSize = pageSizeOf(call);
  const token = readToken(header(call, "x-ms-continuation"));
  const { conditions, residual } = pushDown(query, rootAlias, parameters);
  const prepared = prepareQuery(query, parameters, residual);
  const sortKeys = sqlSortKeys(query, rootAlias);
  const streamed = isStreamed(prepared, sortKeys !== undefined);
  const keys = streamed ? (sortKeys ?? []) : [];
  if (token.position !== undefined && token.position.length !== positionLength(scope, keys)) {
    throw badRequest("Invalid Continuation Token: it is not one of this query.");
  }
  const after = streamed ? token.position : undefined;
  // A query without FROM returns one row, whatever the container holds.
  const found =
    query.from.length === 0 ? [] : scan(account.store, container, account.now(), scope, conditions, keys, after);
  const candidates = function* () {
    for (const { item, position } of found) {
      yield { document: new LazyDocument(() => renderDocument(container, item)), position };
    }
    if (query.from.length === 0) yield { document: new LazyDocument(() => "null"), position: [] };
  };
  if (streamed) return streamPage(prepared, candidates(), token, pageSize);
  const documents = function* () {
    for (const { document } of candidates()) yield document;
  };
  return bufferedPage(prepared, documents(), token, pageSize);
}

/** The scope of a query whose WHERE pins the whole partition key. */
function pinnedScope(container: Container, { query, rootAlias, parameters }: PreparedQuery): KeyScope | undefined {
  const values = pinnedValues(query, rootAlias, parameters, container.key.paths);
  if (values === undefined || values.some((value) => typeof value === "object" && value !== null)) return undefined;
  const min = effectiveKey(container.key, values as KeyComponent[]);
  return { min, max: min, single: true };
}

function pageSizeOf(call: Call): number {
  const asked = integerHeader(call, "x-ms-max-item-count") ?? defaultPage;
  if (asked === 0 || asked < -1) throw badRequest("x-ms-max-item-count must be -1 or a positive number.");
  return asked === -1 ? largestPage : Math.min(asked, largestPage * 10);
}

const metricsHeader = ({ rows, scanned }: Page, bytes: number) => ({
  "x-ms-documentdb-query-metrics":
    `retrievedDocumentCount=${scanned};retrievedDocumentSize=${bytes};outputDocumentCount=${rows.length};` +
    `outputDocumentSize=${bytes};totalExecutionTimeInMs=0.00;queryCompileTimeInMs=0.00;documentLoadTimeInMs=0.00`,
});
