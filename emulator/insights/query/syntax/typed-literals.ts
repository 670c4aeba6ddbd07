import { syntaxError, unsupported } from "../error.ts";
import { type Type, typeNames } from "../types.ts";
import { parseGuid } from "../values/convert.ts";
import { parseDatetime, parseTimespan } from "../values/time.ts";
import { readDynamic } from "./dynamic-literal.ts";
import type { Token } from "./token.ts";

const opening = /\s*\(/y;

/** Whether the word begins a literal such as `datetime(2026-01-31)`. `string(…)` is none. */
export function isTypedLiteral(text: string, word: string, at: number): boolean {
  if (word !== "decimal" && (!Object.hasOwn(typeNames, word) || word === "string")) return false;
  opening.lastIndex = at + word.length;
  return opening.test(text);
}

/** Reads a literal that names its type. */
export function readTypedLiteral(text: string, word: string, at: number): Token {
  if (word === "decimal") throw unsupported("The type decimal", at);
  const type = typeNames[word] as Type;
  const open = text.indexOf("(", at) + 1;
  if (type === "dynamic") {
    const { value, end } = readDynamic(text, open);
    return { kind: "literal", text: text.slice(at, end), at, end, type, value };
  }
  const close = text.indexOf(")", open);
  if (close < 0) throw syntaxError(`${word}( has no closing parenthesis`, at);
  const inside = text.slice(open, close).trim();
  const value = inside === "null" ? null : read(unquoted(inside), type);
  if (value === undefined) throw syntaxError(`${inside || "Nothing"} is no ${type}`, open);
  return { kind: "literal", text: text.slice(at, close + 1), at, end: close + 1, type, value };
}

const unquoted = (inside: string) => /^(["'])(.*)\1$/.exec(inside)?.[2] ?? inside;

function read(inside: string, type: Type): boolean | number | string | undefined {
  switch (type) {
    case "bool":
      return { true: true, false: false, "1": true, "0": false }[inside.toLowerCase()];
    case "int":
    case "long":
      return wholeNumber(inside, type);
    case "real":
      return realNumber(inside);
    case "datetime":
      return parseDatetime(inside);
    case "timespan":
      return parseTimespan(inside);
    case "guid":
      return parseGuid(inside) ?? undefined;
    default:
      return undefined;
  }
}

function wholeNumber(inside: string, type: "int" | "long"): number | undefined {
  if (!/^[+-]?(\d+|0x[0-9a-f]+)$/i.test(inside)) return undefined;
  const value = inside.startsWith("-") ? -Number(inside.slice(1)) : Number(inside);
  const fits = type === "long" ? Number.isSafeInteger(value) : value === (value | 0);
  return fits ? value : undefined;
}

function realNumber(inside: string): number | undefined {
  const word = inside.toLowerCase();
  if (word === "nan") return Number.NaN;
  if (word === "+inf" || word === "inf") return Infinity;
  if (word === "-inf") return -Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word) ? Number(word) : undefined;
}
