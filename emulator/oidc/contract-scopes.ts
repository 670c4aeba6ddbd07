import { readFileSync } from "node:fs";

/** Scopes of a contract that asks for tokens. */
export interface ContractScopes {
  /** Whether the contract has a scheme of tokens. */
  readonly tokens: boolean;
  /** Every scope that is named anywhere, sorted. */
  readonly scopes: readonly string[];
}

interface Scheme {
  readonly type?: string;
  readonly scheme?: string;
  readonly scopes?: readonly string[];
  readonly flows?: Readonly<Record<string, { readonly availableScopes?: Readonly<Record<string, string>> }>>;
}

/**
 * The scopes of a contract's document; none when it cannot be read.
 * @param file `generated/contract.json` of the project
 */
export function contractScopes(file: string): ContractScopes {
  const document = readDocument(file);
  const found = new Set<string>();
  let tokens = false;
  for (const { type, scheme, scopes = [], flows = {} } of schemesIn(document)) {
    tokens ||= type === "openIdConnect" || type === "oauth2" || (type === "http" && scheme?.toLowerCase() === "bearer");
    for (const scope of scopes) found.add(scope);
    for (const { availableScopes = {} } of Object.values(flows)) {
      for (const scope of Object.keys(availableScopes)) found.add(scope);
    }
  }
  return { tokens, scopes: [...found].sort() };
}

/** Schemes stand under `components` and wherever something has `security`, where they may narrow the scopes. */
function schemesIn(value: unknown): readonly Scheme[] {
  if (Array.isArray(value)) return value.flatMap(schemesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    if (name === "securitySchemes" || name === "security") return isObject(member) ? Object.values(member) : [];
    return name === "examples" || name === "schemas" ? [] : schemesIn(member);
  });
}

const isObject = (value: unknown): value is Record<string, Scheme> => typeof value === "object" && value !== null;

function readDocument(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
