import { badRequest } from "../errors.ts";
import type { Expression, Query } from "./ast.ts";
import type { TokenStream } from "./token-stream.ts";

/** Words that end an expression and therefore name nothing. */
const reserved = new Set(
  "AND AS ASC BETWEEN BY DESC DISTINCT ESCAPE EXISTS FROM GROUP HAVING IN JOIN LIKE LIMIT NOT OFFSET OR ORDER SELECT TOP VALUE WHERE".split(
    " ",
  ),
);

const comparisons = new Set(["=", "!=", "<>", "<", "<=", ">", ">="]);
const binaryLevels: readonly (readonly string[])[] = [["|"], ["^"], ["&"], ["||"], ["+", "-"], ["*", "/", "%"]];

/** Most operators in one chain such as `a + b + c`. */
const longestChain = 500;

/** Reads a whole query inside brackets; given by the query parser, so that the two files do not need each other. */
export type SubqueryReader = (tokens: TokenStream) => Query;

/** True for a word that cannot be an alias or a name. */
export const isReserved = (word: string): boolean => reserved.has(word.toUpperCase());

/**
 * Reads one scalar expression.
 * @throws CosmosError 400 with the position of what is wrong.
 */
export function readExpression(tokens: TokenStream, subquery: SubqueryReader): Expression {
  return new ExpressionReader(tokens, subquery).expression();
}

class ExpressionReader {
  readonly #tokens: TokenStream;
  readonly #subquery: SubqueryReader;

  constructor(tokens: TokenStream, subquery: SubqueryReader) {
    this.#tokens = tokens;
    this.#subquery = subquery;
  }

  expression(): Expression {
    return this.#tokens.nested(() => this.#conditional());
  }

