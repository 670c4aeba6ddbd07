import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { unauthorized } from "../errors.ts";

/**
 * Checks who publishes or manages: the access key (`aeg-sas-key`) or a shared access signature (`aeg-sas-token`, or
 * `authorization: SharedAccessSignature …`).
 * @param resource the path that a signature must have been made for, such as `/topics/orders/api/events`
 * @throws EventGridError 401
 */
export function authorize(headers: IncomingMessage["headers"], key: string, resource: string, now: number): void {
  const given = headers["aeg-sas-key"];
  if (typeof given === "string") {
    if (!same(given, key)) throw unauthorized("The access key in aeg-sas-key is wrong.");
    return;
  }
  const token = headers["aeg-sas-token"] ?? signatureOf(headers.authorization);
  if (typeof token !== "string") {
    throw unauthorized("Send the access key as aeg-sas-key, or a shared access signature as aeg-sas-token.");
  }
  checkToken(token, key, resource, now);
}

/** As `authorize`, for management: only the key will do, a signature is made for publishing. @throws EventGridError 401 */
export function authorizeKey(headers: IncomingMessage["headers"], key: string): void {
  signatureOf(headers.authorization);
  const given = headers["aeg-sas-key"];
  if (typeof given !== "string") throw unauthorized("Managing topics needs the access key as header aeg-sas-key.");
  if (!same(given, key)) throw unauthorized("The access key in aeg-sas-key is wrong.");
}

function signatureOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const [scheme = "", rest = ""] = authorization.split(/ +(.*)/s);
  if (scheme.toLowerCase() === "sharedaccesssignature") return rest;
  throw unauthorized(
    `The authorization scheme ${JSON.stringify(scheme.slice(0, 40))} is not supported by the local Event Grid ` +
      "here. Use aeg-sas-key; Microsoft Entra tokens are taken over https only, and only for publishing.",
  );
}

function checkToken(token: string, key: string, resource: string, now: number): void {
  const [signed = "", signature, ...more] = token.split("&s=");
  const fields = new Map(signed.split("&").map((part) => part.split(/=(.*)/s) as [string, string]));
  const r = decode(fields.get("r"));
  const e = decode(fields.get("e"));
  const s = decode(signature);
  if (r === undefined || e === undefined || s === undefined || more.length > 0) {
    throw unauthorized("aeg-sas-token must have the form r=<resource>&e=<expiry>&s=<signature>.");
  }
  const expected = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64");
  if (!same(s, expected)) throw unauthorized("The signature in aeg-sas-token is wrong.");
  const path = URL.canParse(r) ? new URL(r).pathname : "";
  if (path.toLowerCase() !== resource.toLowerCase()) {
    throw unauthorized(`aeg-sas-token was made for ${JSON.stringify(path)}, not for ${resource}.`);
  }
  const expiry = parseExpiry(e);
  if (expiry === undefined)
    throw unauthorized("The expiry in aeg-sas-token is not a date such as 1/31/2030 12:00:00 AM.");
  if (expiry <= now) throw unauthorized(`aeg-sas-token expired on ${e}.`);
}

/** Reads the expiry of a signature, US format in UTC or ISO 8601, as milliseconds since 1970; undefined when it is neither. */
export function parseExpiry(text: string): number | undefined {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) (AM|PM)$/i.exec(text);
  if (us === null) {
    const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(iso) ? undefined : iso;
  }
  const [month, day, year, hour, minute, second] = us.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const afternoon = us[7]?.toUpperCase() === "PM" ? 12 : 0;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour < 1 || hour > 12 || minute > 59 || second > 59)
    return undefined;
  return Date.UTC(year, month - 1, day, (hour % 12) + afternoon, minute, second);
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function same(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHmac("sha256", "compare").update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}
