import { Problem } from "../problem.ts";

/**
 * The refusals of a request for what its token says, or does not. The words say which rule was broken and nothing of the token.
 * Source of the header: https://www.rfc-editor.org/rfc/rfc6750#section-3
 */

/** No token was sent: no error is named then, since nothing was wrong with one. */
export function tokenMissing(): Problem {
  return new Problem("token-missing", "Send an access token: Authorization: Bearer ….", {
    headers: { "www-authenticate": "Bearer" },
  });
}

/** @param detail a sentence of printable ASCII without quotes */
export function tokenInvalid(detail: string): Problem {
  return new Problem("token-invalid", detail, { headers: challenge("invalid_token", detail) });
}

/** The token was good once. */
export function tokenExpired(): Problem {
  const detail = "The token has expired; get a new one.";
  return new Problem("token-expired", detail, { headers: challenge("invalid_token", detail) });
}

/** @param scopes what the request needs, all of it */
export function scopeMissing(scopes: readonly string[]): Problem {
  const list = scopes.join(" ");
  return new Problem("scope-missing", `The token lacks a scope. Needed: ${list}.`, {
    headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${list}"` },
    members: { scopes },
  });
}

/** What is asked for belongs to somebody else, or to nobody that is known. */
export function notYours(what: string): Problem {
  return new Problem("not-yours", `${what} is not yours, or is not there.`);
}

/** The issuer's keys cannot be had, so that nobody can be told from anybody. */
export function issuerUnavailable(seconds: number): Problem {
  return new Problem(
    "issuer-unavailable",
    "Tokens cannot be checked now: their issuer does not answer. Try again soon.",
    {
      headers: { "retry-after": String(seconds) },
    },
  );
}

function challenge(error: string, description: string): Readonly<Record<string, string>> {
  return { "www-authenticate": `Bearer error="${error}", error_description="${description}"` };
}
