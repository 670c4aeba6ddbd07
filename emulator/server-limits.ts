import type { IncomingMessage } from "node:http";

/** How long a server waits for a request that comes slowly, or not at all. Milliseconds. */
export interface ServerLimits {
  /** From the connection, or the first byte of a later request, to the end of the head. */
  readonly headersTimeout: number;
  /** To the end of the body; answering may take longer. */
  readonly requestTimeout: number;
  /** How often connections are looked at. */
  readonly connectionsCheckingInterval: number;
}

/** Long for a machine that is busy, short for somebody who opens connections and says a byte a minute on each. */
export const usualLimits: ServerLimits = {
  headersTimeout: 30_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
};

/** Most header fields of a request, as with Azure's front ends. */
export const mostHeaders = 100;

/** Whether a request has more header fields than are taken. */
export function hasTooManyHeaders({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length > 2 * mostHeaders;
}
