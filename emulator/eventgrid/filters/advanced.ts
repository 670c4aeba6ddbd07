/** Operators whose filter holds a list of numbers. */
const numberLists = ["NumberIn", "NumberNotIn"] as const;
/** Operators whose filter holds one number. */
const numberSingles = [
  "NumberLessThan",
  "NumberLessThanOrEquals",
  "NumberGreaterThan",
  "NumberGreaterThanOrEquals",
] as const;
/** Operators whose filter holds a list of ranges, both ends included. */
const numberRanges = ["NumberInRange", "NumberNotInRange"] as const;
/** Operators whose filter holds a list of strings. */
const stringLists = [
  "StringIn",
  "StringNotIn",
  "StringContains",
  "StringNotContains",
  "StringBeginsWith",
  "StringNotBeginsWith",
  "StringEndsWith",
  "StringNotEndsWith",
] as const;
/** Operators that look only at whether there is a value. */
const presence = ["IsNullOrUndefined", "IsNotNull"] as const;

/** All operators, by the kind of value their filter holds. */
export const operators = { numberLists, numberSingles, numberRanges, stringLists, presence } as const;

/** One advanced filter of a subscription; `key` is a path such as `data.amount`. */
export type AdvancedFilter = { readonly key: string } & (
  | { readonly operatorType: (typeof numberLists)[number]; readonly values: readonly number[] }
  | { readonly operatorType: (typeof numberSingles)[number]; readonly value: number }
  | { readonly operatorType: (typeof numberRanges)[number]; readonly values: readonly (readonly [number, number])[] }
  | { readonly operatorType: "BoolEquals"; readonly value: boolean }
  | { readonly operatorType: (typeof stringLists)[number]; readonly values: readonly string[] }
  | { readonly operatorType: (typeof presence)[number] }
);

/**
 * Whether an event's value passes a filter.
 * @param value what stands under the filter's key; undefined when nothing does
 * @param arrays whether an array may be looked into (`enableAdvancedFilteringOnArrays`)
 */
export function passes(filter: AdvancedFilter, value: unknown, arrays: boolean): boolean {
  if (filter.operatorType === "IsNullOrUndefined") return value === undefined || value === null;
  if (filter.operatorType === "IsNotNull") return value !== undefined && value !== null;
  if (Array.isArray(value) && arrays && value.length > 0) {
    const negative = isNegative(filter);
    return negative ? value.every((item) => one(filter, item)) : value.some((item) => one(filter, item));
  }
  return one(filter, value);
}

function isNegative(filter: AdvancedFilter): boolean {
  return /^(Number|String)Not/.test(filter.operatorType);
}

function one(filter: AdvancedFilter, value: unknown): boolean {
  switch (filter.operatorType) {
    case "NumberIn":
      return filter.values.some((wanted) => wanted === value);
    // A missing key, or a value of another type, is "not in" but fails every other comparison (Azure's documented rule).
    case "NumberNotIn":
      return filter.values.every((unwanted) => unwanted !== value);
    case "NumberLessThan":
      return typeof value === "number" && value < filter.value;
    case "NumberLessThanOrEquals":
      return typeof value === "number" && value <= filter.value;
    case "NumberGreaterThan":
      return typeof value === "number" && value > filter.value;
    case "NumberGreaterThanOrEquals":
      return typeof value === "number" && value >= filter.value;
    case "NumberInRange":
      return typeof value === "number" && filter.values.some(([from, to]) => value >= from && value <= to);
    case "NumberNotInRange":
      return typeof value === "number" && filter.values.every(([from, to]) => value < from || value > to);
    case "BoolEquals":
      return value === filter.value;
    case "StringNotIn":
      return typeof value !== "string" || filter.values.every((unwanted) => fold(unwanted) !== fold(value));
    case "IsNullOrUndefined":
    case "IsNotNull":
      return false;
    default:
      return typeof value === "string" && text(filter.operatorType, fold(value), filter.values.map(fold));
  }
}

function text(
  operator: Exclude<(typeof stringLists)[number], "StringNotIn">,
  value: string,
  values: string[],
): boolean {
  switch (operator) {
    case "StringIn":
      return values.includes(value);
    case "StringContains":
      return values.some((part) => value.includes(part));
    case "StringNotContains":
      return values.every((part) => !value.includes(part));
    case "StringBeginsWith":
      return values.some((part) => value.startsWith(part));
    case "StringNotBeginsWith":
      return values.every((part) => !value.startsWith(part));
    case "StringEndsWith":
      return values.some((part) => value.endsWith(part));
    case "StringNotEndsWith":
      return values.every((part) => !value.endsWith(part));
  }
}

// Upper case, as .NET's ordinal comparison without case does.
const fold = (value: string) => value.toUpperCase();
