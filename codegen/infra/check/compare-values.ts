import { isObject, type JsonObject } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { Unknown } from "../evaluate/value.ts";
import type { ValueDifference } from "./difference.ts";
import type { TypeRules } from "./rules/rules.ts";

/**
 * Compares what a template wants with what is deployed, as the service understands both: lists without an order are sets, ids and places are the
 * same in any case, and what the service fills in by itself is no difference. What is not known before a deployment is like anything.
 */
export function compareValues(
  expected: unknown,
  found: unknown,
  rules: TypeRules,
  at = "",
): readonly ValueDifference[] {
  if (expected instanceof Unknown || rules.isReadOnly(at)) return [];
  const [wanted, there] = [withDefault(expected, at, rules), withDefault(found, at, rules)];
  if (isNothing(wanted) && isNothing(there)) return [];
  if (isObject(wanted) && isObject(there)) return compareObjects(wanted, there, rules, at);
  if (Array.isArray(wanted) && Array.isArray(there)) {
    return rules.isOrdered(at) ? compareOrdered(wanted, there, rules, at) : compareSets(wanted, there, rules, at);
  }
  if (sameScalar(wanted, there, at)) return [];
  return [
    { pointer: at, expected: isNothing(wanted) ? undefined : wanted, found: isNothing(there) ? undefined : there },
  ];
}

function withDefault(value: unknown, at: string, rules: TypeRules): unknown {
  return value === undefined || value === null ? rules.defaultOf(at) : value;
}

/** Services tell "nothing" in many ways. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

function compareObjects(
  wanted: JsonObject,
  there: JsonObject,
  rules: TypeRules,
  at: string,
): readonly ValueDifference[] {
  const used = new Set<string>();
  const declared = Object.entries(wanted).flatMap(([key, value]) => {
    const name = keyIn(there, key);
    used.add(name);
    // That an id is there is what counts, even with nothing behind it: an identity, for one.
    if (key.startsWith("/") && !Object.hasOwn(there, name)) {
      return [{ pointer: pointer(at, key), expected: value, found: undefined }];
    }
    return compareValues(value, there[name], rules, pointer(at, key));
  });
  const undeclared = Object.entries(there).flatMap(([key, value]) => {
    const here = pointer(at, key);
    if (used.has(key) || isNothing(value) || rules.isReadOnly(here)) return [];
    if (rules.defaultOf(here) !== undefined) return compareValues(undefined, value, rules, here);
    if (rules.isStrict(at)) return [{ pointer: here, expected: undefined, found: value }];
    // What nobody has asked for is the service's own affair, but it may hold something that somebody has.
    return isObject(value) && rules.reachesInto(here) ? compareObjects({}, value, rules, here) : [];
  });
  return [...declared, ...undeclared];
}

/** Keys that are ids are the same in any case. */
function keyIn(object: JsonObject, key: string): string {
  if (Object.hasOwn(object, key) || !key.startsWith("/")) return key;
  return Object.keys(object).find((each) => each.toLowerCase() === key.toLowerCase()) ?? key;
}

function compareOrdered(
  wanted: readonly unknown[],
  there: readonly unknown[],
  rules: TypeRules,
  at: string,
): readonly ValueDifference[] {
  const length = Math.max(wanted.length, there.length);
  return Array.from({ length }, (_, index) => compareItems(wanted, there, index, index, rules, at)).flat();
}

/** Pairs what is the same, then what has the same name, then the rest as it stands. */
function compareSets(
  wanted: readonly unknown[],
  there: readonly unknown[],
  rules: TypeRules,
  at: string,
): readonly ValueDifference[] {
  const left = new Set(there.keys());
  const pairs = new Map<number, number>();
  const pair = (fits: (expected: unknown, found: unknown, index: number) => boolean) => {
    for (const [index, expected] of wanted.entries()) {
      if (pairs.has(index)) continue;
      const partner = [...left].find((each) => fits(expected, there[each], index));
      if (partner === undefined) continue;
      pairs.set(index, partner);
      left.delete(partner);
    }
  };
  pair((expected, found, index) => compareValues(expected, found, rules, pointer(at, index)).length === 0);
  pair((expected, found) => nameOf(expected) !== undefined && nameOf(expected) === nameOf(found));
  for (const index of left) if (rules.isIgnoredItem(at, there[index])) left.delete(index);
  const ignored = new Set(
    [...wanted.keys()].filter((index) => !pairs.has(index) && rules.isIgnoredItem(at, wanted[index])),
  );
  pair((_expected, _found, index) => !ignored.has(index));
  const differing = wanted.flatMap((_, index) =>
    ignored.has(index) ? [] : compareItems(wanted, there, index, pairs.get(index), rules, at),
  );
  const more = [...left].map((index) => ({ pointer: pointer(at, index), expected: undefined, found: there[index] }));
  return [...differing, ...more];
}

function compareItems(
  wanted: readonly unknown[],
  there: readonly unknown[],
  index: number,
  partner: number | undefined,
  rules: TypeRules,
  at: string,
): readonly ValueDifference[] {
  const here = pointer(at, index);
  const found = partner === undefined ? undefined : there[partner];
  if (index >= wanted.length || partner === undefined || partner >= there.length) {
    return [{ pointer: here, expected: wanted[index], found }];
  }
  return compareValues(wanted[index], found, rules, here);
}

/** What tells an item of a list from the others. */
function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  for (const key of ["name", "path", "locationName", "id", "key", "operatorType"]) {
    const value = item[key];
    if (typeof value === "string") return `${key}=${value.toLowerCase()}`;
  }
  return undefined;
}

function sameScalar(wanted: unknown, there: unknown, at: string): boolean {
  if (wanted === there) return true;
  if (typeof wanted !== "string" || typeof there !== "string") return false;
  if (/\/location(Name)?$/.test(at)) return place(wanted) === place(there);
  const isAnyCase = wanted.startsWith("/subscriptions/") || /^\/(properties\/)?sku\//.test(at) || at === "/kind";
  return isAnyCase && wanted.toLowerCase() === there.toLowerCase();
}

/** `West Europe` is `westeurope`. */
const place = (text: string) => text.toLowerCase().replaceAll(" ", "");
