import type { Location } from "../../diagnostics/diagnostic.ts";
import { type Door, doorsOf } from "../../plan/doors.ts";
import {
  type Caller,
  hasScopes,
  leastCallers,
  mayReach,
  ownerOf,
  waysIn,
  withScopesFor,
  wordsOfOwner,
} from "./callers.ts";
import type { ContractRuleName } from "./catalogue.ts";
import { shapeOf } from "./compare-read-models.ts";
import type { Findings, Subject } from "./finding.ts";

/** What each command, query and the notifications ask of callers, where both contracts ask for tokens. */
export function compareDoors(findings: Findings): void {
  const doors = doorsOf(findings.now.contract);
  for (const before of doorsOf(findings.old.contract)) {
    const after = pairOf(before, doors);
    if (after === undefined) continue;
    for (const { name, at, what, witness } of changesOf(before, after)) {
      findings.here(name, at, { subject: subjectOf(after), what, witness });
    }
  }
}

/** A rule that a change meets, where, the fact, and a caller who is met. */
interface Change {
  readonly name: ContractRuleName;
  readonly at: Location;
  readonly what: string;
  readonly witness: unknown;
}

function changesOf(before: Door, after: Door): readonly Change[] {
  const both = `it needed ${wordsOfWays(waysIn(before.needs))}, and needs ${wordsOfWays(waysIn(after.needs))}.`;
  const change = (name: ContractRuleName, ways: readonly (readonly string[])[], verb: string): readonly Change[] => {
    const [first] = ways;
    if (first === undefined) return [];
    const what = `A token with ${wordsOfWays(ways)} ${verb}: ${both}`;
    return [{ name, at: after.at, what, witness: { token: tokenOf(first) } }];
  };
  const shut = waysIn(before.needs).filter((way) => !hasScopes(after, way));
  const open = waysIn(after.needs).filter((way) => !hasScopes(before, way));
  return [
    ...change("scopes-narrowed", shut, "was enough"),
    ...change("scopes-widened", open, "is enough now"),
    ...ownerChanges(before, after),
  ];
}

/** Callers whose scopes are enough on both sides, and whom only one side lets reach what is asked for. */
function ownerChanges(before: Door, after: Door): readonly Change[] {
  const [old, now] = [before.needs.access, after.needs.access];
  if (old === undefined && now === undefined) return [];
  const isSame = old !== undefined && now !== undefined && ownerOf(before, old) === ownerOf(after, now);
  const at = now?.at ?? after.at;
  const lost = leastCallers(before)
    .flatMap((caller) => withScopesFor(after, caller))
    .filter((caller) => !mayReach(after, caller, isSame));
  const got = leastCallers(after)
    .flatMap((caller) => withScopesFor(before, caller))
    .filter((caller) => !mayReach(before, caller, isSame));
  const changes: Change[] = [];
  const former = lost.find(({ isOwner }) => isOwner);
  if (former !== undefined && old !== undefined && now !== undefined) {
    const what = `The owner was ${wordsOfOwner(before, old)}, and is ${wordsOfOwner(after, now)}.`;
    changes.push({ name: "access-changed", at, what, witness: witnessOf(former, "anna", "ben") });
  }
  const refused = lost.find(({ isOwner }) => !isOwner);
  if (refused !== undefined) {
    const what =
      old === undefined
        ? `Only the owner may ask now: ${now === undefined ? "" : wordsOfOwner(after, now)}.`
        : `\`${old.unlessScope}\` does not open what others own any more.`;
    changes.push({ name: "access-narrowed", at, what, witness: witnessOf(refused, old && "ben", "ben") });
  }
  const admitted = got.find(({ isOwner }) => !isOwner);
  if (admitted !== undefined) {
    const what =
      now === undefined ? "Everybody may ask, not only the owner." : `\`${now.unlessScope}\` opens what others own.`;
    changes.push({ name: "access-widened", at, what, witness: witnessOf(admitted, "ben", now && "ben") });
  }
  return changes;
}

/** A caller called anna, and who owned and owns what is asked for. */
function witnessOf({ scopes }: Caller, before: string | undefined, now: string | undefined): unknown {
  const owner = { ...(before === undefined ? {} : { before }), ...(now === undefined ? {} : { now }) };
  return { token: tokenOf(scopes), owner };
}

/** What a token says, as far as it matters here. */
function tokenOf(scopes: readonly string[]) {
  return { sub: "anna", scope: scopes.join(" ") };
}

/** The same door in another contract: by what clients know it by, which is the path for a query that was renamed. */
function pairOf(before: Door, doors: readonly Door[]): Door | undefined {
  const { group, name } = subjectOf(before);
  const same = doors.find((door) => subjectOf(door).group === group && subjectOf(door).name === name);
  if (same !== undefined || before.kind !== "query") return same;
  return doors.find((door) => door.kind === "query" && shapeOf(door.query) === shapeOf(before.query));
}

function subjectOf(door: Door): Subject {
  if (door.kind === "command") return { group: "message", name: door.command.name, kind: "command" };
  return door.kind === "query"
    ? { group: "query", name: door.query.name }
    : { group: "notifications", name: "notifications" };
}

function wordsOf(way: readonly string[]): string {
  return way.length === 0 ? "no scope" : way.map((scope) => `\`${scope}\``).join(" and ");
}

function wordsOfWays(ways: readonly (readonly string[])[]): string {
  return ways.map(wordsOf).join(", or ");
}
