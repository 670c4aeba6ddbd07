import type { Dice } from "../dice.ts";
import { hostileText } from "./values.ts";

/** A path segment as it stands in a request line: escaped, wrongly escaped, or not at all. Holds no space or line break. */
export function hostileSegment(dice: Dice): string {
  const text = hostileText(dice);
  return dice.weighted<() => string>([
    [5, () => encodeURIComponent(text.toWellFormed())],
    [1, () => raw(text)],
    [1, () => dice.pick(["%", "%zz", "%c0%af", "%ed%a0%80", "%00", "%0d%0a", "%2f", "%252f", "..%2f..", ".", ".."])],
    [1, () => encodeURIComponent(encodeURIComponent(text.toWellFormed()))],
  ])();
}

/** The text as Latin-1 of its UTF-8 bytes, without what would end the request line. */
const raw = (text: string): string =>
  Buffer.from(text.toWellFormed())
    .toString("latin1")
    .replace(/[\0-\x20\x7f]/g, "") || "_";

/**
 * A query string with its question mark, or nothing.
 * @param known what the endpoint understands, with values that it takes
 */
export function hostileQuery(dice: Dice, known: Readonly<Record<string, readonly string[]>>): string {
  const names = Object.keys(known);
  const count = dice.weighted([
    [3, 0],
    [4, 1],
    [3, 2],
    [1, 5],
    [0.2, 120],
  ] as const);
  const parts = Array.from({ length: count }, () => {
    const name = names.length > 0 && dice.chance(0.85) ? dice.pick(names) : hostileSegment(dice);
    const values = known[name] ?? [];
    const value = values.length > 0 && dice.chance(0.55) ? encodeURIComponent(dice.pick(values)) : hostileSegment(dice);
    return dice.chance(0.05) ? name : `${name}=${value}`;
  });
  if (parts.length === 0) return dice.chance(0.05) ? "?" : "";
  return `?${parts.join(dice.chance(0.03) ? "&&" : "&")}`;
}
