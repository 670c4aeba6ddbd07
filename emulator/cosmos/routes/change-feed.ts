import type { Account } from "../account.ts";
import { feedCharge } from "../charge.ts";
import { badRequest, notSupported } from "../errors.ts";
import { type Call, feedBody, header, integerHeader, type Reply, reply } from "../http/exchange.ts";
import type { Container } from "../store/container.ts";
import type { FeedStart } from "../store/feed.ts";
import { renderDocument } from "../store/render.ts";
import type { Version } from "../store/versions.ts";
import { containerHeaders } from "./item-reply.ts";
import { type RequestScope, readScope } from "./scope.ts";
import { checkSession } from "./session.ts";

/** Our extension: a reader names how long, in ms, an empty answer may be held back until something changes. */
const waitHeader = "x-eventwright-wait-ms";
const longestWait = 30_000;

const defaultPage = 100;
const largestPage = 10_000;

/** The form of the feed of all versions that is served here, as the header of the SDK names it. */
const wireFormat = "2021-09-15";

/**
 * GET …/docs with `A-IM: Incremental Feed`: the items that changed since a position, newest version of each; with
 * `A-IM: Full-Fidelity Feed`: every write since then, deletes too. 200 with items, or 304; both carry the position to go
 * on from as etag.
 */
export async function readFeed(account: Account, call: Call, databaseId: string, containerId: string): Promise<Reply> {
  const mode = readMode(call);
  const wait = Math.min(Math.max(0, integerHeader(call, waitHeader) ?? 0), longestWait);
  const deadline = account.settings.machine.now() + wait;
  const first = account.catalog.container(databaseId, containerId);
  const start = readStart(account, call, first);
  if (mode === "all versions") checkVersions(account, call, first, start);
  const limit = readLimit(call);
  for (let container = first; ; container = account.catalog.container(databaseId, containerId)) {
    // The scope is read anew after each wait: a split ends the range.
    const scope = readScope(call, container);
    checkSession(account, call, container, scope.single ? scope.min : undefined);
    const items =
      mode === "all versions"
        ? account.store.versions.read(container, scope, start.after, limit)
        : latestVersions(account, container, scope, start, limit);
    const last = items.at(-1);
    if (last !== undefined) {
      const texts = items.map(({ text }) => text);
      const charge = chargeFeed(
        account,
        container,
        texts.map((text) => text.length),
      );
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

function readMode(call: Call): "latest version" | "all versions" {
  const mode = header(call, "a-im")?.toLowerCase();
  if (mode === "incremental feed") return "latest version";
  const format = header(call, "x-ms-cosmos-changefeed-wire-format-version");
  if (mode !== "full-fidelity feed" || format !== wireFormat) {
    throw notSupported(
      `change feed mode ${JSON.stringify(header(call, "a-im"))} in the form of ${format ?? "no version"}`,
    );
  }
  return "all versions";
}

/** @throws CosmosError 400 when the writes from `start` on are not all kept. */
function checkVersions(account: Account, call: Call, container: Container, start: FeedStart): void {
  if (container.versionsKept === undefined) {
    throw badRequest(
      "The container keeps no versions for the feed of all versions and deletes. Give it a changeFeedPolicy with a " +
        "retentionDuration in minutes.",
    );
  }
  if (header(call, "if-none-match") === undefined) {
    throw badRequest("The feed of all versions and deletes starts from now or from a continuation, not from the past.");
  }
  if (start.after < account.store.versions.trimmed(container)) {
    throw badRequest("The continuation is older than what the container's changeFeedPolicy retains.");
  }
}

const latestVersions = (
  account: Account,
  container: Container,
  scope: RequestScope,
  start: FeedStart,
  limit: number,
): Version[] =>
  account.feed
    .read(container, account.now(), scope, start, limit)
    .map((item) => ({ lsn: item.lsn, text: renderDocument(container, item, item.lsn) }));

/** Charges the answer of a read, however long it was held back. @throws CosmosError 429 */
function chargeFeed(account: Account, container: Container, sizes: readonly number[]): number {
  const charge = feedCharge(sizes);
  return account.throughput.metered(
    container,
    () => charge,
    () => charge,
  );
}

function nothingNew(account: Account, call: Call, container: Container, scope: RequestScope, start: FeedStart): Reply {
  const charge = chargeFeed(account, container, []);
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
