import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** The keys of a function app. */
export interface FunctionKeys {
  /** Opens everything. */
  readonly master: string;
  /** Opens every function of level "function". */
  readonly host: string;
  /** System key of the Event Grid webhook. */
  readonly eventgrid: string;
  /** System key of the management API of Durable Functions. */
  readonly durabletask: string;
}

/** The key that a request brings: header `x-functions-key`, else query `code`. */
export function keyOf(request: IncomingMessage, query: URLSearchParams): string | undefined {
  const header = request.headers["x-functions-key"];
  return typeof header === "string" ? header : (query.get("code") ?? undefined);
}

/** Whether a key is one of those that open something; compared without telling by time how much of it was right. */
export function opens(key: string | undefined, accepted: readonly string[]): boolean {
  if (key === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const given = digest(key);
  return accepted.filter((each) => timingSafeEqual(digest(each), given)).length > 0;
}
