import { invalidRequest, notSupported } from "../errors.ts";
import { isObject, isText, type JsonObject } from "../json.ts";
import { type AdvancedFilter, operators } from "./advanced.ts";
import type { Filter } from "./match.ts";

/** Azure's limits a subscription: filters, values in all of them together, characters in one string. */
const limits = { filters: 25, values: 25, characters: 512 } as const;

/**
 * Reads `properties.filter` of a subscription.
 * @throws EventGridError 400 naming what is wrong
 */
export function readFilter(value: unknown): Filter {
  const filter = value ?? {};
  if (!isObject(filter)) throw invalidRequest("filter must be an object.");
  for (const name of Object.keys(filter)) if (!known.has(name)) throw notSupported(`filter property ${name}`);
  const advanced = filter["advancedFilters"] ?? [];
  if (!Array.isArray(advanced)) throw invalidRequest("filter.advancedFilters must be an array.");
  if (advanced.length > limits.filters) throw invalidRequest(`At most ${limits.filters} advanced filters are allowed.`);
  const advancedFilters = advanced.map(readAdvanced);
  const count = advancedFilters.reduce(
    (sum, one) => sum + ("values" in one ? one.values.length : "value" in one ? 1 : 0),
    0,
  );
  if (count > limits.values)
    throw invalidRequest(`All advanced filters together may hold at most ${limits.values} values.`);
  return {
    includedEventTypes: readTypes(filter["includedEventTypes"]),
    subjectBeginsWith: readText(filter, "subjectBeginsWith"),
    subjectEndsWith: readText(filter, "subjectEndsWith"),
    isSubjectCaseSensitive: readFlag(filter, "isSubjectCaseSensitive"),
    enableAdvancedFilteringOnArrays: readFlag(filter, "enableAdvancedFilteringOnArrays"),
    advancedFilters,
  };
}

const known = new Set([
  "includedEventTypes",
  "subjectBeginsWith",
  "subjectEndsWith",
  "isSubjectCaseSensitive",
  "enableAdvancedFilteringOnArrays",
  "advancedFilters",
]);

function readTypes(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length === 0 || !value.every(isText)) {
    throw invalidRequest(
      "filter.includedEventTypes must be an array of at least one event type, or be left out for all.",
    );
  }
  // "All" is the word of Azure's first API versions.
  return value.length === 1 && value[0]?.toLowerCase() === "all" ? undefined : value;
}

function readText(filter: JsonObject, name: string): string {
  const value = filter[name] ?? "";
  if (typeof value !== "string") throw invalidRequest(`filter.${name} must be a string.`);
  return value;
}

function readFlag(filter: JsonObject, name: string): boolean {
  const value = filter[name] ?? false;
  if (typeof value !== "boolean") throw invalidRequest(`filter.${name} must be true or false.`);
  return value;
}

const has = <T extends string>(list: readonly T[], name: string): name is T =>
  (list as readonly string[]).includes(name);

function readAdvanced(value: unknown, index: number): AdvancedFilter {
  const where = `filter.advancedFilters[${index}]`;
  if (!isObject(value)) throw invalidRequest(`${where} must be an object.`);
  const { operatorType, key } = value;
  if (!isText(key)) throw invalidRequest(`${where}.key must be a non-empty string.`);
  if (!isText(operatorType)) throw invalidRequest(`${where}.operatorType must be a string.`);
  const list = <T>(what: string, is: (item: unknown) => item is T): T[] => {
    const values = value["values"];
    if (!Array.isArray(values) || values.length === 0 || !values.every(is)) {
      throw invalidRequest(`${where}.values must be an array of ${what} for ${operatorType}.`);
    }
    return values;
  };
  if (has(operators.presence, operatorType)) return { operatorType, key };
  if (has(operators.numberLists, operatorType)) return { operatorType, key, values: list("numbers", isNumber) };
  if (has(operators.numberRanges, operatorType))
    return { operatorType, key, values: list("[from, to] pairs", isRange) };
  if (has(operators.stringLists, operatorType)) {
    return { operatorType, key, values: list(`strings of at most ${limits.characters} characters`, isShortText) };
  }
  const single = value["value"];
  if (has(operators.numberSingles, operatorType)) {
    if (!isNumber(single)) throw invalidRequest(`${where}.value must be a number for ${operatorType}.`);
    return { operatorType, key, value: single };
  }
  if (operatorType !== "BoolEquals") throw notSupported(`advanced filter operator ${operatorType.slice(0, 100)}`);
  if (typeof single !== "boolean") throw invalidRequest(`${where}.value must be true or false for BoolEquals.`);
  return { operatorType, key, value: single };
}

const isNumber = (value: unknown): value is number => typeof value === "number";

const isShortText = (value: unknown): value is string => typeof value === "string" && value.length <= limits.characters;

function isRange(value: unknown): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, to]: unknown[] = value;
  return isNumber(from) && isNumber(to) && from <= to;
}
