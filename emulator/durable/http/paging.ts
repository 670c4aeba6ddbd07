import type { IncomingMessage } from "node:http";
import { ProblemError } from "../../functions/http/problems.ts";

/** Header that carries the position in a list, both ways. */
export const tokenHeader = "x-ms-continuation-token";

/** Entries of a page when the client names no number, and the most it can ask for. */
export const defaultPage = 100;
export const largestPage = 1_000;

/** Wraps a position as an opaque token. */
export function tokenOf(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position that a request goes on from; undefined: the beginning.
 * @param isPosition tells a position of this list from what somebody made up
 * @throws ProblemError 400
 */
export function positionOf<T>(request: IncomingMessage, isPosition: (value: unknown) => value is T): T | undefined {
  const token = request.headers[tokenHeader];
  if (typeof token !== "string" || token === "" || token === "null") return undefined;
  try {
    const value = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown;
    if (isPosition(value)) return value;
  } catch {
    // Said below.
  }
  throw new ProblemError(400, "invalid-continuation-token", `The header ${tokenHeader} is not one that a list gave.`);
}
