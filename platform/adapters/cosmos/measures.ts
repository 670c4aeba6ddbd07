import type { Container, PartitionKeyRange } from "@azure/cosmos";
import type { FeedReader, FeedStanding, LetterCount, MeasureStore, ParkedCount } from "../../stores/measures.ts";
import type { Collection } from "./collection.ts";
import { queryAll } from "./documents.ts";
import { translated } from "./errors.ts";

/** What the trigger keeps about one range of a change feed. */
interface Lease {
  readonly LeaseToken: string;
  /** The tag of the last page that was handled; none before the first. */
  readonly ContinuationToken?: string | null;
  readonly FeedRange?: { readonly Range?: { readonly min: string; readonly max: string } };
}

interface Range {
  readonly min: string;
  readonly max: string;
}

/**
 * Counts in Cosmos. What waits in a change feed is estimated in the way of the SDKs' own estimators: for each lease one document is
 * read from its position on, and the sequence number of that is compared with the one that the answer's session token names.
 */
export function cosmosMeasures(collection: (name: string) => Collection): MeasureStore {
  return {
    feed: (reader) => translated(`estimate of ${reader.feed}`, () => feedStanding(collection, reader)),
    async parkedStreams() {
      const query = {
        query:
          "SELECT c.handler, COUNT(1) AS streams, MIN(c.since) AS oldest FROM c WHERE c.kind = 'parked' GROUP BY c.handler",
      };
      return queryAll<ParkedCount>(collection("dead-letters"), query);
    },
    async openLetters() {
      const query = {
        query:
          "SELECT c.handler, COUNT(1) AS open FROM c WHERE c.kind = 'letter' AND NOT IS_DEFINED(c.closed) GROUP BY c.handler",
      };
      return queryAll<LetterCount>(collection("dead-letters"), query);
    },
  };
}

async function feedStanding(
  collection: (name: string) => Collection,
  { feed, reader }: FeedReader,
): Promise<FeedStanding | undefined> {
  const { container } = collection(feed);
  const { resource } = await container.read();
  const rid = (resource as { readonly _rid?: string } | undefined)?._rid ?? "";
  const leases = await queryAll<Lease>(collection("leases"), {
    // `<prefix><host>_<database>_<container>..<range>`; those of a container that is no more stay behind.
    query:
      "SELECT * FROM c WHERE STARTSWITH(c.id, @reader) AND CONTAINS(c.id, @container) AND IS_DEFINED(c.LeaseToken)",
    parameters: [
      { name: "@reader", value: reader },
      { name: "@container", value: `_${rid}..` },
    ],
  });
  if (leases.length === 0) return undefined;
  const ranges = new Map<string, Range>();
  if (leases.some(({ FeedRange: of }) => of?.Range === undefined)) {
    const { resources } = await container.readPartitionKeyRanges().fetchAll();
    for (const { id, minInclusive, maxExclusive } of resources as readonly PartitionKeyRange[]) {
      ranges.set(id, { min: minInclusive, max: maxExclusive });
    }
  }
  let waiting = 0;
  let since: number | undefined;
  for (const lease of leases) {
    const range = lease.FeedRange?.Range ?? ranges.get(lease.LeaseToken);
    // Split meanwhile: its children have leases in a moment.
    if (range === undefined) continue;
    const one = await rangeStanding(container, rid, range, lease.ContinuationToken ?? "");
    waiting += one.waiting;
    if (one.since !== undefined) since = Math.min(since ?? one.since, one.since);
  }
  return since === undefined ? { waiting } : { waiting, since };
}

async function rangeStanding(container: Container, rid: string, range: Range, position: string): Promise<FeedStanding> {
  const { ChangeFeedStartFrom } = await import("@azure/cosmos");
  const from = [{ minInclusive: range.min, maxExclusive: range.max, continuationToken: position }];
  const token = JSON.stringify({ rid, Continuation: from });
  const iterator = container.items.getChangeFeedIterator<{ readonly _lsn: number; readonly _ts: number }>({
    changeFeedStartFrom: ChangeFeedStartFrom.Continuation(token),
    maxItemCount: 1,
  });
  const { result = [], sessionToken } = await iterator.readNext();
  const first = (result as readonly { readonly _lsn?: number; readonly _ts?: number }[])[0];
  if (first?._lsn === undefined) return { waiting: 0 };
  const newest = sequenceNumber(sessionToken ?? "") ?? first._lsn;
  const waiting = Math.max(newest - first._lsn + 1, 1);
  return first._ts === undefined ? { waiting } : { waiting, since: first._ts * 1000 };
}

/** The newest sequence number that a session token names: `<range>:<version>#<number>#…`, or `<range>:<number>` of old services. */
export function sequenceNumber(sessionToken: string): number | undefined {
  const parts = sessionToken.slice(sessionToken.indexOf(":") + 1).split("#");
  const number = Number(parts[1] ?? parts[0]);
  return parts.join("") !== "" && Number.isSafeInteger(number) ? number : undefined;
}
