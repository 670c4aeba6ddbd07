import { createHmac } from "node:crypto";
import { type Settings, setting } from "../../config/settings.ts";

/** An account and how to sign requests to it. */
export interface CosmosAccount {
  /** Without a trailing slash. */
  readonly endpoint: string;
  /** Value of the `authorization` header of one request; `date` is its `x-ms-date`. */
  readonly authorize: (verb: string, type: string, link: string, date: string) => string;
}

/**
 * Finds the account that a trigger's `connection` names: a setting that holds a connection string.
 * @throws naming the function, the setting and the fix
 */
export function cosmosAccount(settings: Settings, connection: string, functionName: string): CosmosAccount {
  const where = `Function "${functionName}", connection "${connection}"`;
  const text =
    setting(settings, connection) ??
    setting(settings, `ConnectionStrings:${connection}`) ??
    setting(settings, `ConnectionStrings__${connection}`);
  if (text === undefined) {
    if (setting(settings, `${connection}__accountEndpoint`) !== undefined) {
      throw new Error(
        `${where}: ${connection}__accountEndpoint asks for a managed identity, which this local host does not support. Set "${connection}" to a connection string locally.`,
      );
    }
    throw new Error(
      `${where}: there is no app setting "${connection}". Add it: AccountEndpoint=https://…;AccountKey=…;`,
    );
  }
  const parts = new Map(
    text.split(";").flatMap((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const];
    }),
  );
  const endpoint = parts.get("accountendpoint");
  const key = parts.get("accountkey");
  if (endpoint === undefined || key === undefined || !URL.canParse(endpoint)) {
    throw new Error(`${where}: the app setting must look like AccountEndpoint=https://…;AccountKey=…;`);
  }
  return { endpoint: endpoint.replace(/\/+$/, ""), authorize: masterKey(Buffer.from(key, "base64")) };
}

/** Signatures with an account's master key, as the REST API documents them. */
function masterKey(key: Buffer): CosmosAccount["authorize"] {
  return (verb, type, link, date) => {
    const text = `${verb.toLowerCase()}\n${type.toLowerCase()}\n${link}\n${date.toLowerCase()}\n\n`;
    const signature = createHmac("sha256", key).update(text).digest("base64");
    return encodeURIComponent(`type=master&ver=1.0&sig=${signature}`);
  };
}
