import { moreFunctions } from "./more-functions.ts";
import { isNumber, isText, of, type ScalarFunction } from "./scalar-function.ts";
import { timeFunctions } from "./time-functions.ts";
import { compareValues, equalValues, typeOf, type Value } from "./values.ts";

const check = (test: (value: Value) => boolean) => of(1, 1, ([value]) => test(value));
const onNumber = (compute: (value: number) => number) =>
  of(1, 1, ([value]) => (isNumber(value) ? finite(compute(value)) : undefined));
const onText = (compute: (value: string) => Value) =>
  of(1, 1, ([value]) => (isText(value) ? compute(value) : undefined));
const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

/** Functions of two texts with an optional "ignore case" flag. */
const onTexts = (compute: (text: string, part: string) => Value) =>
  of(2, 3, ([text, part, ignoreCase]) => {
    if (!isText(text) || !isText(part)) return undefined;
    if (ignoreCase !== undefined && typeof ignoreCase !== "boolean") return undefined;
    return ignoreCase ? compute(text.toLowerCase(), part.toLowerCase()) : compute(text, part);
  });

/** Longest text that REPLICATE and REPLACE may make. */
const longestText = 2 * 1024 * 1024;
const bounded = (text: string) => (text.length <= longestText ? text : undefined);

function parseAs(type: ReturnType<typeof typeOf>) {
  return onText((text) => {
    try {
      const value: unknown = JSON.parse(text);
      return typeOf(value) === type ? value : undefined;
    } catch {
      return undefined;
    }
  });
}

function matches(item: Value, wanted: Value, partial: boolean): boolean {
  if (!partial || typeOf(item) !== "object" || typeOf(wanted) !== "object") return equalValues(item, wanted);
  const fields = item as Record<string, Value>;
  return Object.entries(wanted as object).every(
    ([name, value]) => Object.hasOwn(fields, name) && equalValues(fields[name], value),
  );
}

function slice(list: Value, start: Value, length: Value): Value {
  if (!Array.isArray(list) || !isNumber(start)) return undefined;
  if (length !== undefined && !isNumber(length)) return undefined;
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  return list.slice(from, length === undefined ? undefined : from + Math.max(0, length));
}

/** The scalar functions by upper-case name. */
export const scalarFunctions: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.entries({
    IS_DEFINED: check((value) => value !== undefined),
    IS_NULL: check((value) => value === null),
    IS_STRING: check(isText),
    IS_NUMBER: check(isNumber),
    IS_INTEGER: check(Number.isInteger),
    IS_BOOL: check((value) => typeof value === "boolean"),
    IS_ARRAY: check(Array.isArray),
    IS_OBJECT: check((value) => typeOf(value) === "object"),
    IS_PRIMITIVE: check((value) => value !== undefined && (value === null || typeof value !== "object")),
    IS_FINITE_NUMBER: check((value) => isNumber(value) && Number.isFinite(value)),

    CONTAINS: onTexts((text, part) => text.includes(part)),
    STARTSWITH: onTexts((text, part) => text.startsWith(part)),
    ENDSWITH: onTexts((text, part) => text.endsWith(part)),
    STRINGEQUALS: onTexts((text, part) => text === part),
    LOWER: onText((text) => text.toLowerCase()),
    UPPER: onText((text) => text.toUpperCase()),
    LENGTH: onText((text) => text.length),
    REVERSE: onText((text) => [...text].reverse().join("")),
    TRIM: onText((text) => text.trim()),
    LTRIM: onText((text) => text.trimStart()),
    RTRIM: onText((text) => text.trimEnd()),
    CONCAT: of(2, 200, (args) => (args.every(isText) ? bounded(args.join("")) : undefined)),
    SUBSTRING: of(3, 3, ([text, start, length]) =>
      isText(text) && isNumber(start) && isNumber(length)
        ? text.slice(Math.max(0, start), Math.max(0, start) + Math.max(0, length))
        : undefined,
    ),
    LEFT: of(2, 2, ([text, n]) => (isText(text) && isNumber(n) ? text.slice(0, Math.max(0, n)) : undefined)),
    RIGHT: of(2, 2, ([text, n]) =>
      isText(text) && isNumber(n) ? text.slice(Math.max(0, text.length - Math.max(0, n))) : undefined,
    ),
    INDEX_OF: of(2, 3, ([text, part, from]) =>
      isText(text) && isText(part) && (from === undefined || isNumber(from)) ? text.indexOf(part, from) : undefined,
    ),
    REPLACE: of(3, 3, ([text, from, to]) =>
      isText(text) && isText(from) && isText(to)
        ? bounded(from === "" ? text : text.split(from).join(to.slice(0, longestText)))
        : undefined,
    ),
    REPLICATE: of(2, 2, ([text, n]) =>
      isText(text) && isNumber(n) && n >= 0 && text.length * n <= longestText ? text.repeat(n) : undefined,
    ),
    TOSTRING: of(1, 1, ([value]) => (value === undefined ? undefined : isText(value) ? value : JSON.stringify(value))),
    STRINGTONUMBER: parseAs("number"),
    STRINGTOBOOLEAN: parseAs("boolean"),
    STRINGTONULL: parseAs("null"),
    STRINGTOARRAY: parseAs("array"),
    STRINGTOOBJECT: parseAs("object"),

    ARRAY_CONTAINS: of(2, 3, ([list, wanted, partial]) =>
      Array.isArray(list) ? list.some((item) => matches(item, wanted, partial === true)) : undefined,
    ),
    ARRAY_LENGTH: of(1, 1, ([list]) => (Array.isArray(list) ? list.length : undefined)),
    ARRAY_CONCAT: of(2, 200, (lists) => (lists.every(Array.isArray) ? lists.flat(1) : undefined)),
    ARRAY_SLICE: of(2, 3, ([list, start, length]) => slice(list, start, length)),

    ABS: onNumber(Math.abs),
    CEILING: onNumber(Math.ceil),
    FLOOR: onNumber(Math.floor),
    ROUND: onNumber((value) => Math.sign(value) * Math.round(Math.abs(value))),
    TRUNC: onNumber(Math.trunc),
    SIGN: onNumber(Math.sign),
    SQRT: onNumber(Math.sqrt),
    SQUARE: onNumber((value) => value * value),
    EXP: onNumber(Math.exp),
    LOG10: onNumber(Math.log10),
    LOG: of(1, 2, ([value, base]) =>
      isNumber(value) && (base === undefined || isNumber(base))
        ? finite(Math.log(value) / (base === undefined ? 1 : Math.log(base)))
        : undefined,
    ),
    POWER: of(2, 2, ([base, exponent]) =>
      isNumber(base) && isNumber(exponent) ? finite(base ** exponent) : undefined,
    ),

    IIF: of(3, 3, ([test, yes, no]) => (test === true ? yes : no)),
    LEAST: of(1, 200, (args) => [...args].sort(compareValues)[0]),
    GREATEST: of(1, 200, (args) => [...args].sort(compareValues).at(-1)),
    ...moreFunctions,
    ...timeFunctions,
  }),
);
