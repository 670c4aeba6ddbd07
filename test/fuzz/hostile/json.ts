import type { Dice } from "../dice.ts";
import { hostileText, hostileValue } from "./values.ts";

/** The value with up to three changes somewhere inside: a member replaced, removed, added, renamed or wrapped. */
export function mutate(dice: Dice, value: unknown): unknown {
  let result = structuredClone(value);
  for (let change = dice.integer(1, 3); change > 0; change--) result = change1(dice, result, 0);
  return result;
}

function change1(dice: Dice, value: unknown, depth: number): unknown {
  const isContainer = typeof value === "object" && value !== null;
  if (!isContainer || dice.chance(depth === 0 ? 0.03 : 0.25)) return hostileValue(dice);
  if (Array.isArray(value)) {
    if (value.length === 0) return [hostileValue(dice)];
    const index = dice.integer(0, value.length - 1);
    return dice.weighted<() => unknown>([
      [5, () => value.with(index, change1(dice, value[index], depth + 1))],
      [1, () => value.toSpliced(index, 1)],
      [1, () => [...value, ...value]],
    ])();
  }
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  const key = keys.length === 0 ? "a" : dice.pick(keys);
  return dice.weighted<() => unknown>([
    [6, () => ({ ...object, [key]: change1(dice, object[key], depth + 1) })],
    [2, () => Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))],
    [1, () => ({ ...object, [hostileText(dice)]: hostileValue(dice) })],
    [
      1,
      () =>
        Object.fromEntries(
          Object.entries(object).map(([name, each]) => [name === key ? hostileText(dice) : name, each]),
        ),
    ],
    [0.5, () => [object]],
  ])();
}

/** JSON text, sometimes with what only text can hold: repeated members, `__proto__`, odd white space, numbers out of range. */
export function jsonText(dice: Dice, value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  if (!text.startsWith("{") || dice.chance(0.85)) return text;
  const rest = text.slice(1);
  const comma = rest.startsWith("}") ? "" : ",";
  return dice.pick([
    `{"__proto__":{"isAdmin":true,"amount":1}${comma}${rest}`,
    `{"constructor":{"prototype":{"amount":1}}${comma}${rest}`,
    `{"a":1,"a":2${comma}${rest}`,
    `{"n":1e999${comma}${rest}`,
    `{"n":-0.0e-0${comma}${rest}`,
    `{"s":"\\ud800"${comma}${rest}`,
    `{"\\udc00":1${comma}${rest}`,
    `\ufeff${text}`,
    `\n\t ${text}\r\n`,
    text.replaceAll('"', "\\u0022"),
  ]);
}
