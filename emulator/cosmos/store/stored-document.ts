/** An item as stored. `body` is the client's JSON without the system properties. */
export interface StoredDocument {
  /** Unique in the account, rising with creation; the rid is made of it. */
  readonly num: number;
  readonly epk: string;
  readonly id: string;
  /** The transaction that wrote it last, counted per container. */
  readonly lsn: number;
  /** The write that wrote it last, counted per container; the etag is made of it. */
  readonly version: number;
  /** Second of the last write since the Unix epoch. */
  readonly ts: number;
  /** The item's own time to live in seconds, -1 for "never", or null when it has none. */
  readonly ttl: number | null;
  readonly body: string;
}
