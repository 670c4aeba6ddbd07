/**
 * Plausible request units. Azure's published points: reading 1 KB costs 1 RU and 100 KB 10 RU; writing 1 KB costs about
 * 5 RU and 100 KB about 50 RU, and more with indexes and unique keys. Between them we draw a straight line; the shares of
 * indexes, unique keys, queries and feeds are our own estimates.
 */

const kilobytes = (bytes: number) => Math.max(1, bytes / 1024);

/** Reading an item of `bytes` by id. */
export const readCharge = (bytes: number): number => round(1 + (kilobytes(bytes) - 1) * (9 / 99));

/** What a write costs by. */
export interface WriteSize {
  /** The item as JSON, in bytes. */
  readonly bytes: number;
  /** How many values of it are indexed. */
  readonly indexed: number;
  /** How many unique key rules its container has. */
  readonly uniqueKeys: number;
}

/** Creating, overwriting, patching or deleting an item. */
export const writeCharge = ({ bytes, indexed, uniqueKeys }: WriteSize): number =>
  round(5 + (kilobytes(bytes) - 1) * (45 / 99) + indexed * 0.05 + uniqueKeys * 0.5);

/** A query that looked at `scanned` items and returned `bytes`. */
export const queryCharge = (scanned: number, bytes: number): number =>
  round(2.28 + scanned * 0.025 + (bytes / 1024) * 0.35);

/** A change feed page of `bytes`; an empty poll costs one unit. */
export const feedCharge = (bytes: number): number => round(1 + (bytes / 1024) * 0.5);

/** Reading or writing metadata, and a request for an item that failed. */
export const metadataCharge = 1;

/** What Azure reports for a request that it refused with 429. The throughput is not asked for it. */
export const throttledCharge = 0.38;

const round = (value: number) => Math.round(value * 100) / 100;
