import type { Account } from "../account.ts";
import { feedCharge } from "../charge.ts";
import { badRequest, notSupported } from "../errors.ts";
import { type Call, feedBody, header, integerHeader, type Reply, reply } from "../http/exchange.ts";
import type { Container } from "../store/container.ts";
import type { FeedStart } from "../store/feed.ts";
import { renderDocument } from "../store/render.ts";
import { containerHeaders } from "./item-reply.ts";
import { type RequestScope, readScope } from "./scope.ts";

/** Our extension: a reader names how long, in ms, an empty answer may be held back until something changes. */
const waitHeader = "x-eventwright-wait-ms";
const longestWait = 30_000;

const defaultPage = 100;
const largestPage = 10_000;

/**
 * GET …/docs with `A-IM: Incremental Feed`: the items that changed since a position, newest version of each.
 * 200 with items, or 304; both carry the position to go on from as etag.
 */
export async function readFeed(account: Account, call: Call, databaseId: string, containerId: string): Promise<Reply> {
  if (header(call, "a-im")?.toLowerCase() !== "incremental feed") {
    throw notSupported(`change feed mode ${JSON.stringify(header(call, "a-im"))} (all versions and deletes)`);
  }
  const wait = Math.min(Math.max(0, integerHeader(call, waitHeader) ?? 0), longestWait);
  const deadline = account.settings.machine.now() + wait;
  const first = account.catalog.container(databaseId, containerId);
  const start = readStart(account, call, first);
  const limit = readLimit(call);
  for (let container = first; ; container = account.catalog.container(databaseId, containerId)) {
    // The scope is read anew after each wait: a split ends the range.
    const scope = readScope(call, container);
    const items = account.feed.read(container, account.now(), scope, start, limit);
    const last = items.at(-1);
    if (last !== undefined) {
      const texts = items.map((item) => renderDocument(container, item, item.lsn));
      const bytes = texts.reduce((sum, text) => sum + text.length, 0);
      const charge = chargeFeed(account, container, bytes);
      return reply(200, feedBody("Documents", container.rid, texts), {
        "x-ms-item-count": String(items.length),
        "x-ms-request-charge": String(charge),
        ...feedHeaders(account, container, scope, last.lsn),
      });
    }
    const left = deadline - account.settings.machine.now();
    if (left <= 0 || call.signal.aborted) return nothingNew(account, call, container, scope, start);
    await account.changes.wait(container.num, left, call.signal);
  }
}

/** Charges the answer of a read, however long it was held back. @throws CosmosError 429 */
function chargeFeed(account: Account, container: Container, bytes: number): number {
  const charge = feedCharge(bytes);
  return account.throughput.metered(
    container,
    () => charge,
    () => charge,
  );
}

function nothingNew(account: Account, call: Call, container: Container, scope: RequestScope, start: FeedStart): Reply {
  const charge = chargeFeed(account, container, 0);
  // Without the etag of the request the SDK would lose its place and start over.
  const headers = feedHeaders(account, container, scope, start.after);
  const given = header(call, "if-none-match");
  const etag = given === undefined || given === "*" ? headers.etag : given;
  return reply(304, "", { "x-ms-request-charge": String(charge), ...headers, etag });
}

function feedHeaders(account: Account, container: Container, scope: RequestScope, lsn: number) {
  return {
    ...containerHeaders(account, container, scope.single ? scope.min : undefined),
    ...(scope.rangeId === undefined ? {} : { "x-ms-documentdb-partitionkeyrangeid": scope.rangeId }),
    etag: `"${lsn}"`,
  };
}

function readStart(account: Account, call: Call, container: Container): FeedStart {
  const position = header(call, "if-none-match");
  if (position === "*") return { after: account.store.lsn(container), since: undefined };
  if (position !== undefined) {
    const match = /^"?(\d{1,15})"?$/.exec(position);
    if (match === null) throw badRequest("If-None-Match is not a position of this change feed.");
    return { after: Number(match[1]), since: undefined };
  }
  const since = header(call, "if-modified-since");
  if (since === undefined) return { after: 0, since: undefined };
  const instant = Date.parse(since);
  if (Number.isNaN(instant)) throw badRequest("If-Modified-Since is not a date.");
  return { after: 0, since: Math.floor(instant / 1000) };
}

function readLimit(call: Call): number {
  const asked = integerHeader(call, "x-ms-max-item-count") ?? defaultPage;
  if (asked === 0 || asked < -1) throw badRequest("x-ms-max-item-count must be -1 or a positive number.");
  return asked === -1 ? largestPage : Math.min(asked, largestPage);
}
