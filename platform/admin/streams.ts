import { classOf, nameOfType } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import { partitionOf, streamOfPartition } from "../messages/ids.ts";
import type { MessageHead } from "../stores/explorer.ts";
import type { ParkedRecord } from "../stores/records.ts";
import { type Looked, upcastOf } from "./messages.ts";
import type { StreamAnswer, StreamEvent, StreamSummary } from "./shapes.ts";

/** Which streams are listed. */
export interface StreamSearch {
  /** Name of the stream. */
  readonly stream?: string;
  /** The beginning of the stream id. */
  readonly prefix?: string;
  /** Only those that are parked. */
  readonly parked: boolean;
  readonly limit: number;
  readonly after?: StreamPlace;
}

/** Where a list of streams goes on: behind an event, or behind a partition value. */
export type StreamPlace =
  | { readonly by: "time"; readonly time: string; readonly id: string }
  | { readonly by: "name"; readonly partition: string };

/** A page of streams, and where it goes on. */
export interface StreamPage {
  readonly items: readonly StreamSummary[];
  readonly next?: StreamPlace;
}

/** Events that one request looks at to find streams. */
const mostLooked = 1000;

/** Streams, those with the newest event first; with a prefix, or where only parked ones are wanted, by name. */
export async function listStreams(runtime: Looked, search: StreamSearch): Promise<StreamPage> {
  if (search.parked) return parkedStreams(runtime, search);
  return search.prefix === undefined ? newestStreams(runtime, search) : namedStreams(runtime, search);
}

/**
 * There is no list of streams: the events are walked from the newest on, and a stream stands where its newest event does. Whether
 * an event is that is told by a look for the next version, so that pages need no memory.
 */
async function newestStreams(runtime: Looked, { stream, limit, after }: StreamSearch): Promise<StreamPage> {
  const { explorer } = runtime.stores;
  const heads: MessageHead[] = [];
  const seen = new Map<string, number>();
  let place = after?.by === "time" ? after : undefined;
  let more = true;
  for (let looked = 0; more && looked < mostLooked && heads.length < limit; ) {
    const step = Math.min(mostLooked - looked, Math.max(limit * 2, 100));
    const found = await explorer.heads("event", {
      filter: stream === undefined ? {} : { stream },
      ...(place === undefined ? {} : { after: { time: place.time, rest: { below: place.id } } }),
      limit: step,
    });
    looked += found.length;
    more = found.length === step;
    const candidates = found.filter((head) => {
      const [partition, version] = [partitionOfHead(head), head.streamversion ?? 0];
      // Mostly a stream's newest event comes first, so that there is nothing to look for behind the others.
      if (version <= (seen.get(partition) ?? 0)) return false;
      seen.set(partition, version);
      return true;
    });
    const later = await Promise.all(
      candidates.map(async (head) => {
        const next = await explorer.event(partitionOfHead(head), (head.streamversion ?? 0) + 1);
        return next !== undefined;
      }),
    );
    const newest = new Set(candidates.filter((_, index) => later[index] === false));
    for (const head of found) {
      if (heads.length === limit) {
        more = true;
        break;
      }
      place = { by: "time", time: head.time, id: head.id };
      if (newest.has(head)) heads.push(head);
    }
  }
  const items = await summaries(
    runtime,
    heads.map((head) => ({ partition: partitionOfHead(head), version: head.streamversion ?? 0, head })),
  );
  return { items, ...(more && place !== undefined ? { next: place } : {}) };
}

async function namedStreams(runtime: Looked, search: StreamSearch): Promise<StreamPage> {
  const { explorer } = runtime.stores;
  const { limit, after } = search;
  const behind = after?.by === "name" ? after.partition : undefined;
  const found = await Promise.all(
    prefixesOf(runtime, search).map((prefix) => explorer.streamsFrom(prefix, behind, limit + 1)),
  );
  const partitions = found.flat().sort();
  return pageOf(runtime, partitions, limit);
}

