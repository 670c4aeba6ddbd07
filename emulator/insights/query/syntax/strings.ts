import { syntaxError } from "../error.ts";
import type { Token } from "./token.ts";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

/** Reads a string that begins here: `"…"`, `'…'`, `@"…"` (verbatim), `h"…"` (obfuscated), three backticks or tildes. */
export function readString(text: string, at: number): Token | undefined {
  const prefix = /[hH]?@?(?=["'])|[hH]?(?=```|~~~)/y;
  prefix.lastIndex = at;
  const found = prefix.exec(text);
  if (!found) return undefined;
  const open = at + found[0].length;
  const fence = text.slice(open, open + 3);
  if (fence === "```" || fence === "~~~") {
    const close = text.indexOf(fence, open + 3);
    if (close < 0) throw syntaxError(`The string that begins with ${fence} has no end`, at);
    return token(text, at, close + 3, text.slice(open + 3, close));
  }
  return found[0].includes("@") ? verbatim(text, at, open) : escaped(text, at, open);
}

const token = (text: string, at: number, end: number, value: string): Token => ({
  kind: "literal",
  text: text.slice(at, end),
  at,
  end,
  type: "string",
  value,
});

/** No escapes; the quote is doubled. */
function verbatim(text: string, at: number, open: number): Token {
  const quote = text[open] as string;
  let value = "";
  for (let here = open + 1; ; here++) {
    const close = text.indexOf(quote, here);
    if (close < 0) throw syntaxError("The string has no end", at);
    value += text.slice(here, close);
    if (text[close + 1] !== quote) return token(text, at, close + 1, value);
    value += quote;
    here = close + 1;
  }
}

function escaped(text: string, at: number, open: number): Token {
  const quote = text[open] as string;
  let value = "";
  for (let here = open + 1; here < text.length; here++) {
    const character = text[here] as string;
    if (character === quote) return token(text, at, here + 1, value);
    if (character === "\n") break;
    if (character !== "\\") {
      value += character;
      continue;
    }
    const [read, length] = readEscape(text, here);
    value += read;
    here += length;
  }
  throw syntaxError("The string has no end on its line", at);
}

/** What an escape stands for, and how many characters it has after the backslash. */
function readEscape(text: string, at: number): readonly [string, number] {
  const kind = text[at + 1] ?? "";
  const hex = { x: 2, u: 4, U: 8 }[kind];
  if (hex !== undefined) {
    const digits = text.slice(at + 2, at + 2 + hex);
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < hex || Number.parseInt(digits, 16) > 0x10ffff) {
      throw syntaxError(`'\\${kind}' wants ${hex} hexadecimal digits of a character`, at);
    }
    return [String.fromCodePoint(Number.parseInt(digits, 16)), 1 + hex];
  }
  const plain = Object.hasOwn(escapes, kind) ? escapes[kind] : undefined;
  if (plain === undefined) {
    throw syntaxError(`'\\${kind}' is no escape: write '\\\\' for a backslash, or begin the string with @`, at);
  }
  return [plain, 1];
}
