import type { Account } from "../account.ts";
import { badRequest, CosmosError } from "../errors.ts";
import { type Call, header } from "../http/exchange.ts";
import { type Container, rangeOf } from "../store/container.ts";

/** From the weakest; the account's own is Session. */
const levels = ["eventual", "consistentprefix", "session", "boundedstaleness", "strong"];
const ownLevel = "Session";

/** One range's part of a session token: how far the client has seen it. */
interface Seen {
  readonly range: string;
  readonly lsn: number;
}

/**
 * Holds a read to the session of its client. All data is in one place, so a token of this account is met at once; one that
 * is ahead (of an account whose data was emptied, or made up) never will be, and is answered as Azure does once its replicas
 * have not caught up.
 * @param epk the one partition key that is read; undefined: the whole container counts
 * @throws CosmosError 404/1002 when the token is ahead, 400 when it is none or the consistency level is above the account's
 */
export function checkSession(account: Account, call: Call, container: Container, epk: string | undefined): void {
  const level = header(call, "x-ms-consistency-level");
  if (level !== undefined) checkLevel(level);
  const token = header(call, "x-ms-session-token");
  const weaker = level !== undefined && levels.indexOf(level.toLowerCase()) < levels.indexOf(ownLevel.toLowerCase());
  if (token === undefined || token === "" || weaker) return;
  const counted = epk === undefined ? undefined : lineOf(container, epk);
  const lsn = account.store.lsn(container);
  const ahead = readToken(token).find(({ range, lsn: seen }) => seen > lsn && (counted?.has(range) ?? true));
  if (ahead === undefined) return;
  throw new CosmosError(
    404,
    "NotFound",
    `The read session is not available for the input session token: range ${ahead.range} is at ${lsn}, the token at ${ahead.lsn}.`,
    1002,
  );
}

function checkLevel(level: string): void {
  const rank = levels.indexOf(level.toLowerCase());
  if (rank < 0) throw badRequest(`${JSON.stringify(level)} is no consistency level.`);
  if (rank <= levels.indexOf(ownLevel.toLowerCase())) return;
  throw badRequest(
    `ConsistencyLevel ${level} specified in the request is invalid when service is configured with consistency level ` +
      `${ownLevel}. Ensure the request consistency level is not stronger than the service consistency level.`,
  );
}

/** The range of a key and all that it was split from: a client that has not read since knows it by an older name. */
function lineOf(container: Container, epk: string): ReadonlySet<string> {
  const range = rangeOf(container, epk);
  return new Set([range.id, ...range.parents]);
}

/** Reads `0:-1#5,1:-1#7`, with or without versions and regions. */
function readToken(token: string): Seen[] {
  return token.split(",").map((part) => {
    const match = /^([^:\s]+):(?:-?\d+#)?(\d{1,15})(?:#\d+=-?\d+)*$/.exec(part.trim());
    if (match === null) throw badRequest(`${JSON.stringify(part)} is not a session token such as 0:-1#5.`);
    return { range: String(match[1]), lsn: Number(match[2]) };
  });
}
