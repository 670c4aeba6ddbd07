import type { SqlQuerySpec } from "@azure/cosmos";
import type { Envelope } from "../../messages/envelope.ts";
import { versionId } from "../../messages/ids.ts";
import type { ExplorerStore, LetterHead, MarkedCommand, StoredKind } from "../../stores/explorer.ts";
import type { EventRecord, OutcomeMarker, ParkedRecord } from "../../stores/records.ts";
import type { Collection } from "./collection.ts";
import { plain, queryAll, readDocument } from "./documents.ts";
import { readHeads } from "./heads.ts";
import { recentCounts } from "./recent-counts.ts";

/** Partitions of one question. */
const mostPartitions = 100;

const letterHeads =
  "SELECT c.id, c.handler, c.streamid, c.attempts, c.retryAt, c.closed, c.instanceId, c.message.id AS messageId, " +
  "c.error.message AS error FROM c WHERE c.kind = 'letter'";

const containerOf = { command: "commands", event: "events", notification: "notifications" } as const;

/** Views across streams, in Cosmos: queries that the index answers, but for those into payloads. */
export function cosmosExplorer(collection: (name: string) => Collection): ExplorerStore {
  const of = (kind: StoredKind) => collection(containerOf[kind]);
  const events = collection("events");
  const letters = collection("dead-letters");
  return {
    heads: (kind, request) => readHeads(of(kind), kind, request),
    async correlated(kind, correlation, limit) {
      const query = {
        query: "SELECT VALUE c.envelope FROM c WHERE c.envelope.correlationid = @id ORDER BY c.envelope.time",
        parameters: [{ name: "@id", value: correlation }],
      };
      return queryAll<Envelope>(of(kind), query, { limit });
    },
    async event(partition, version) {
      const found = await readDocument<EventRecord | OutcomeMarker>(events, partition, versionId(version));
      return found?.document.kind === "event" ? found.document : undefined;
    },
    async notification(id) {
      const query = {
        query: "SELECT VALUE c.envelope FROM c WHERE c.id = @id",
        parameters: [{ name: "@id", value: id }],
      };
      return (await queryAll<Envelope>(of("notification"), query))[0];
    },
    marked: (status, after, limit) => marked(events, status, after, limit),
    async versions(partitions) {
      const rows = await inParts<{ streamid: string; version: number }>(events, partitions, {
        query:
          "SELECT c.streamid, MAX(c.version) AS version FROM c WHERE c.kind = 'event' AND ARRAY_CONTAINS(@partitions, c.streamid) " +
          "GROUP BY c.streamid",
      });
      return new Map(rows.map(({ streamid, version }) => [streamid, version]));
    },
    async streamsFrom(prefix, after, limit) {
      // Every stream has a first event.
      const query = byStream("c.streamid", "c.version = 1", prefix, after);
      return (await queryAll<{ streamid: string }>(events, query, { limit })).map(({ streamid }) => streamid);
    },
    async parkedFrom(prefix, after, limit) {
      const query = byStream("*", "c.kind = 'parked'", prefix, after);
      const found = (await queryAll<ParkedRecord>(letters, query, { limit })).map(plain);
      const last = found.at(-1);
      if (found.length < limit || last === undefined) return found;
      // A stream may be parked for several handlers, of which the limit may have cut some off.
      const rest = await queryAll<ParkedRecord>(
        letters,
        { query: "SELECT * FROM c WHERE c.kind = 'parked'" },
        { partition: last.streamid },
      );
      return [...found.filter(({ streamid }) => streamid !== last.streamid), ...rest.map(plain)];
    },
    letters: (partitions) =>
      inParts(letters, partitions, { query: `${letterHeads} AND ARRAY_CONTAINS(@partitions, c.streamid)` }),
    async lettersOfInstances(instanceIds) {
      const query = `${letterHeads} AND ARRAY_CONTAINS(@ids, c.instanceId)`;
      return queryAll<LetterHead>(letters, { query, parameters: [{ name: "@ids", value: [...instanceIds] }] });
    },
    async waiting(partition) {
      const query = {
        query: "SELECT c.handler, COUNT(1) AS count FROM c WHERE c.kind = 'waiting' GROUP BY c.handler",
      };
      const rows = await queryAll<{ handler: string; count: number }>(letters, query, { partition });
      return new Map(rows.map(({ handler, count }) => [handler, count]));
    },
    recent: (seconds) => recentCounts(collection, seconds),
  };
}

/** What stands in streams whose names begin with a text, behind a stream, in their order. */
function byStream(what: string, condition: string, prefix: string, after: string | undefined): SqlQuerySpec {
  const behind = after === undefined ? "" : " AND c.streamid > @after";
  const begins = prefix === "" ? "" : " AND STARTSWITH(c.streamid, @prefix)";
  return {
    query: `SELECT ${what} FROM c WHERE ${condition}${begins}${behind} ORDER BY c.streamid`,
    parameters: [
      ...(prefix === "" ? [] : [{ name: "@prefix", value: prefix }]),
      ...(after === undefined ? [] : [{ name: "@after", value: after }]),
    ],
  };
}

async function inParts<T>(
  collection: Collection,
  partitions: readonly string[],
  { query }: { readonly query: string },
): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let from = 0; from < partitions.length; from += mostPartitions) {
    const some = partitions.slice(from, from + mostPartitions);
    const parameters = [{ name: "@partitions", value: some }];
    const [only] = some;
    const one = some.length === 1 && only !== undefined ? { partition: only } : {};
    rows.push(...(await queryAll<T>(collection, { query, parameters }, one)));
  }
  return rows;
}

interface Mark extends Pick<OutcomeMarker, "causationid" | "streamid"> {
  readonly at: number;
}

/** A second may have many marks, which have an order by their commands then. */
async function marked(
  events: Collection,
  status: string,
  after: MarkedCommand["place"] | undefined,
  limit: number,
): Promise<readonly MarkedCommand[]> {
  const select =
    "SELECT c.causationid, c.streamid, c._ts AS at FROM c WHERE c.kind = 'outcome' AND c.result.status = @status";
  const run = (at: number, below: string | undefined) =>
    queryAll<Mark>(
      events,
      {
        query: `${select} AND c._ts = @at${below === undefined ? "" : " AND c.causationid < @below"} ORDER BY c.causationid DESC`,
        parameters: [
          { name: "@status", value: status },
          { name: "@at", value: at },
          ...(below === undefined ? [] : [{ name: "@below", value: below }]),
        ],
      },
      { limit },
    );
  const begun = after === undefined ? [] : await run(after.at, after.commandId);
  const found = [...begun];
  if (found.length < limit) {
    const rows = await queryAll<Mark>(
      events,
      {
        query: `${select}${after === undefined ? "" : " AND c._ts < @at"} ORDER BY c._ts DESC`,
        parameters: [
          { name: "@status", value: status },
          ...(after === undefined ? [] : [{ name: "@at", value: after.at }]),
        ],
      },
      { limit },
    );
    const last = rows.at(-1);
    const cut = rows.length >= limit && last !== undefined;
    found.push(...sorted(rows.filter(({ at }) => !cut || at !== last.at)));
    if (cut && found.length < limit) found.push(...(await run(last.at, undefined)));
  }
  return found.slice(0, limit).map(({ causationid: commandId, streamid: partition, at }) => {
    return { commandId, partition, place: { at, commandId } };
  });
}

function sorted(marks: readonly Mark[]): readonly Mark[] {
  return marks.toSorted((a, b) => b.at - a.at || (a.causationid < b.causationid ? 1 : -1));
}
