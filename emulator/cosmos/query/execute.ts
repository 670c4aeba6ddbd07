import { badRequest } from "../errors.ts";
import type { Row } from "./evaluate.ts";
import { type LazyDocument, noDocument } from "./lazy-document.ts";
import type { PreparedQuery } from "./prepare.ts";
import { groupRows, mostBuffered, sortRows } from "./rows.ts";
import type { Position } from "./scan.ts";
import type { PageToken } from "./token.ts";
import { keyOfValue } from "./values.ts";

/** A page of results, as JSON texts. */
export interface Page {
  readonly rows: readonly string[];
  readonly next: PageToken | undefined;
  /** How many items were looked at. */
  readonly scanned: number;
}

/** Most bytes of a page, and most items looked at for one: a page may then be short, as Azure's may. */
const largestPage = 4 * 1024 * 1024;
const longestScan = 20_000;

/** An item with its place in the order of the scan. */
export interface Candidate {
  readonly document: LazyDocument;
  readonly position: Position;
}

/** True when rows can be returned as they are found; otherwise all must be found first. */
export function isStreamed({ query, aggregates, groupBy }: PreparedQuery, sortedByScan: boolean): boolean {
  const sorted = query.orderBy.length === 0 || sortedByScan;
  return sorted && !query.distinct && aggregates.length === 0 && groupBy.length === 0;
}

/**
 * One page of a query whose rows come in the right order already. `candidates` begin after the token's position; of the
 * first one `skip` rows are done.
 */
export function streamPage(
  prepared: PreparedQuery,
  candidates: Iterable<Candidate>,
  token: PageToken,
  pageSize: number,
): Page {
  const rows: string[] = [];
  const end = Math.min(prepared.offset + prepared.limit, Number.MAX_SAFE_INTEGER);
  let { seen } = token;
  let toSkip = token.skip;
  let bytes = 0;
  let scanned = 0;
  let last: Position | undefined = token.position;
  if (seen >= end) return { rows, next: undefined, scanned };
  for (const { document, position } of candidates) {
    if (rows.length >= pageSize || bytes >= largestPage || scanned >= longestScan) {
      return { rows, next: { position: last, skip: 0, seen }, scanned };
    }
    scanned++;
    let done = 0;
    for (const row of prepared.rowsOf(document)) {
      if (done++ < toSkip) continue;
      if (rows.length >= pageSize) return { rows, next: { position: last, skip: done - 1, seen }, scanned };
      const text = projectText(prepared, row);
      if (text === undefined) continue;
      if (seen++ < prepared.offset) continue;
      rows.push(text);
      bytes += text.length;
      if (seen >= end) return { rows, next: undefined, scanned };
    }
    toSkip = 0;
    last = position;
  }
  return { rows, next: undefined, scanned };
}

/** One page of a query that must see all its rows first. */
export function bufferedPage(
  prepared: PreparedQuery,
  documents: Iterable<LazyDocument>,
  token: PageToken,
  pageSize: number,
): Page {
  let scanned = 0;
  const counted = function* () {
    for (const document of documents) {
      scanned++;
      yield* prepared.rowsOf(document);
    }
  };
  const { aggregates, groupBy } = prepared;
  const grouped = aggregates.length > 0 || groupBy.length > 0;
  const rows = grouped ? groupRows(prepared, counted(), emptyRow) : sortRows(prepared.orderBy, bounded(counted()));
  const all = texts(prepared, rows).slice(prepared.offset, prepared.offset + prepared.limit);
  const page: string[] = [];
  let bytes = 0;
  for (let at = token.seen; at < all.length && page.length < pageSize && bytes < largestPage; at++) {
    const text = all[at] ?? "";
    page.push(text);
    bytes += text.length;
  }
  const seen = token.seen + page.length;
  return { rows: page, next: seen < all.length ? { skip: 0, seen } : undefined, scanned };
}

/** What aggregates over nothing are computed on. */
const emptyRow: Row = { document: noDocument, slots: [], aggregates: [] };

function* bounded(rows: Iterable<Row>): Iterable<Row> {
  let count = 0;
  for (const row of rows) {
    if (++count > mostBuffered) throw badRequest(`The query needs more than ${mostBuffered} rows in memory.`);
    yield row;
  }
}

function texts(prepared: PreparedQuery, rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  const result: string[] = [];
  for (const row of rows) {
    if (prepared.query.distinct) {
      const value = prepared.project(row);
      const key = keyOfValue(value);
      if (value === undefined || seen.has(key)) continue;
      seen.add(key);
      result.push(JSON.stringify(value));
    } else {
      const text = projectText(prepared, row);
      if (text !== undefined) result.push(text);
    }
  }
  return result;
}

function projectText(prepared: PreparedQuery, row: Row): string | undefined {
  if (prepared.wholeDocument) return row.document.text();
  const value = prepared.project(row);
  return value === undefined ? undefined : JSON.stringify(value);
}
