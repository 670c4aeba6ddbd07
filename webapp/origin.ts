import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

/**
 * Refuses requests that a browser sends for another site, and requests under a name that is not ours (DNS rebinding).
 * @param hosts the names, with port, under which this application is reached
 * @param hint how to make it known under another one
 * @throws Refusal 403 or 421
 */
export function guardOrigin(request: IncomingMessage, hosts: ReadonlySet<string>, hint: string): void {
  const host = request.headers.host?.toLowerCase() ?? "";
  if (!hosts.has(host)) {
    throw new Refusal(421, "wrong-host", "This application is not reached under this name.", hint);
  }
  if (request.method === "GET" || request.method === "HEAD") return;
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const isForeign = origin !== undefined && URL.parse(origin)?.host !== host;
  if (isForeign || (site !== undefined && site !== "same-origin")) {
    throw new Refusal(403, "foreign-origin", "Another site's page cannot do this.");
  }
}
