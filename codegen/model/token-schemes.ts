import { objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import type { TokenFlow, TokenScheme } from "./security.ts";

const flowUrls = ["authorizationUrl", "tokenUrl", "refreshUrl"] as const;

/** The scopes that a security scheme offers. */
export function scopesOfScheme(scheme: unknown): readonly string[] {
  const flows = Object.values(objectAt(scheme, "flows"));
  return [...stringsAt(scheme, "scopes"), ...flows.flatMap((flow) => Object.keys(objectAt(flow, "availableScopes")))];
}

/** What a security scheme says of each of its scopes: flows do, and the description of a scheme that has one scope only. */
export function scopeWordsOf(scheme: unknown): readonly (readonly [string, string])[] {
  const flows = Object.values(objectAt(scheme, "flows")).flatMap((flow) => Object.entries(scopesOfFlow(flow)));
  const [only, ...others] = stringsAt(scheme, "scopes");
  const description = stringAt(scheme, "description");
  const isAboutOne = only !== undefined && others.length === 0 && flows.length === 0 && description !== undefined;
  return isAboutOne ? [[only, description]] : flows;
}

/** Schemes that ask for tokens as one; undefined when there are none. */
export function tokenSchemeOf(schemes: readonly unknown[]): TokenScheme | undefined {
  const [first] = schemes;
  if (first === undefined) return undefined;
  const only = (word: string) => {
    const values = new Set(schemes.map((scheme) => stringAt(scheme, word)));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const openIdConnectUrl = only("openIdConnectUrl");
  const description = only("description") ?? "";
  const type = only("type");
  const flows = new Map(type === "oauth2" ? mergedFlows(schemes) : []);
  const isOne = type === "openIdConnect" ? openIdConnectUrl !== undefined : type === "oauth2" && flows.size > 0;
  return { type: isOne ? (type as TokenScheme["type"]) : "http", openIdConnectUrl, flows, description };
}

/** The flows that every scheme has under the same addresses, with the scopes of all of them. */
function mergedFlows(schemes: readonly unknown[]): readonly (readonly [string, TokenFlow])[] {
  return Object.keys(objectAt(schemes[0], "flows")).flatMap((name): readonly (readonly [string, TokenFlow])[] => {
    const flows = schemes.map((scheme) => own(objectAt(scheme, "flows"), name));
    const addresses = flows.map(urlsOf);
    if (new Set(addresses.map((urls) => JSON.stringify(urls))).size !== 1) return [];
    return [[name, { urls: addresses[0] ?? {}, scopes: Object.assign({}, ...flows.map(scopesOfFlow)) }]];
  });
}

function urlsOf(flow: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    flowUrls.flatMap((word) => {
      const url = stringAt(flow, word);
      return url === undefined ? [] : [[word, url]];
    }),
  );
}

function scopesOfFlow(flow: unknown): Readonly<Record<string, string>> {
  const scopes = objectAt(flow, "availableScopes");
  return Object.fromEntries(Object.keys(scopes).map((scope) => [scope, stringAt(scopes, scope) ?? ""]));
}
