/**
 * Plausible request units. Azure's published points: reading 1 KB costs 1 RU and 100 KB 10 RU; writing 1 KB costs about
 * 5 RU and 100 KB about 50 RU, a little more with indexes. Between them we draw a straight line.
 */

const kilobytes = (bytes: number) => Math.max(1, bytes / 1024);

/** Reading an item of `bytes` by id. */
export const readCharge = (bytes: number): number => round(1 + (kilobytes(bytes) - 1) * (9 / 99));

/** Writing an item of `bytes`; each unique key rule adds a little. */
export const writeCharge = (bytes: number, uniqueKeys: number): number =>
  round(5.29 + (kilobytes(bytes) - 1) * (44.71 / 99) + uniqueKeys * 0.5);

/** A query that looked at `scanned` items and returned `bytes`. */
export const queryCharge = (scanned: number, bytes: number): number =>
  round(2.28 + scanned * 0.025 + (bytes / 1024) * 0.35);

/** A change feed page of `bytes`; an empty poll costs one unit. */
export const feedCharge = (bytes: number): number => round(1 + (bytes / 1024) * 0.5);

/** Reading or writing metadata. */
export const metadataCharge = 1;

const round = (value: number) => Math.round(value * 100) / 100;