  #conditional(): Expression {
    const { start } = this.#tokens.peek();
    const test = this.#coalesce();
    if (!this.#tokens.takeSymbol("?")) return test;
    const yes = this.expression();
    this.#tokens.needSymbol(":");
    const no = this.expression();
    return { kind: "condition", test, yes, no, start, end: this.#tokens.lastEnd };
  }

  #coalesce(): Expression {
    const { start } = this.#tokens.peek();
    const left = this.#logical("or", "OR", () => this.#logical("and", "AND", () => this.#negation()));
    if (!this.#tokens.takeSymbol("??")) return left;
    const right = this.#tokens.nested(() => this.#coalesce());
    return { kind: "binary", operator: "??", left, right, start, end: this.#tokens.lastEnd };
  }

  #logical(kind: "and" | "or", word: string, operand: () => Expression): Expression {
    const { start } = this.#tokens.peek();
    const operands = [operand()];
    while (this.#tokens.takeWord(word)) operands.push(operand());
    const [only] = operands;
    if (operands.length === 1 && only !== undefined) return only;
    return { kind, operands, start, end: this.#tokens.lastEnd };
  }

  #negation(): Expression {
    const { start } = this.#tokens.peek();
    if (!this.#tokens.takeWord("NOT")) return this.#comparison();
    const operand = this.#tokens.nested(() => this.#negation());
    return { kind: "unary", operator: "NOT", operand, start, end: this.#tokens.lastEnd };
  }

  #comparison(): Expression {
    const tokens = this.#tokens;
    const { start } = tokens.peek();
    const value = this.#binary(0);
    const symbol = tokens.peek();
    if (symbol.kind === "symbol" && comparisons.has(symbol.value)) {
      tokens.next();
      const operator = symbol.value === "<>" ? "!=" : symbol.value;
      const right = this.#binary(0);
      return { kind: "binary", operator, left: value, right, start, end: tokens.lastEnd };
    }
    const next = tokens.isWord("NOT") ? 1 : 0;
    if (!["IN", "BETWEEN", "LIKE"].some((word) => tokens.isWord(word, next))) return value;
    const negated = tokens.takeWord("NOT");
    if (tokens.takeWord("IN")) {
      tokens.needSymbol("(");
      const list = this.#list(")");
      return { kind: "in", value, list, negated, start, end: tokens.lastEnd };
    }
    if (tokens.takeWord("BETWEEN")) {
      const low = this.#binary(0);
      tokens.needWord("AND");
      const high = this.#binary(0);
      return { kind: "between", value, low, high, negated, start, end: tokens.lastEnd };
    }
    tokens.needWord("LIKE");
    const pattern = this.#binary(0);
    const escapeWith = tokens.takeWord("ESCAPE") ? this.#binary(0) : undefined;
    return { kind: "like", value, pattern, escapeWith, negated, start, end: tokens.lastEnd };
  }

  #binary(level: number): Expression {
    const operators = binaryLevels[level];
    if (operators === undefined) return this.#unary();
    const { start } = this.#tokens.peek();
    let left = this.#binary(level + 1);
    for (let count = 0; ; count++) {
      const { kind, value } = this.#tokens.peek();
      if (kind !== "symbol" || !operators.includes(value)) return left;
      if (count === longestChain) throw badRequest(`A chain of operators has at most ${longestChain} links.`);
      this.#tokens.next();
      const right = this.#binary(level + 1);
      left = { kind: "binary", operator: value, left, right, start, end: this.#tokens.lastEnd };
    }
  }

  #unary(): Expression {
    const { kind, value, start } = this.#tokens.peek();
    if (kind !== "symbol" || (value !== "-" && value !== "+" && value !== "~")) return this.#postfix();
    this.#tokens.next();
    const operand = this.#tokens.nested(() => this.#unary());
    return { kind: "unary", operator: value, operand, start, end: this.#tokens.lastEnd };
  }

  #postfix(): Expression {
    const tokens = this.#tokens;
    const { start } = tokens.peek();
    let target = this.#primary();
    for (let count = 0; ; count++) {
      if (count === longestChain) throw badRequest(`A property path has at most ${longestChain} steps.`);
      if (tokens.takeSymbol(".")) {
        const name = tokens.next();
        if (name.kind !== "word") throw badRequest(`Syntax error, property name expected at position ${name.start}.`);
        const key: Expression = { kind: "literal", value: name.value, start: name.start, end: name.end };
        target = { kind: "member", target, key, start, end: tokens.lastEnd };
      } else if (tokens.takeSymbol("[")) {
        const key = this.expression();
        tokens.needSymbol("]");
        target = { kind: "member", target, key, start, end: tokens.lastEnd };
      } else {
        return target;
      }
    }
  }

  #primary(): Expression {
    const tokens = this.#tokens;
    const token = tokens.peek();
    const { start } = token;
    switch (token.kind) {
      case "text":
        tokens.next();
        return { kind: "literal", value: token.value, start, end: token.end };
      case "number":
        tokens.next();
        return { kind: "literal", value: Number(token.value), start, end: token.end };
      case "parameter":
        tokens.next();
        return { kind: "parameter", name: token.value, start, end: token.end };
      case "word":
        return this.#word();
      default:
    }
    if (tokens.takeSymbol("(")) {
      if (tokens.isWord("SELECT")) {
        const query = tokens.nested(() => this.#subquery(tokens));
        tokens.needSymbol(")");
        return { kind: "scalar", query, start, end: tokens.lastEnd };
      }
      const inner = this.expression();
      tokens.needSymbol(")");
      return { ...inner, start, end: tokens.lastEnd };
    }
    if (tokens.takeSymbol("[")) return { kind: "array", items: this.#list("]"), start, end: tokens.lastEnd };
    if (tokens.takeSymbol("{")) return { kind: "object", entries: this.#entries(), start, end: tokens.lastEnd };
    return tokens.unexpected("an expression");
  }

  #word(): Expression {
    const tokens = this.#tokens;
    const { value: word, start, end } = tokens.next();
    const lower = word.toLowerCase();
    if (lower === "true" || lower === "false") return { kind: "literal", value: lower === "true", start, end };
    if (lower === "null") return { kind: "literal", value: null, start, end };
    if (lower === "undefined") return { kind: "literal", value: undefined, start, end };
    const upper = word.toUpperCase();
    if ((upper === "EXISTS" || upper === "ARRAY") && tokens.isSymbol("(") && tokens.isWord("SELECT", 1)) {
      tokens.needSymbol("(");
      const query = tokens.nested(() => this.#subquery(tokens));
      tokens.needSymbol(")");
      return { kind: upper === "EXISTS" ? "exists" : "collect", query, start, end: tokens.lastEnd };
    }
    if (isReserved(word)) throw badRequest(`Syntax error, unexpected ${word} at position ${start}.`);
    if (word === "udf" && tokens.isSymbol(".")) {
      throw badRequest("Not supported by the local Cosmos DB: user-defined functions (udf).");
    }
    if (!tokens.takeSymbol("(")) return { kind: "name", name: word, start, end };
    return { kind: "call", name: upper, args: this.#list(")"), start, end: tokens.lastEnd };
  }

  #list(close: string): Expression[] {
    const items: Expression[] = [];
    if (this.#tokens.takeSymbol(close)) return items;
    do items.push(this.expression());
    while (this.#tokens.takeSymbol(","));
    this.#tokens.needSymbol(close);
    return items;
  }

  #entries(): [string, Expression][] {
    const tokens = this.#tokens;
    const entries: [string, Expression][] = [];
    if (tokens.takeSymbol("}")) return entries;
    do {
      const name = tokens.next();
      if (name.kind !== "text" && name.kind !== "word") {
        throw badRequest(`Syntax error, property name expected at position ${name.start}.`);
      }
      tokens.needSymbol(":");
      entries.push([name.value, this.expression()]);
    } while (tokens.takeSymbol(","));
    tokens.needSymbol("}");
    return entries;
  }
}
