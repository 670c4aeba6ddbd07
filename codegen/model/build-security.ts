import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { by, listAt, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import type { Outline, OutlineOperation } from "../read/outline.ts";
import { type Place, placeBelow, type Resolver } from "../read/resolver.ts";
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
  const api = operations.filter(
    ({ value, channel }) => isHttp(value) || stringAt(channel?.value, "address") === "/notifications",
  );
  const named = new Set(api.flatMap(({ channel }) => listAt(channel?.value, "servers").map(lastOf)));
  const servers = Object.entries(objectAt(document.value, "servers")).flatMap(([key, value]) => {
    const server = resolver.resolve({ at: placeBelow(document.at, "servers", key), value });
    return "problem" in server || (named.size > 0 && !named.has(key)) ? [] : [waysOf(server, resolver)];
  });
  const schemes = Object.entries(objectAt(own(document.value, "components"), "securitySchemes")).flatMap(
    ([key, value]) => {
      const scheme = resolver.resolve({ at: placeBelow(document.at, "components", "securitySchemes", key), value });
      return "problem" in scheme ? [] : [scheme.value];
    },
  );
  const lists = [...servers, ...api.map((operation) => waysOf(operation, resolver))];
  if (isApp) for (const ways of lists) checkWays(ways, report);
  if (isApp) for (const operation of api) checkKeys(waysOf(operation, resolver), report);
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
    of: (operation) => bothOf(server, needsOf(waysOf(operation, resolver))),
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

function lastOf(reference: unknown): string {
  return (stringAt(reference, "$ref") ?? "").split("/").at(-1) ?? "";
}

function waysOf(owner: Place, resolver: Resolver): readonly Way[] {
  return listAt(owner.value, "security").flatMap((value, index): readonly Way[] => {
    const at = placeBelow(owner.at, "security", index);
    const end = resolver.resolve({ at, value });
    if ("problem" in end) return [];
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