async function parkedStreams(runtime: Looked, search: StreamSearch): Promise<StreamPage> {
  const { explorer } = runtime.stores;
  const { limit, after } = search;
  const behind = after?.by === "name" ? after.partition : undefined;
  const found = await Promise.all(
    prefixesOf(runtime, search).map((prefix) => explorer.parkedFrom(prefix, behind, limit + 1)),
  );
  const partitions = [...new Set(found.flat().map(({ streamid }) => streamid))].sort();
  return pageOf(runtime, partitions, limit);
}

/** How partition values begin; a prefix without a stream's name goes for the streams of all names. */
function prefixesOf({ catalog }: Looked, { stream, prefix }: StreamSearch): readonly string[] {
  if (stream !== undefined) return [partitionOf(stream, prefix ?? "")];
  return prefix === undefined ? [""] : [...catalog.streams.keys()].map((name) => partitionOf(name, prefix));
}

async function pageOf(runtime: Looked, partitions: readonly string[], limit: number): Promise<StreamPage> {
  const { explorer } = runtime.stores;
  const shown = partitions.slice(0, limit);
  const versions = await explorer.versions(shown);
  const rows = await Promise.all(
    shown.map(async (partition) => {
      const version = versions.get(partition) ?? 0;
      const head = version === 0 ? undefined : (await explorer.event(partition, version))?.envelope;
      return { partition, version, head };
    }),
  );
  const last = shown.at(-1);
  return {
    items: await summaries(runtime, rows),
    ...(partitions.length > limit && last !== undefined ? { next: { by: "name", partition: last } } : {}),
  };
}

interface Row {
  readonly partition: string;
  readonly version: number;
  readonly head: MessageHead | undefined;
}

async function summaries({ catalog, stores }: Looked, rows: readonly Row[]): Promise<readonly StreamSummary[]> {
  const markers: readonly ParkedRecord[] =
    rows.length === 0 ? [] : await stores.deadLetters.parked(rows.map(({ partition }) => partition));
  return rows.map(({ partition, version, head }) => {
    const { stream, streamId: streamid } = streamOfPartition(partition);
    return {
      stream,
      streamid,
      version,
      ...(head === undefined ? {} : { last: { name: nameOfType(catalog, head.type), time: head.time } }),
      parked: markers.filter((marker) => marker.streamid === partition).map(({ handler }) => handler),
    };
  });
}

function partitionOfHead({ stream = "", streamid = "" }: MessageHead): string {
  return partitionOf(stream, streamid);
}

/**
 * One stream with a stretch of its events; undefined when the contract has no such stream and there is no event of it.
 * @param after the version behind which the stretch begins
 */
export async function showStream(
  runtime: Pick<Runtime, "catalog" | "stores">,
  stream: string,
  streamid: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<StreamAnswer | undefined> {
  const { catalog, stores } = runtime;
  const partition = partitionOf(stream, streamid);
  const [events, versions, markers] = await Promise.all([
    stores.events.readAfter(partition, after, limit),
    stores.explorer.versions([partition]),
    stores.deadLetters.parked([partition]),
  ]);
  const version = versions.get(partition) ?? 0;
  if (version === 0 && !catalog.streams.has(stream)) return undefined;
  const waiting = markers.length === 0 ? new Map<string, number>() : await stores.explorer.waiting(partition);
  const last = events.at(-1)?.version ?? version;
  return {
    stream,
    streamid,
    version,
    parked: markers.map(({ handler, deadLetter: letter }) => ({ handler, letter, waiting: waiting.get(handler) ?? 0 })),
    items: events.map(({ version: at, envelope }): StreamEvent => {
      const name = classOf(catalog, envelope.type)?.messageName ?? envelope.type;
      return { version: at, name, envelope, ...upcastOf(catalog, envelope) };
    }),
    ...(last < version ? { cursor: String(last) } : {}),
  };
}
