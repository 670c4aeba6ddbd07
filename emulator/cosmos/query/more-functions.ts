import { isNumber, isText, of, type ScalarFunction } from "./scalar-function.ts";
import { equalValues, keyOfValue, type Value } from "./values.ts";

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);
const onNumbers = (count: number, compute: (...values: number[]) => number) =>
  of(count, count, (args) => (args.every(isNumber) ? finite(compute(...args)) : undefined));

/** Whole numbers of 64 bits, as far as a JSON number holds them. */
const onIntegers = (count: number, compute: (...values: bigint[]) => bigint) =>
  of(count, count, (args) => {
    if (!args.every((value) => Number.isSafeInteger(value))) return undefined;
    const result = Number(BigInt.asIntN(64, compute(...args.map((value) => BigInt(value as number)))));
    return Number.isSafeInteger(result) ? result : undefined;
  });
const has = (list: readonly Value[], wanted: Value) => list.some((item) => equalValues(item, wanted));
const distinct = (list: readonly Value[]) => [...new Map(list.map((item) => [keyOfValue(item), item])).values()];
const onLists = (compute: (left: readonly Value[], right: readonly Value[]) => Value) =>
  of(2, 2, ([left, right]) => (Array.isArray(left) && Array.isArray(right) ? compute(left, right) : undefined));
const small = (value: bigint) => value >= 0n && value < 64n;

/** Scalar functions that are used less often, by upper-case name. */
export const moreFunctions: Readonly<Record<string, ScalarFunction>> = {
  ACOS: onNumbers(1, Math.acos),
  ASIN: onNumbers(1, Math.asin),
  ATAN: onNumbers(1, Math.atan),
  ATN2: onNumbers(2, (y = 0, x = 0) => Math.atan2(y, x)),
  COS: onNumbers(1, Math.cos),
  COT: onNumbers(1, (value = 0) => 1 / Math.tan(value)),
  SIN: onNumbers(1, Math.sin),
  TAN: onNumbers(1, Math.tan),
  DEGREES: onNumbers(1, (value = 0) => (value * 180) / Math.PI),
  RADIANS: onNumbers(1, (value = 0) => (value * Math.PI) / 180),
  PI: onNumbers(0, () => Math.PI),
  NUMBERBIN: of(1, 2, ([value, bin = 1]) =>
    isNumber(value) && isNumber(bin) && bin > 0 ? finite(Math.floor(value / bin) * bin) : undefined,
  ),
  INTADD: onIntegers(2, (left = 0n, right = 0n) => left + right),
  INTSUB: onIntegers(2, (left = 0n, right = 0n) => left - right),
  INTMUL: onIntegers(2, (left = 0n, right = 0n) => left * right),
  INTBITAND: onIntegers(2, (left = 0n, right = 0n) => left & right),
  INTBITOR: onIntegers(2, (left = 0n, right = 0n) => left | right),
  INTBITXOR: onIntegers(2, (left = 0n, right = 0n) => left ^ right),
  INTBITNOT: onIntegers(1, (value = 0n) => ~value),
  INTBITLEFTSHIFT: onIntegers(2, (value = 0n, by = 0n) => (small(by) ? value << by : 0n)),
  INTBITRIGHTSHIFT: onIntegers(2, (value = 0n, by = 0n) => (small(by) ? value >> by : 0n)),
  INTDIV: of(2, 2, ([left, right]) =>
    Number.isSafeInteger(left) && Number.isSafeInteger(right) && right !== 0
      ? Math.trunc((left as number) / (right as number))
      : undefined,
  ),
  INTMOD: of(2, 2, ([left, right]) =>
    Number.isSafeInteger(left) && Number.isSafeInteger(right) && right !== 0
      ? (left as number) % (right as number)
      : undefined,
  ),
  STRINGSPLIT: of(2, 2, ([text, by]) => (isText(text) && isText(by) && by !== "" ? text.split(by) : undefined)),
  STRINGJOIN: of(2, 2, ([list, by]) =>
    Array.isArray(list) && list.every(isText) && isText(by) ? list.join(by) : undefined,
  ),
  SETINTERSECT: onLists((left, right) => distinct(left.filter((item) => has(right, item)))),
  SETUNION: onLists((left, right) => distinct([...left, ...right])),
  SETDIFFERENCE: onLists((left, right) => distinct(left.filter((item) => !has(right, item)))),
  ARRAY_CONTAINS_ANY: of(2, 200, ([list, ...wanted]) =>
    Array.isArray(list) ? wanted.some((item) => has(list, item)) : undefined,
  ),
  ARRAY_CONTAINS_ALL: of(2, 200, ([list, ...wanted]) =>
    Array.isArray(list) ? wanted.every((item) => has(list, item)) : undefined,
  ),
  OBJECTTOARRAY: of(1, 3, ([value, key = "k", content = "v"]) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    if (!isText(key) || !isText(content)) return undefined;
    return Object.entries(value).map(([name, item]) =>
      Object.fromEntries([
        [key, name],
        [content, item],
      ]),
    );
  }),
  CHOOSE: of(2, 200, ([index, ...values]) => (Number.isInteger(index) ? values[(index as number) - 1] : undefined)),
};
