import type { IncomingMessage } from "node:http";
import { ArmError, forbidden } from "./errors.ts";

/** A role over everything here: Azure's built-in ones. */
export type Role = "owner" | "contributor" | "reader" | "nobody";

/** Who may do what: roles by bearer token. */
export type Tokens = Readonly<Record<string, Role>>;

/** The role of a request's token. @throws ArmError 401 */
export function roleOf(headers: IncomingMessage["headers"], tokens: Tokens): Role {
  const [, token] = /^Bearer (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) {
    throw new ArmError(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
  }
  const role = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (role === undefined) throw new ArmError(401, "InvalidAuthenticationToken", "The access token is invalid.");
  return role;
}

/** Lets an action through when the role allows it. @throws ArmError 403 */
export function allow(role: Role, action: string, scope: string): void {
  if (!allows(role, action)) throw forbidden(role, action, scope);
}

function allows(role: Role, action: string): boolean {
  if (role === "owner") return true;
  if (role === "nobody") return false;
  if (/\/read$/i.test(action)) return true;
  // A Contributor may do everything but hand out roles.
  return role === "contributor" && !/^Microsoft\.Authorization\//i.test(action);
}
