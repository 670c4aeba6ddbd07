import { createHmac } from "node:crypto";
import { type Settings, setting } from "../../config/settings.ts";
import { identityToken } from "./identity-token.ts";

/** An account and how to sign requests to it. */
export interface CosmosAccount {
  /** Without a trailing slash. */
  readonly endpoint: string;
  /** Value of the `authorization` header of one request; `date` is its `x-ms-date`. */
  readonly authorize: (verb: string, type: string, link: string, date: string) => string | Promise<string>;
}

/**
 * Finds the account that a trigger's `connection` names: a setting that holds a connection string, or
 * `<connection>__accountEndpoint` for an identity.
 * @throws naming the function, the setting and the fix
 */
export function cosmosAccount(settings: Settings, connection: string, functionName: string): CosmosAccount {
  const where = `Function "${functionName}", connection "${connection}"`;
  const text =
    setting(settings, connection) ??
    setting(settings, `ConnectionStrings:${connection}`) ??
    setting(settings, `ConnectionStrings__${connection}`);
  if (text === undefined) {
    const account = setting(settings, `${connection}__accountEndpoint`);
    if (account !== undefined) return identityAccount(settings, connection, account, where);
    throw new Error(
      `${where}: there is no app setting "${connection}". Add it: AccountEndpoint=https://…;AccountKey=…; (or ` +
        `"${connection}__accountEndpoint" for an identity).`,
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

function identityAccount(settings: Settings, connection: string, account: string, where: string): CosmosAccount {
  if (!URL.canParse(account) || !account.startsWith("https:")) {
    throw new Error(`${where}: the app setting "${connection}__accountEndpoint" must be https://…: tokens need it.`);
  }
  const { origin } = new URL(account);
  const token = identityToken(settings, origin, setting(settings, `${connection}__clientId`));
  return { endpoint: origin, authorize: async () => `type=aad&ver=1.0&sig=${await token()}` };
}

/** Signatures with an account's master key, as the REST API documents them. */
function masterKey(key: Buffer): CosmosAccount["authorize"] {
  return (verb, type, link, date) => {
    const text = `${verb.toLowerCase()}\n${type.toLowerCase()}\n${link}\n${date.toLowerCase()}\n\n`;
    const signature = createHmac("sha256", key).update(text).digest("base64");
    return encodeURIComponent(`type=master&ver=1.0&sig=${signature}`);
  };
}
