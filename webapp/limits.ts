import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

/** How long a request that comes slowly is waited for, milliseconds: its head, all of it, and how often that is looked at. */
export interface SlowLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly connectionsCheckingInterval: number;
}

/** A request takes moments; whoever dawdles is cut off. */
export const usualLimits: SlowLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};

/** Most header fields of a request, as with Azure's front ends. */
const mostHeaders = 100;

/** Reads a request's address. @throws Refusal 431 when it has too many header fields, 400 when it is no address */
export function urlOf(request: IncomingMessage): URL {
  if (request.rawHeaders.length > 2 * mostHeaders)
    throw new Refusal(431, "too-many-headers", `A request has at most ${mostHeaders} header fields.`);
  const url = URL.parse(`http://here${request.url ?? "/"}`);
  if (url === null) throw new Refusal(400, "invalid-address", "This is no address.");
  return url;
}

/** @throws Refusal 405 for another method */
export function allow(request: IncomingMessage, ...methods: readonly string[]): void {
  if (methods.includes(request.method ?? "")) return;
  throw new Refusal(405, "method-not-allowed", `Only ${methods.join(", ")} can be done here.`);
}
