/**
 * Plausible request units: an estimate that follows what Microsoft publishes, and is no measurement of Azure.
 *
 * Published (learn.microsoft.com/azure/cosmos-db/understand-request-unit-consumption, 2026-04, and …/optimize-cost-reads-writes): the table
 * of sizes; 0.2 for each term that enters or leaves an index; overwriting is a delete and an insert of the item, and of those terms that
 * change; a patch takes 0.4 more for each property; a feed costs what reading its items one by one would; a query that returns a
 * thousand items of 1 KB costs a thousand. Our own guesses: the shares of unique keys, of items that a query only looks at, and what
 * any query costs at least.
 */

/**
 * Size of an item in KB, request units to read it by id, and to write it without indexes. The table has 4.95 for the first write, the
 * examples beside it count with 5.
 */
const published: readonly (readonly [kilobytes: number, read: number, write: number])[] = [
  [1, 1, 5],
  [2, 1.04, 6.29],
  [4, 1.14, 6.67],
  [8, 1.33, 7.04],
  [16, 1.67, 9.52],
  [32, 2.19, 11.23],
  [64, 4.76, 22.67],
  [128, 9.95, 48.19],
  [256, 20.28, 98.29],
  [512, 40.95, 184.57],
  [1024, 145.9, 625],
  [2048, 291.8, 1250],
];

/** A straight line between two sizes of the table; below the least and above the largest what these cost. */
function bySize(bytes: number, column: 1 | 2): number {
  const kilobytes = bytes / 1024;
  const at = published.findIndex(([size]) => size >= kilobytes);
  const upper = published[at < 0 ? published.length - 1 : at];
  const lower = at > 0 ? published[at - 1] : upper;
  if (upper === undefined || lower === undefined) return 0;
  if (upper === lower) return upper[column];
  return lower[column] + ((kilobytes - lower[0]) / (upper[0] - lower[0])) * (upper[column] - lower[column]);
}

/** A term that enters or leaves an index. */
const term = 0.2;
/** What patching a property takes beside overwriting the item. */
const patchedProperty = 0.4;
/** A rule of unique keys that is looked up; a guess. */
const uniqueKey = 0.5;

/** Reading an item of `bytes` by id. */
export const readCharge = (bytes: number): number => round(bySize(bytes, 1));

/** What a write costs by. */
export interface WriteSize {
  /** The item as JSON, in bytes. */
  readonly bytes: number;
  /** How many values of it are indexed. */
  readonly indexed: number;
  /** How many unique key rules its container has. */
  readonly uniqueKeys: number;
}

/** Creating or deleting an item. */
export const writeCharge = ({ bytes, indexed, uniqueKeys }: WriteSize): number =>
  round(bySize(bytes, 2) + indexed * term + uniqueKeys * uniqueKey);

/** What overwriting costs by. */
export interface OverwriteSize {
  /** The item that goes and the one that comes, as JSON, in bytes. */
  readonly before: number;
  readonly after: number;
  /** Indexed values that go, and those that come: one that stays is neither. */
  readonly changed: number;
  readonly uniqueKeys: number;
}

/** Overwriting an item. */
export const overwriteCharge = ({ before, after, changed, uniqueKeys }: OverwriteSize): number =>
  round(bySize(before, 2) + bySize(after, 2) + changed * term + uniqueKeys * uniqueKey);

/** What a patch of so many properties takes, where overwriting the item takes `overwriting`. */
export const patchCharge = (overwriting: number, properties: number): number =>
  round(overwriting + properties * patchedProperty);

/** A query that looked at `scanned` items and returned `bytes`. */
export const queryCharge = (scanned: number, bytes: number): number => round(2.28 + scanned * 0.025 + bytes / 1024);

/** A change feed page of items of these sizes, bytes; an empty poll costs one unit. */
export const feedCharge = (sizes: readonly number[]): number =>
  round(
    Math.max(
      1,
      sizes.reduce((sum, bytes) => sum + bySize(bytes, 1), 0),
    ),
  );

/** Reading or writing metadata, and a request for an item that failed. */
export const metadataCharge = 1;

/** What Azure reports for a request that it refused with 429. The throughput is not asked for it. */
export const throttledCharge = 0.38;

const round = (value: number) => Math.round(value * 100) / 100;
