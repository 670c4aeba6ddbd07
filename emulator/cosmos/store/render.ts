import { documentRid } from "../rid.ts";
import type { Container } from "./container.ts";
import type { StoredDocument } from "./stored-document.ts";

/** Properties that belong to the service; a client's values for them are dropped. */
export const systemProperties = ["_rid", "_self", "_etag", "_attachments", "_ts", "_lsn"] as const;

/** The etag of an item, quotes included. */
export function etagOf(container: Container, version: number): string {
  const high = Math.floor(version / 0x1_0000_0000);
  return `"${hex(version % 0x1_0000_0000, 8)}-${hex(high, 4)}-0000-0000-${hex(container.num, 12)}"`;
}

/**
 * The item as JSON text with its system properties; `lsn` adds `_lsn`, as the change feed shows it.
 * The stored text is spliced, not parsed: it always holds at least an id.
 */
export function renderDocument(container: Container, item: StoredDocument, lsn?: number): string {
  const rid = documentRid(container.database.num, container.num, item.num);
  const etag = etagOf(container, item.version).slice(1, -1);
  const last = lsn === undefined ? "" : `,"_lsn":${lsn}`;
  return (
    `${item.body.slice(0, -1)},"_rid":"${rid}","_self":"${containerLink(container)}docs/${rid}/",` +
    `"_etag":"\\"${etag}\\"","_attachments":"attachments/","_ts":${item.ts}${last}}`
  );
}

/** The `_self` link of a container. */
export const containerLink = (container: Container): string => `dbs/${container.database.rid}/colls/${container.rid}/`;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
