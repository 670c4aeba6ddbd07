import { badRequest } from "../errors.ts";

/** A piece of query text. `start` and `end` are offsets in it. */
export interface Token {
  readonly kind: "word" | "text" | "number" | "parameter" | "symbol" | "end";
  /** The word, symbol or parameter name as written; a text literal decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const symbols = ["<=", ">=", "!=", "<>", "||", "??", ..."=<>+-*/%()[]{},.:?~&|^"];
const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Longest query text that Azure takes. */
const longestQuery = 262_144;

const spacePattern = /(?:\s+|--[^\n]*)+/y;
const wordPattern = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const numberPattern = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const parameterPattern = /@[\p{L}\p{N}_$]+/uy;

/**
 * Splits query text into tokens; the last one is of kind "end".
 * @throws CosmosError 400 at a character that begins no token.
 */
export function tokenize(query: string): Token[] {
  if (query.length > longestQuery) throw badRequest(`A query has at most ${longestQuery} characters.`);
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(query)?.[0];
  };
  for (;;) {
    at += match(spacePattern)?.length ?? 0;
    if (at >= query.length) break;
    const start = at;
    const push = (kind: Token["kind"], value: string, length: number) => {
      at += length;
      tokens.push({ kind, value, start, end: at });
    };
    const char = query[at] ?? "";
    const word = match(wordPattern);
    if (word !== undefined) {
      push("word", word, word.length);
      continue;
    }
    const number = match(numberPattern);
    if (number !== undefined) {
      push("number", number, number.length);
      continue;
    }
    const parameter = match(parameterPattern);
    if (parameter !== undefined) {
      push("parameter", parameter, parameter.length);
      continue;
    }
    if (char === "'" || char === '"') {
      const { value, length } = readText(query, at);
      push("text", value, length);
      continue;
    }
    const symbol = symbols.find((candidate) => query.startsWith(candidate, at));
    if (symbol === undefined) throw syntaxError(`unexpected ${JSON.stringify(char)}`, at);
    push("symbol", symbol, symbol.length);
  }
  tokens.push({ kind: "end", value: "", start: query.length, end: query.length });
  return tokens;
}

/** 400 in the words every syntax error uses. */
export const syntaxError = (what: string, at: number) => badRequest(`Syntax error, ${what} at position ${at}.`);

function readText(query: string, start: number): { value: string; length: number } {
  const quote = query[start];
  let value = "";
  for (let at = start + 1; at < query.length; at++) {
    const char = query[at] ?? "";
    if (char === quote) return { value, length: at + 1 - start };
    if (char !== "\\") {
      value += char;
      continue;
    }
    const escaped = query[++at] ?? "";
    if (escaped === "u") {
      const code = query.slice(at + 1, at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(code)) throw syntaxError("a broken \\u escape", at);
      value += String.fromCharCode(Number.parseInt(code, 16));
      at += 4;
    } else {
      value += escapes[escaped] ?? escaped;
    }
  }
  throw syntaxError("a text without its closing quote", start);
}
