import type { AnyMessageClass, EarlierVersion } from "../messages/message-class.ts";
import { aliveVersions, endOf, isAlive } from "../messages/versions.ts";
import type { HttpRequest } from "./exchange.ts";
import { Problem } from "./problem.ts";

/** The header by which a client says which version of a command it sends. */
export const versionHeader = "message-version";

/**
 * The earlier version that a client sends; undefined: the newest. Clients from before there were two versions do not know the
 * header, so that without it the oldest counts that has not come to its sunset.
 * @throws Problem 400 when there is no such version, 410 when it has ended
 */
export function sentVersion(request: HttpRequest, message: AnyMessageClass, now: number): EarlierVersion | undefined {
  const header = request.headers.get(versionHeader);
  if (header === null) return message.earlier === undefined ? undefined : aliveVersions(message, now)[0];
  if (!/^[1-9][0-9]{0,8}$/.test(header)) {
    throw new Problem("invalid-header", `${versionHeader} is the number of a version, such as ${message.version}.`);
  }
  return versionNumbered(message, Number(header), now);
}

/**
 * The earlier version of a number that outsiders may use; undefined: the newest.
 * @throws Problem 400 when there is no such version, 410 when it has ended
 */
export function versionNumbered(message: AnyMessageClass, version: number, now: number): EarlierVersion | undefined {
  if (version === message.version) return undefined;
  const found = message.earlier?.find((earlier) => earlier.version === version);
  const newest = `The newest is ${message.version}.`;
  const members = { message: message.messageName, newest: message.version };
  if (found === undefined) {
    throw new Problem("version-unknown", `${message.messageName} has no version ${version}. ${newest}`, { members });
  }
  if (isAlive(found, now)) return found;
  const when = found.sunset === undefined ? "" : ` after ${found.sunset}`;
  const detail = `Version ${version} of ${message.messageName} has ended${when}. ${newest}`;
  throw new Problem("version-ended", detail, { members, headers: versionHeaders(found, now) });
}

/**
 * What an answer says of a version that will end: since when it is deprecated (RFC 9745; as of now where the contract does not
 * say) and when it ends (RFC 8594).
 */
export function versionHeaders(version: EarlierVersion, now: number): Readonly<Record<string, string>> {
  const end = endOf(version);
  const since = version.deprecated === undefined ? now : Date.parse(`${version.deprecated}T00:00:00.000Z`);
  return {
    deprecation: `@${Math.floor(since / 1000)}`,
    ...(end === undefined ? {} : { sunset: new Date(end).toUTCString() }),
  };
}
