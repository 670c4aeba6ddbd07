import type { IncomingHttpHeaders } from "node:http";
import { badRequest } from "../errors.ts";

/** A request, read and decoded. */
export interface Call {
  readonly method: string;
  /** The path's segments, percent-decoded: `["dbs", "a", "colls"]`. */
  readonly segments: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Aborted when the client has gone or the server stops. */
  readonly signal: AbortSignal;
}

/** What a request is answered with. Every reply gets an activity id and a request charge when it has none. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** JSON text; empty for 204 and 304. */
  readonly body: string;
}

/** A header as one text, or undefined. */
export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** True when a header says so, in any letter case. */
export const flag = (call: Call, name: string): boolean => header(call, name)?.toLowerCase() === "true";

/**
 * A header that holds a whole number.
 * @throws CosmosError 400 when it holds something else.
 */
export function integerHeader(call: Call, name: string): number | undefined {
  const text = header(call, name);
  if (text === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest(`Header ${name} must be a whole number.`);
  return Number(text);
}

/** A reply with a body. */
export const reply = (status: number, body: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body,
});

/** A JSON reply with the request charge that all metadata requests cost. */
export const jsonReply = (status: number, body: object, headers: Record<string, string> = {}): Reply =>
  reply(status, JSON.stringify(body), headers);

/** Wraps one page of a feed: `{"_rid": …, "<name>": […], "_count": n}` from ready JSON texts. */
export const feedBody = (name: string, rid: string, items: readonly string[]): string =>
  `{"_rid":"${rid}","${name}":[${items.join()}],"_count":${items.length}}`;

const asciiOnly = /^[\x20-\x7e]*$/;

/** Header values hold ASCII only; other names are percent-encoded. */
export const headerText = (text: string): string => (asciiOnly.test(text) ? text : encodeURI(text));
