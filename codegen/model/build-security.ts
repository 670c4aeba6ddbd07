import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { by, listAt, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import type { Outline, OutlineOperation } from "../read/outline.ts";
import { type Place, placeBelow, placeKey, type Resolver } from "../read/resolver.ts";
import { millisecondsOf } from "./duration.ts";
import { type Access, type ApiSecurity, bothOf } from "./security.ts";
import { scopesOfScheme, scopeWordsOf, tokenSchemeOf } from "./token-schemes.ts";

/** What the document says of who may call. */
export interface BuiltSecurity {
  readonly api: Omit<ApiSecurity, "notifications" | "notificationsAt">;
  /** What every request needs, as the servers say: ways of which one is enough. */
  readonly server: readonly (readonly string[])[];
  /** What an operation needs, with what its servers do. */
  readonly of: (operation: OutlineOperation) => readonly (readonly string[])[];
}

/** One way to be let in, as a list of security schemes says. */
interface Way {
  readonly at: Location;
  readonly kind: "key" | "token" | "unknown";
  readonly scheme: unknown;
  readonly scopes: readonly string[];
}

/** Follows a reference; undefined when it leads nowhere, which is reported. */
type Follow = (place: Place) => Place | undefined;

/**
 * Reads security schemes where servers and operations name them. One way of each list has to be gone: the server's and the
 * operation's.
 */
export function buildSecurity(
  document: Place,
  { operations }: Outline,
  resolver: Resolver,
  isApp: boolean,
  report: Report,
): BuiltSecurity {
  const words = objectAt(document.value, "x-eventwright");
  const api = operations.filter((operation) => isHttp(operation.value) || tellsNotifications(operation));
  // What leads nowhere asks for nothing: it must not pass for an open door.
  const follow: Follow = (place) => {
    const end = resolver.resolve(place);
    if (!("problem" in end)) return end;
    if (end.problem !== "unreadable") report(end.problem, placeBelow(place.at, "$ref"), end.what, undefined, !isApp);
    return undefined;
  };
  const isNamed = serversOf(api, follow);
  const servers = Object.entries(objectAt(document.value, "servers")).flatMap(([key, value]) => {
    const server = follow({ at: placeBelow(document.at, "servers", key), value });
    return server === undefined || !isNamed(server.at) ? [] : [waysOf(server, follow)];
  });
  const schemes = Object.entries(objectAt(own(document.value, "components"), "securitySchemes")).flatMap(
    ([key, value]) => {
      const scheme = follow({ at: placeBelow(document.at, "components", "securitySchemes", key), value });
      return scheme === undefined ? [] : [scheme.value];
    },
  );
  const asked = api.map((operation) => waysOf(operation, follow));
  const lists = [...servers, ...asked];
  if (isApp) for (const ways of lists) checkWays(ways, report);
  if (isApp) for (const ways of asked) checkKeys(ways, report);
  const ways = lists.flat();
  const tokens = new Set(ways.filter(({ kind }) => kind === "token").map(({ scheme }) => scheme));
  const known = new Set([...schemes, ...ways.map(({ scheme }) => scheme)]);
  const server = servers.map(needsOf).reduce(bothOf, []);
  return {
    api: {
      tokens: tokenSchemeOf([...tokens]),
      scopes: [...new Set([...known].flatMap(scopesOfScheme))].sort(),
      scopeWords: new Map([...known].flatMap(scopeWordsOf)),
      rateLimit: rateOf(own(words, "rateLimit")),
    },
    server,
    of: (operation) => bothOf(server, needsOf(waysOf(operation, follow))),
  };
}

/** Who owns what a request is about. */
export function buildAccess(value: unknown, at: Location): Access | undefined {
  if (value === undefined) return undefined;
  return {
    at,
    readModel: stringAt(value, "readModel"),
    key: stringAt(value, "key"),
    owner: stringAt(value, "owner"),
    unlessScope: stringAt(value, "unlessScope"),
  };
}

function isHttp(operation: unknown): boolean {
  return own(own(operation, "bindings"), "http") !== undefined;
}

/** Whether an operation is how clients hear of notifications. */
export function tellsNotifications({ value, channel, messages }: OutlineOperation): boolean {
  if (/^\/?notifications$/.test(stringAt(channel?.value, "address") ?? "")) return true;
  const kinds = messages.map((message) => stringAt(own(message.value, "x-eventwright"), "kind"));
  return stringAt(value, "action") === "send" && kinds.includes("notification");
}

/** Which servers operations are for: those that their channels name, and all of them as soon as one channel names none. */
function serversOf(operations: readonly OutlineOperation[], follow: Follow): (server: Location) => boolean {
  const lists = operations.map(({ channel }) =>
    listAt(channel?.value, "servers").flatMap((value, index) => {
      const end = channel && follow({ at: placeBelow(channel.at, "servers", index), value });
      return end === undefined ? [] : [placeKey(end.at)];
    }),
  );
  const named = new Set(lists.flat());
  return (server) => lists.length === 0 || lists.some((list) => list.length === 0) || named.has(placeKey(server));
}

/** Of an operation, the list may stand in a trait, in a file of its own, from where its references lead. */
function waysOf(owner: Place & Partial<Pick<OutlineOperation, "wordAt">>, follow: Follow): readonly Way[] {
  const list = owner.wordAt?.("security") ?? placeBelow(owner.at, "security");
  return listAt(owner.value, "security").flatMap((value, index): readonly Way[] => {
    const at = placeBelow(list, index);
    const end = follow({ at, value });
    if (end === undefined) return [];
    return [{ at, kind: kindOf(end.value), scheme: end.value, scopes: stringsAt(end.value, "scopes") }];
  });
}

function kindOf(scheme: unknown): Way["kind"] {
  switch (stringAt(scheme, "type")) {
    case "openIdConnect":
    case "oauth2":
      return "token";
    case "http":
      return stringAt(scheme, "scheme")?.toLowerCase() === "bearer" ? "token" : "unknown";
    case "httpApiKey":
      return isFunctionKey(scheme) ? "key" : "unknown";
    default:
      return "unknown";
  }
}

/** Whether a security scheme is an API key in the header that Azure Functions reads. */
export function isFunctionKey(scheme: unknown): boolean {
  const isKey = stringAt(scheme, "type") === "httpApiKey" && stringAt(scheme, "in") === "header";
  return isKey && stringAt(scheme, "name")?.toLowerCase() === "x-functions-key";
}

function checkWays(ways: readonly Way[], report: Report): void {
  const [first] = ways;
  const kinds = new Set(ways.map(({ kind }) => kind));
  if (first !== undefined && kinds.has("key") && kinds.has("token")) {
    report("security-mixed", first.at, "The list takes a function key or a token.");
  }
  for (const { at, kind, scheme, scopes } of ways) {
    if (kind === "unknown")
      report("security-unchecked", at, `Nothing checks \`${stringAt(scheme, "type") ?? "?"}\` here.`);
    const available = Object.values(objectAt(scheme, "flows")).flatMap((flow) =>
      Object.keys(objectAt(flow, "availableScopes")),
    );
    for (const scope of stringAt(scheme, "type") === "oauth2" ? scopes : []) {
      if (!available.includes(scope))
        report("scope-unknown", at, `No flow of the scheme offers the scope \`${scope}\`.`);
    }
  }
}

/** The host asks for keys by function, before the app sees a request, and the contract says it for all of them. */
function checkKeys(ways: readonly Way[], report: Report): void {
  for (const { at, kind } of ways) {
    if (kind === "key")
      report("security-unchecked", at, "A function key is asked for by a server, not by one operation.");
  }
}

/** The scopes of each way that takes a token; none when no token is asked for. */
function needsOf(ways: readonly Way[]): readonly (readonly string[])[] {
  const tokens = ways.filter(({ kind }) => kind === "token");
  // A way without scopes lets everybody in who has a token.
  if (tokens.some(({ scopes }) => scopes.length === 0)) return [];
  return tokens.map(({ scopes }) => [...scopes].sort()).sort(by((scopes) => scopes.join(" ")));
}

function rateOf(value: unknown): ApiSecurity["rateLimit"] {
  const requests = own(value, "requests");
  const per = millisecondsOf(stringAt(value, "per") ?? "");
  return typeof requests === "number" && per !== undefined && per > 0 ? { requests, per } : undefined;
}
