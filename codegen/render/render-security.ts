import { type Command, type Contract, notificationsOf, type Query } from "../model/contract.ts";
import type { Access, Needs } from "../model/security.ts";
import { pathParameters } from "../plan/plan.ts";
import { literal, literals } from "./typescript/literals.ts";

/** What the app's definition says of callers: lines of `service`. None where the contract says nothing. */
export function serviceSecurity({ security, ...contract }: Contract): readonly string[] {
  const { tokens, rateLimit, notifications } = security;
  const told = notificationsOf({ ...contract, security }).length > 0 ? needsOf(notifications, "recipient") : undefined;
  const words = [
    ...(tokens === undefined ? [] : ["tokens: true"]),
    ...(rateLimit === undefined ? [] : [`rateLimit: { requests: ${rateLimit.requests}, per: ${rateLimit.per} }`]),
    ...(told === undefined ? [] : [`notifications: ${told}`]),
  ];
  if (words.length === 0) return [];
  return [`security: {\n${words.map((word) => `        ${word},\n`).join("")}      }`];
}

/** What an endpoint of a command asks of its caller, as a member of its definition; empty when it asks nothing. */
export function commandSecurity({ needs, streamId }: Command): string {
  const found = needsOf(needs, undefined, streamId);
  return found === undefined ? "" : `, security: ${found}`;
}

/** The same for a query. */
export function querySecurity({ needs, path }: Query): string {
  const found = needsOf(needs, pathParameters(path)[0]);
  return found === undefined ? "" : `, security: ${found}`;
}

function needsOf({ scopes, access }: Needs, parameter: string | undefined, pointer?: string): string | undefined {
  if (scopes.length === 0 && access === undefined) return undefined;
  const words = [
    ...(scopes.length === 0 ? [] : [`scopes: [${scopes.map(literals).join(", ")}]`]),
    ...(access === undefined ? [] : [`access: ${accessOf(access, parameter, pointer)}`]),
  ];
  return `{ ${words.join(", ")} }`;
}

function accessOf({ readModel, key, owner, unlessScope }: Access, parameter = "", pointer?: string): string {
  const place =
    pointer === undefined ? `parameter: ${literal(key ?? parameter)}` : `pointer: ${literal(key ?? pointer)}`;
  const words = [
    ...(readModel === undefined ? [] : [`readModel: ${literal(readModel)}`]),
    `key: { ${place} }`,
    ...(owner === undefined ? [] : [`owner: ${literal(owner)}`]),
    ...(unlessScope === undefined ? [] : [`unlessScope: ${literal(unlessScope)}`]),
  ];
  return `{ ${words.join(", ")} }`;
}
