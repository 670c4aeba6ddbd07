import type { SqlParameter } from "@azure/cosmos";
import { partitionOf } from "../../messages/ids.ts";
import type { HeadRequest, MessageFilter, MessageHead, StoredKind } from "../../stores/explorer.ts";
import type { Collection } from "./collection.ts";
import { queryAll } from "./documents.ts";

/** Messages of one instant that are mostly read with those before them, so that a page takes one query. */
const usualRun = 20;

const fields = ["id", "type", "time", "correlationid", "causationid", "traceparent", "tracestate"];
const fieldsOf: Readonly<Record<StoredKind, readonly string[]>> = {
  command: [...fields, "stream", "streamid"],
  event: [...fields, "stream", "streamid", "streamversion"],
  notification: [...fields, "recipient"],
};

/**
 * A stretch of the messages of one container, newest first. Cosmos orders by one field without a composite index, and leaves open in
 * what order messages of one instant come: an instant that a page may end in is read once more, by id.
 */
export async function readHeads(
  collection: Collection,
  kind: StoredKind,
  { filter, after, limit }: HeadRequest,
): Promise<readonly MessageHead[]> {
  const { clauses, parameters } = conditionsOf(kind, filter);
  const partition = partitionOfFilter(kind, filter);
  const select = (where: readonly string[], more: readonly SqlParameter[], order: string, most: number) => {
    const all = [...clauses, ...where];
    const condition = all.length === 0 ? "" : ` WHERE ${all.join(" AND ")}`;
    const list = fieldsOf[kind].map((field) => `c.envelope.${field}`).join(", ");
    const query = `SELECT ${list} FROM c${condition} ORDER BY ${order} DESC`;
    const scope = partition === undefined ? {} : { partition };
    return queryAll<MessageHead>(
      collection,
      { query, parameters: [...parameters, ...more] },
      { ...scope, limit: most },
    );
  };
  const most = limit + usualRun;
  const bound = after === undefined ? [] : [`c.envelope.time ${after.rest === "none" ? "<" : "<="} @place`];
  const place = after === undefined ? [] : [{ name: "@place", value: after.time }];
  const rows = await select(bound, place, "c.envelope.time", most);
  const below = after !== undefined && typeof after.rest === "object" ? after.rest.below : undefined;
  const isBehind = (row: MessageHead) => row.time !== after?.time || below === undefined || row.id < below;
  const last = rows.at(-1);
  if (rows.length < most || last === undefined) return sorted(rows.filter(isBehind)).slice(0, limit);
  const whole = sorted(rows.filter((row) => row.time > last.time && isBehind(row)));
  if (whole.length >= limit) return whole.slice(0, limit);
  const within = last.time === after?.time && below !== undefined;
  const run = await select(
    ["c.envelope.time = @time", ...(within ? ["c.envelope.id < @below"] : [])],
    [{ name: "@time", value: last.time }, ...(within ? [{ name: "@below", value: below }] : [])],
    "c.envelope.id",
    limit - whole.length,
  );
  const found = [...whole, ...run];
  if (found.length >= limit) return found;
  // The instant is over: what is before it has been read in part only.
  const rest = await readHeads(collection, kind, {
    filter,
    after: { time: last.time, rest: "none" },
    limit: limit - found.length,
  });
  return [...found, ...rest];
}

function sorted(rows: readonly MessageHead[]): readonly MessageHead[] {
  return rows.toSorted((a, b) => (a.time === b.time ? (a.id < b.id ? 1 : -1) : a.time < b.time ? 1 : -1));
}

/** Values come from outside and travel as parameters. */
function conditionsOf(kind: StoredKind, filter: MessageFilter): { clauses: string[]; parameters: SqlParameter[] } {
  const clauses = kind === "event" ? ["c.kind = 'event'"] : [];
  const parameters: SqlParameter[] = [];
  const add = (name: string, value: string | readonly string[] | undefined, clause: string) => {
    if (value === undefined) return;
    clauses.push(clause);
    parameters.push({ name, value: typeof value === "string" ? value : [...value] });
  };
  const { types, correlation, stream, streamid, recipient, anyId, text, since, until } = filter;
  add("@types", types, "ARRAY_CONTAINS(@types, c.envelope.type)");
  add("@correlation", correlation, "c.envelope.correlationid = @correlation");
  add("@stream", stream, "c.envelope.stream = @stream");
  add("@streamid", streamid, "c.envelope.streamid = @streamid");
  add("@recipient", recipient, "c.envelope.recipient = @recipient");
  const ids = ["id", "correlationid", kind === "notification" ? "recipient" : "streamid"];
  add("@any", anyId, `(${ids.map((field) => `c.envelope.${field} = @any`).join(" OR ")})`);
  add("@since", since, "c.envelope.time >= @since");
  add("@until", until, "c.envelope.time < @until");
  add("@text", text, "CONTAINS(ToString(c.envelope.data), @text, true)");
  return { clauses, parameters };
}

/** The partition that a filter leaves over; undefined: several. */
function partitionOfFilter(kind: StoredKind, { stream, streamid, recipient }: MessageFilter): string | undefined {
  if (kind === "notification") return recipient;
  return stream === undefined || streamid === undefined ? undefined : partitionOf(stream, streamid);
}
