import { semanticError, syntaxError, unsupported } from "../error.ts";
import { unitTicks } from "../values/time.ts";
import { readString } from "./strings.ts";
import type { Token } from "./token.ts";
import { isTypedLiteral, readTypedLiteral } from "./typed-literals.ts";

const name = /\$?[A-Za-z_][A-Za-z0-9_]*/y;
const number = /0[xX][0-9a-fA-F]+|(?:\d+\.\d+|\d+\.(?![.\w])|\d+)(?:[eE][+-]?\d+)?/y;
const unit = /[A-Za-z]+/y;
const space = /(?:\s+|\/\/[^\n]*)+/y;
const operators = [
  "<|",
  "=>",
  "==",
  "!=",
  "<>",
  "<=",
  ">=",
  "=~",
  "!~",
  "..",
  "|",
  "<",
  ">",
  "=",
  "+",
  "-",
  "*",
  "/",
  "%",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ";",
  ".",
  ":",
  "?",
  "!",
  "@",
  "#",
  "~",
];

/** Cuts a query into tokens; the last one is `end`. @throws {KqlError} text that no token begins with */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skip(text, 0); at < text.length; at = skip(text, (tokens.at(-1) as Token).end)) {
    tokens.push(next(text, at, tokens.at(-1)));
  }
  tokens.push({ kind: "end", text: "the end of the query", at: text.length, end: text.length });
  return tokens;
}

function skip(text: string, at: number): number {
  space.lastIndex = at;
  return space.test(text) ? space.lastIndex : at;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function next(text: string, at: number, before: Token | undefined): Token {
  const string = readString(text, at);
  if (string) return string;
  const word = match(name, text, at);
  if (word !== undefined) {
    if (isTypedLiteral(text, word, at) && before?.text !== ".") return readTypedLiteral(text, word, at);
    if (word === "true" || word === "false") {
      return { kind: "literal", text: word, at, end: at + word.length, type: "bool", value: word === "true" };
    }
    return { kind: "name", text: word, at, end: at + word.length };
  }
  const digits = match(number, text, at);
  if (digits !== undefined) return readNumber(text, digits, at);
  const operator = operators.find((each) => text.startsWith(each, at));
  if (operator === undefined) throw syntaxError(`'${[...text.slice(at)][0]}' has no meaning here`, at);
  return { kind: "op", text: operator, at, end: at + operator.length };
}

function readNumber(text: string, digits: string, at: number): Token {
  const end = at + digits.length;
  const suffix = digits.startsWith("0x") || digits.startsWith("0X") ? undefined : match(unit, text, end);
  if (suffix !== undefined) {
    const ticks = unitTicks(suffix);
    if (ticks === undefined) throw syntaxError(`'${digits}${suffix}' is neither a number nor a timespan`, at);
    const value = Math.round(Number(digits) * ticks);
    return { kind: "literal", text: digits + suffix, at, end: end + suffix.length, type: "timespan", value };
  }
  const value = Number(digits);
  const isReal = /[.eE]/.test(digits) && !/^0x/i.test(digits);
  if (!isReal && !Number.isSafeInteger(value)) throw unsupported(`The number ${digits}, beyond 2^53,`, at);
  if (!Number.isFinite(value)) throw semanticError("bad-literal", `${digits} is too large`, at);
  return { kind: "literal", text: digits, at, end, type: isReal ? "real" : "long", value };
}
