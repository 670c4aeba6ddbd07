import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { notSupported, unauthorized } from "./errors.ts";

/** What an authorization header says: its fields `type`, `ver` and `sig`. */
export type Authorization = ReadonlyMap<string, string>;

/** A master key signature may be used this long before and after its date, in ms. */
const clockSkew = 15 * 60_000;

/** What a request is about, for its signature. */
export interface SignedResource {
  readonly type: string;
  readonly link: string;
}

/**
 * Finds the resource that a path's signature covers. A feed (`dbs/a/colls`) is signed with its last segment as type and
 * its parent as link; offers by their lower-cased rid; `partitionkeydelete` by its container.
 */
export function signedResource(segments: readonly string[]): SignedResource {
  const [first, second] = segments;
  if (first === "offers") return { type: "offers", link: (second ?? "").toLowerCase() };
  if (segments[4] === "operations") return { type: "colls", link: segments.slice(0, 4).join("/") };
  if (segments.length % 2 === 1) return { type: segments.at(-1) ?? "", link: segments.slice(0, -1).join("/") };
  return { type: segments.at(-2) ?? "", link: segments.join("/") };
}

/**
 * Reads the authorization header of a request: a signature with the master key (`type=master`) or a token of Microsoft Entra
 * ID (`type=aad`).
 * @throws CosmosError 401, or 400 for the kinds of token that are not served here.
 */
export function readAuthorization(header: string | undefined): Authorization {
  if (header === undefined) throw unauthorized("The authorization header is missing.");
  const fields = readFields(header);
  const type = fields.get("type") ?? "";
  if (type === "resource") throw notSupported("resource tokens (type=resource)");
  if (!["master", "aad"].includes(type) || fields.get("ver") !== "1.0") {
    throw unauthorized("The authorization header must be type=master&ver=1.0&sig=… or type=aad&ver=1.0&sig=….");
  }
  return fields;
}

/**
 * Checks the signature of a request against the master key.
 * `times` are the instants (ms) that count as "now": the service's clock, and the machine's, by which SDKs sign.
 * @throws CosmosError 401
 */
export function checkSignature(
  key: KeyObject,
  authorization: Authorization,
  method: string,
  segments: readonly string[],
  headers: IncomingHttpHeaders,
  times: readonly number[],
): void {
  const date = headers["x-ms-date"] ?? headers.date;
  if (typeof date !== "string") throw unauthorized("The x-ms-date header is missing.");
  const instant = Date.parse(date);
  if (!times.some((now) => Math.abs(now - instant) <= clockSkew)) {
    throw unauthorized(`The date ${JSON.stringify(date)} is more than 15 minutes from the server's time.`);
  }
  const { type, link } = signedResource(segments);
  const text = `${method.toLowerCase()}\n${type.toLowerCase()}\n${link}\n${date.toLowerCase()}\n\n`;
  const expected = createHmac("sha256", key).update(text).digest();
  const given = Buffer.from(authorization.get("sig") ?? "", "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw unauthorized("The signature does not match. Check the account key, and that it is signed for this request.");
  }
}

function readFields(header: string): Map<string, string> {
  let text: string;
  try {
    text = decodeURIComponent(header);
  } catch {
    throw unauthorized("The authorization header is not URL-encoded.");
  }
  return new Map(
    text.split("&").map((field) => {
      const at = field.indexOf("=");
      return at < 0 ? [field, ""] : [field.slice(0, at), field.slice(at + 1)];
    }),
  );
}
