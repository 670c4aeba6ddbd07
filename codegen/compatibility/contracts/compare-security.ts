import type { Location } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../model/contract.ts";
import type { Access } from "../../model/security.ts";
import { type Door, doorsOf } from "../../plan/doors.ts";
import { pathParameters } from "../../plan/plan.ts";
import type { ContractRuleName } from "./catalogue.ts";
import type { Findings, Subject } from "./finding.ts";

/** Who may call: tokens, scopes, ownership and how often. */
export function compareSecurity(findings: Findings): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  const here = (name: ContractRuleName, at: string, what: string) =>
    findings.here(name, { file: now.file, pointer: at }, { subject: { group: "contract", name: "contract" }, what });
  const before = old.security.tokens;
  const after = now.security.tokens;
  if (before === undefined && after !== undefined) {
    here("token-required", "/components/securitySchemes", "The API asks for access tokens now.");
  } else if (before !== undefined && after === undefined) {
    here("token-dropped", "/components", "The API asks for no access token any more.");
  } else if (before !== undefined && after !== undefined) {
    if (before.openIdConnectUrl !== after.openIdConnectUrl) {
      const what = `Tokens came from \`${before.openIdConnectUrl}\` and come from \`${after.openIdConnectUrl}\`.`;
      here("issuer-changed", "/components/securitySchemes", what);
    }
    const doors = byName(now);
    for (const [key, door] of byName(old)) {
      const same = doors.get(key);
      if (same === undefined) continue;
      for (const [name, at, what] of changesOf(door, same)) findings.here(name, at, { subject: subjectOf(same), what });
    }
  }
  const limits = [old, now].map(({ security }) => security.rateLimit);
  const [was = Number.POSITIVE_INFINITY, is = Number.POSITIVE_INFINITY] = limits.map(rateOf);
  if (wordsOfLimit(limits[0]) === wordsOfLimit(limits[1])) return;
  const what = `A caller could send ${wordsOfLimit(limits[0])}, and can send ${wordsOfLimit(limits[1])}.`;
  here(is < was ? "rate-limit-lowered" : "rate-limit-raised", "/x-eventwright/rateLimit", what);
}

/** A rule that a change meets, where, and the fact. */
type Change = readonly [name: ContractRuleName, at: Location, what: string];

function changesOf(before: Door, after: Door): readonly Change[] {
  const [old, now] = [waysOf(before), waysOf(after)];
  const shut = old.filter((way) => !now.some((other) => isPartOf(other, way)));
  const open = now.filter((way) => !old.some((other) => isPartOf(other, way)));
  const both = `it needed ${wordsOfWays(old)}, and needs ${wordsOfWays(now)}.`;
  const narrowed = `A token with ${wordsOfWays(shut)} was enough: ${both}`;
  const widened = `A token with ${wordsOfWays(open)} is enough now: ${both}`;
  return [
    ...(shut.length === 0 ? [] : [["scopes-narrowed", after.at, narrowed] as const]),
    ...(open.length === 0 ? [] : [["scopes-widened", after.at, widened] as const]),
    ...accessChanges(before, after),
  ];
}

function accessChanges(before: Door, after: Door): readonly Change[] {
  const old = before.needs.access;
  const now = after.needs.access;
  if (now === undefined) {
    return old === undefined ? [] : [["access-widened", after.at, "Everybody may ask, not only the owner."]];
  }
  if (old === undefined) return [["access-narrowed", now.at, "Only the owner may ask now."]];
  const [was, is] = [ownerOf(old, before), ownerOf(now, after)];
  if (was !== is) return [["access-changed", now.at, `The owner was ${was}, and is ${is}.`]];
  if (old.unlessScope === now.unlessScope) return [];
  const lost = `\`${old.unlessScope}\` does not open what others own any more.`;
  const got = `\`${now.unlessScope}\` opens what others own.`;
  return [
    ...(old.unlessScope === undefined ? [] : [["access-narrowed", now.at, lost] as const]),
    ...(now.unlessScope === undefined ? [] : [["access-widened", now.at, got] as const]),
  ];
}

/** What both contracts may have, by what clients know it by. */
function byName(contract: Contract): ReadonlyMap<string, Door> {
  return new Map(doorsOf(contract).map((door) => [`${door.kind} ${subjectOf(door).name}`, door]));
}

function subjectOf(door: Door): Subject {
  if (door.kind === "command") return { group: "message", name: door.command.name, kind: "command" };
  return door.kind === "query"
    ? { group: "query", name: door.query.name }
    : { group: "contract", name: "notifications" };
}

/** Where the owner's key is, when the contract does not say. */
function usualKey(door: Door): string {
  if (door.kind === "command") return door.command.streamId;
  return door.kind === "query" ? (pathParameters(door.query.path)[0] ?? "") : "recipient";
}

/** Scopes of each way in; a token without any is enough when nothing is said. */
function waysOf({ needs }: Door): readonly (readonly string[])[] {
  return needs.scopes.length === 0 ? [[]] : needs.scopes;
}

/** Whether a token with `whole` has all scopes of `part`. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  return part.every((scope) => whole.includes(scope));
}

function wordsOf(way: readonly string[]): string {
  return way.length === 0 ? "no scope" : way.map((scope) => `\`${scope}\``).join(" and ");
}

function wordsOfWays(ways: readonly (readonly string[])[]): string {
  return ways.map(wordsOf).join(", or ");
}

function ownerOf({ readModel, key, owner }: Access, door: Door): string {
  const place = `\`${key ?? usualKey(door)}\``;
  return readModel === undefined ? `whom ${place} names` : `\`${owner ?? ""}\` of \`${readModel}\` at ${place}`;
}

type Limit = Contract["security"]["rateLimit"];

/** Requests a second; undefined: no limit. */
function rateOf(limit: Limit): number | undefined {
  return limit === undefined ? undefined : (limit.requests / limit.per) * 1000;
}

function wordsOfLimit(limit: Limit): string {
  return limit === undefined ? "as much as it likes" : `${limit.requests} requests in ${limit.per / 1000} s`;
}
