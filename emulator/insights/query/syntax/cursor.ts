import { type KqlError, syntaxError, unsupported } from "../error.ts";
import { type Type, typeNames } from "../types.ts";
import type { Expression, Query, Source } from "./ast.ts";
import type { Token } from "./token.ts";

/** The parsers that call each other across files. */
export interface Parsers {
  expression(cursor: Cursor): Expression;
  query(cursor: Cursor): Query;
  source(cursor: Cursor): Source;
}

/** Walks over the tokens of a query. */
export class Cursor {
  readonly #tokens: readonly Token[];
  readonly parsers: Parsers;
  readonly #deepest: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], parsers: Parsers, deepest: number) {
    this.#tokens = tokens;
    this.parsers = parsers;
    this.#deepest = deepest;
  }

  /** The token that comes, or one after it. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)] as Token;
  }

  get at(): number {
    return this.peek().at;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.#next++;
    return token;
  }

  /** Whether that operator or word comes. Strings and quoted names are neither. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (token.kind === "op" || token.kind === "name") && token.text === text;
  }

  /** Takes the operator or word if it comes. */
  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.#next++;
    return true;
  }

  expect(text: string, why = ""): Token {
    if (!this.is(text)) throw this.fail(`'${text}' is expected${why}`);
    return this.take();
  }

  /** An error about what comes. */
  fail(message: string): KqlError {
    const token = this.peek();
    return syntaxError(`${message}, not ${token.kind === "end" ? token.text : `'${token.text}'`}`, token.at);
  }

  /** A name, also one in brackets: `['a name']`. */
  name(what: string): Token {
    const bracketed = this.bracketedName();
    if (bracketed) return bracketed;
    if (this.peek().kind !== "name") throw this.fail(`The name of ${what} is expected`);
    return this.take();
  }

  /** `['a name']`, if it comes. */
  bracketedName(): Token | undefined {
    const inside = this.peek(1);
    if (!this.is("[") || inside.kind !== "literal" || inside.type !== "string" || !this.is("]", 2)) return undefined;
    const { at } = this.take();
    this.take();
    const { end } = this.take();
    return { kind: "name", text: inside.value as string, at, end, quoted: true };
  }

  /** The name of a type. */
  type(): Type {
    const token = this.name("a type");
    if (token.text === "decimal") throw unsupported("The type decimal", token.at);
    const type = Object.hasOwn(typeNames, token.text) ? typeNames[token.text] : undefined;
    if (type === undefined) throw syntaxError(`'${token.text}' is no type`, token.at);
    return type;
  }

  /** One or more, separated by commas. */
  list<T>(one: () => T): T[] {
    const found = [one()];
    while (this.accept(",")) found.push(one());
    return found;
  }

  /** Reads something that may have itself inside. */
  nested<T>(read: () => T): T {
    if (++this.#depth > this.#deepest) throw syntaxError(`The query has more than ${this.#deepest} levels`, this.at);
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Where the cursor is, to come back to. */
  mark(): number {
    return this.#next;
  }

  reset(mark: number): void {
    this.#next = mark;
  }

  /** Whether the tokens here stand directly beside each other. */
  touches(ahead = 0): boolean {
    return this.peek(ahead).end === this.peek(ahead + 1).at;
  }
}
