import type { Access } from "../../model/security.ts";
import type { Door } from "../../plan/doors.ts";
import { pathParameters } from "../../plan/plan.ts";

/** Somebody who calls, as a door sees them. */
export interface Caller {
  /** Scopes of the token, sorted. */
  readonly scopes: readonly string[];
  /** Whether it is the owner, as the door that it was let in by says who that is. */
  readonly isOwner: boolean;
}

/**
 * The callers that a door lets in with nothing too much: whoever is let in has all that one of them has. Whatever lets
 * all of these in lets in everybody whom the door does.
 */
export function leastCallers({ needs }: Door): readonly Caller[] {
  const unless = needs.access?.unlessScope;
  return waysIn(needs).flatMap((way): readonly Caller[] => {
    if (needs.access === undefined || (unless !== undefined && way.includes(unless))) {
      return [{ scopes: way, isOwner: false }];
    }
    const others = unless === undefined ? [] : [{ scopes: united(way, [unless]), isOwner: false }];
    return [{ scopes: way, isOwner: true }, ...others];
  });
}

/** Whether a token with these scopes is enough. */
export function hasScopes({ needs }: Door, scopes: readonly string[]): boolean {
  return waysIn(needs).some((way) => way.every((scope) => scopes.includes(scope)));
}

/** Whether a door lets a caller reach what a request is about. `isSameOwner`: the caller's `isOwner` means what it means here. */
export function mayReach({ needs: { access } }: Door, { scopes, isOwner }: Caller, isSameOwner: boolean): boolean {
  if (access === undefined || (isOwner && isSameOwner)) return true;
  return access.unlessScope !== undefined && scopes.includes(access.unlessScope);
}

/** A caller with whatever scopes another door wants as well, once for each way into it. */
export function withScopesFor({ needs }: Door, { scopes, isOwner }: Caller): readonly Caller[] {
  return waysIn(needs).map((way) => ({ scopes: united(scopes, way), isOwner }));
}

/** Who counts as the owner: two doors with the same answer mean the same. The names of parameters in a path do not count. */
export function ownerOf(door: Door, { readModel, key, owner }: Access): string {
  const place = key ?? usualKey(door);
  const index = door.kind === "query" ? pathParameters(door.query.path).indexOf(place) : -1;
  return JSON.stringify([readModel, owner, index === -1 ? place : index]);
}

/** Who counts as the owner, for people. */
export function wordsOfOwner(door: Door, { readModel, key, owner }: Access): string {
  const place = `\`${key ?? usualKey(door)}\``;
  return readModel === undefined ? `whom ${place} names` : `\`${owner ?? ""}\` of \`${readModel}\` at ${place}`;
}

/** Scopes of each way in; a token without any is enough where nothing is said. */
export function waysIn({ scopes }: Door["needs"]): readonly (readonly string[])[] {
  return scopes.length === 0 ? [[]] : scopes;
}

/** Where the owner's key is when the contract does not say. */
function usualKey(door: Door): string {
  if (door.kind === "command") return door.command.streamId;
  return door.kind === "query" ? (pathParameters(door.query.path)[0] ?? "") : "recipient";
}

function united(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])].sort();
}
