import type { Location } from "../diagnostics/diagnostic.ts";

/** Who may call the HTTP API, as the contract says it. */
export interface ApiSecurity {
  /** The scheme of access tokens; undefined: none are asked for. */
  readonly tokens: TokenScheme | undefined;
  /** Scopes that a scheme lists, sorted. */
  readonly scopes: readonly string[];
  /** What scopes are for, as far as a scheme says it of each by itself. */
  readonly scopeWords: ReadonlyMap<string, string>;
  /** How many requests a caller may send; `per` in milliseconds. */
  readonly rateLimit: { readonly requests: number; readonly per: number } | undefined;
  readonly notifications: Needs;
  /** The operation that sends notifications; the contract's own words where none does. */
  readonly notificationsAt: Location;
}

/** How clients get tokens. Where schemes of several kinds or issuers ask for them, what is true of all: `http`. */
export interface TokenScheme {
  readonly type: "openIdConnect" | "oauth2" | "http";
  /** The discovery document that the contract names. */
  readonly openIdConnectUrl: string | undefined;
  /** Of `oauth2`: its flows by name, with the scopes that all schemes offer. */
  readonly flows: ReadonlyMap<string, TokenFlow>;
  /** Empty where several schemes say something each. */
  readonly description: string;
}

/** A flow of OAuth 2. */
export interface TokenFlow {
  /** `authorizationUrl`, `tokenUrl`, `refreshUrl`: those that are given. */
  readonly urls: Readonly<Record<string, string>>;
  /** What each scope is for, by name. */
  readonly scopes: Readonly<Record<string, string>>;
}

/** What an endpoint asks of its caller. */
export interface Needs {
  /** All scopes of one of these lists; none: a token is enough. */
  readonly scopes: readonly (readonly string[])[];
  readonly access: Access | undefined;
}

/** Who owns what a request is about. */
export interface Access {
  readonly at: Location;
  /** Undefined: the key itself is the owner's subject. */
  readonly readModel: string | undefined;
  /** Pointer into a command's payload, or a parameter of a query; undefined: what is usual. */
  readonly key: string | undefined;
  /** Pointer to the field of the document that holds the owner. */
  readonly owner: string | undefined;
  readonly unlessScope: string | undefined;
  /** In the public part of a contract: the owner is known by a read model that is not shown, so that it has no name here. */
  readonly isHidden?: boolean;
}

/** Asks nothing. */
export const noNeeds: Needs = { scopes: [], access: undefined };

/** Both lists at once: of each side one way is enough, and each way of one side goes with each of the other. */
export function bothOf(
  one: readonly (readonly string[])[],
  other: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  return one.flatMap((first) => other.map((second) => [...new Set([...first, ...second])].sort()));
}
