import { type ChangeFeedSource, type FeedPage, type FeedRange, type FeedStart, RangeGone } from "./ports.ts";
import { CosmosError, type CosmosRest } from "./rest.ts";

/** How long our own Cosmos emulator is asked to hold a read that finds nothing new, ms. */
const heldRead = 5_000;
/** Header by which our own Cosmos emulator makes itself known. */
const emulatorHeader = "x-eventwright-emulator";

interface RangeResource {
  readonly id: string;
  readonly minInclusive: string;
  readonly maxExclusive: string;
  readonly parents?: readonly string[];
}

/** The change feed of a container over REST, latest version mode. */
export function restSource(rest: CosmosRest, database: string, container: string): ChangeFeedSource {
  const link = `dbs/${database}/colls/${container}`;
  let holdsReads = false;

  return {
    async ranges() {
      const { body, headers } = await rest.send({ method: "GET", type: "pkranges", link, path: `${link}/pkranges` });
      holdsReads = headers[emulatorHeader] === "1";
      const { PartitionKeyRanges: found } = body as { PartitionKeyRanges: readonly RangeResource[] };
      return found.map(
        ({ id, minInclusive, maxExclusive, parents }): FeedRange => ({
          id,
          min: minInclusive,
          max: maxExclusive,
          parents: parents ?? [],
        }),
      );
    },

    async read(range, continuation, start, maxItems, signal): Promise<FeedPage> {
      const asked = performance.now();
      const hold = holdsReads && (continuation !== null || start.kind !== "now");
      try {
        const { status, headers, body } = await rest.send({
          method: "GET",
          type: "docs",
          link,
          path: `${link}/docs`,
          signal,
          headers: {
            "a-im": "Incremental Feed",
            "x-ms-max-item-count": String(maxItems),
            "x-ms-documentdb-partitionkeyrangeid": range,
            ...position(continuation, start),
            ...(hold && { "x-eventwright-wait-ms": String(heldRead) }),
          },
        });
        holdsReads = headers[emulatorHeader] === "1";
        const documents = status === 304 ? [] : (body as { Documents: readonly unknown[] }).Documents;
        // A server that only claims to hold reads must not be asked in a tight loop; real time, not the emulator's clock.
        const waited = hold && holdsReads && performance.now() - asked > heldRead / 2;
        return { documents, continuation: String(headers.etag ?? continuation ?? ""), waited };
      } catch (error) {
        if (error instanceof CosmosError && error.status === 410) throw new RangeGone(error.message);
        throw error;
      }
    },
  };
}

/** The headers of a place in the feed. A start time is sent again with every continuation, which wins over it. */
function position(continuation: string | null, start: FeedStart): Record<string, string> {
  const from: Record<string, string> =
    start.kind === "time" ? { "if-modified-since": new Date(start.at).toUTCString() } : {};
  if (continuation !== null) return { ...from, "if-none-match": continuation };
  return start.kind === "now" ? { "if-none-match": "*" } : from;
}
