import type { Dice } from "../dice.ts";

/** Texts that have broken somebody's parser, store, log or page. */
export const texts: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udfff",
  "\u202egnp.exe",
  "\u200b",
  "\ufeff",
  "\u2028",
  "é",
  "é",
  "👩‍👩‍👧‍👦",
  "İ",
  "ß",
  "ﬀ",
  "../../etc/passwd",
  "..",
  ".",
  "/",
  "\\",
  "a/b",
  "a?b#c",
  "%2e%2e%2f",
  "%00",
  "%",
  "'",
  '"',
  "' OR 1=1 --",
  "`",
  "$" + "{7*7}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "\r\nset-cookie: a=b",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "null",
  "undefined",
  "NaN",
  "true",
  "0",
  "-1",
  "1e309",
  "9007199254740993",
  "2026-02-30T25:61:61Z",
  "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b1",
  "00000000-0000-0000-0000-000000000000",
  "P1Y",
  "CON",
  "x".repeat(255),
  "x".repeat(256),
  "x".repeat(1_100),
  "é".repeat(700),
];

/** Numbers at the edges. */
const numbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e21,
  1e308,
  -1e308,
  5e-324,
  2 ** 31,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
];

/** A text. */
export const hostileText = (dice: Dice): string => dice.pick(texts);

/** A JSON value that nobody asked for. */
export function hostileValue(dice: Dice): unknown {
  return dice.weighted<() => unknown>([
    [6, () => hostileText(dice)],
    [4, () => dice.pick(numbers)],
    [2, () => dice.pick([null, true, false])],
    [1, () => []],
    [1, () => ({})],
    [1, () => [hostileText(dice), [dice.pick(numbers)]]],
    [1, () => ({ [hostileText(dice)]: hostileText(dice) })],
    [1, () => nested(dice.pick([5, 99, 101, 500]), dice.chance(0.5))],
    [0.3, () => "x".repeat(dice.pick([5_000, 70_000]))],
    [0.3, () => Array.from({ length: dice.pick([100, 2_000]) }, (_, index) => index)],
  ])();
}

function nested(depth: number, arrays: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = arrays ? [value] : { a: value };
  return value;
}
