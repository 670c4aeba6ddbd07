import { createHash } from "node:crypto";
import canonicalize from "canonicalize";

/**
 * SHA-256 over the canonical form (RFC 8785) of a JSON value, in base64url: 43 characters of [A-Za-z0-9_-].
 * @throws Error when the value has no canonical form: a lone surrogate, an infinite number
 */
export function hashOf(value: unknown): string {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new Error("There is no canonical JSON for undefined.");
  return createHash("sha256").update(canonical).digest("base64url");
}
