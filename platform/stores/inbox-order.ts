import type { InboxRecord } from "./records.ts";

/** Orders kept messages by the instant they came to be; those of one stream and instant by version. */
export function byTime(a: InboxRecord, b: InboxRecord): number {
  const apart = Date.parse(a.message.time) - Date.parse(b.message.time);
  return apart === 0 ? (a.message.streamversion ?? 0) - (b.message.streamversion ?? 0) : apart;
}
