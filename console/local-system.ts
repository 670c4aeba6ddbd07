import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ClientCredentials } from "../webapp/access-token.ts";

/** What a system that runs on this machine asks its callers for. */
export interface LocalAccess {
  /** The key that opens everything. */
  readonly key?: string;
  readonly tokens?: ClientCredentials;
}

/** The client of the local issuer that may have tokens of anybody. */
export const simulatorClient = "simulator";

/**
 * Reads in the data folder of `npm start` what the system there asks for. Nothing where another system is meant: its keys are
 * sent nowhere else.
 * @param url where the system that is meant is
 */
export function localAccess(folder: string, url: string): LocalAccess {
  const read = <T>(file: string) => readJson<T>(join(resolve(folder), file));
  const { api, issuer } = read<{ api: string; issuer: string }>("addresses.json");
  if (api === undefined || originOf(api) !== originOf(url)) return {};
  const key = read<{ functions: { master?: string } }>("keys.json").functions?.master;
  const { clients } = read<{ clients: readonly { readonly id: string; readonly secret: string }[] }>("oidc.json");
  const clientSecret = clients?.find(({ id }) => id === simulatorClient)?.secret;
  const asksForTokens = issuer !== undefined && clientSecret !== undefined;
  return {
    ...(key !== undefined && { key }),
    ...(asksForTokens && { tokens: { issuer, clientId: simulatorClient, clientSecret } }),
  };
}

/** Loopback has several names. */
function originOf(address: string): string | undefined {
  return URL.parse(address)?.origin.replace("//localhost", "//127.0.0.1");
}

function readJson<T>(file: string): Partial<T> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<T>;
  } catch {
    return {};
  }
}
