import type { HttpRequest } from "../exchange.ts";
import { tokenInvalid, tokenMissing } from "./refusals.ts";

/** Longest token that is looked at, characters. Servers take headers of 16 KiB in all. */
export const longestToken = 12 * 1024;

/**
 * The token of a request, from its Authorization header only: addresses are logged everywhere. Its three parts are there; what they
 * hold is unknown.
 * @throws Problem 401 when there is none, or it cannot be one
 */
export function bearerToken(request: HttpRequest): string {
  const header = request.headers.get("authorization");
  if (header === null || !/^bearer(?: |$)/i.test(header)) throw tokenMissing();
  const token = header.slice("bearer".length).trim();
  if (token.length > longestToken) throw tokenInvalid(`A token may have ${longestToken} characters.`);
  if (!/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/.test(token)) {
    throw tokenInvalid("The Authorization header holds no signed JSON Web Token.");
  }
  return token;
}
