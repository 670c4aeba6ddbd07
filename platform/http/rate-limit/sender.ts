import { createHash } from "node:crypto";
import { isIP } from "node:net";
import type { HttpRequest } from "../exchange.ts";

/** Requests of whom nothing is known count together. */
const nobody = "address:unknown";

/**
 * Who sends a request without a token, for counting: the hash of the key that came along, or else the address.
 * @param keyed whether the host has checked the key. One that nobody has checked is whatever the client likes, another with each request
 */
export function senderOf(request: HttpRequest, keyed: boolean): string {
  const key = keyed ? (request.headers.get("x-functions-key") ?? request.query.get("code")) : undefined;
  return key ? `key:${createHash("sha256").update(key).digest("base64url")}` : addressOf(request);
}

/**
 * The network address of a request. Only the last hop of the header is the platform's own word, the front end's; everything before
 * it is what the client likes to say. Of IPv6 a household has 64 bits to choose from, so that the other half counts.
 */
export function addressOf(request: HttpRequest): string {
  const last = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const address = /^\[([^\]]+)\](?::[0-9]+)?$/.exec(last)?.[1] ?? last.replace(/^([0-9.]+):[0-9]+$/, "$1");
  switch (isIP(address)) {
    case 4:
      return `address:${address}`;
    case 6:
      return `address:${network(address)}`;
    default:
      return nobody;
  }
}

/** The first four groups of an IPv6 address, all of it written out. */
function network(address: string): string {
  // The URL parser writes an address in its one short form, with IPv4 endings as groups.
  const short = new URL(`http://[${address.replace(/%.*$/, "")}]`).hostname.slice(1, -1);
  const [head = "", tail] = short.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array.from({ length: zeros }, () => "0"), ...last].slice(0, 4);
  return `${groups.join(":")}::`;
}
