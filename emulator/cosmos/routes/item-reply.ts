import type { Account } from "../account.ts";
import { headerText, type Reply, reply } from "../http/exchange.ts";
import { type Container, rangeOf } from "../store/container.ts";
import { etagOf, renderDocument } from "../store/render.ts";
import type { StoredDocument } from "../store/stored-document.ts";

/**
 * Headers that say where a reply comes from. The session token is what a client with session consistency sends back.
 */
export function containerHeaders(account: Account, container: Container, epk: string | undefined) {
  const lsn = account.store.lsn(container);
  const range = epk === undefined ? (container.ranges.find(({ live }) => live)?.id ?? "0") : rangeOf(container, epk).id;
  return {
    "x-ms-session-token": `${range}:-1#${lsn}`,
    "x-ms-content-path": container.rid,
    "x-ms-alt-content-path": headerText(`dbs/${container.database.id}/colls/${container.id}`),
    lsn: String(lsn),
  };
}

/** A reply that holds one item. */
export function itemReply(
  account: Account,
  container: Container,
  item: StoredDocument,
  status: number,
  charge: number,
): Reply {
  return reply(status, renderDocument(container, item), {
    etag: etagOf(container, item.version),
    "x-ms-request-charge": String(charge),
    ...containerHeaders(account, container, item.epk),
  });
}
