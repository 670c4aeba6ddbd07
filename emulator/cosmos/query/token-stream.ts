import { badRequest } from "../errors.ts";
import { syntaxError, type Token } from "./lexer.ts";

/** Deepest nesting of expressions; keeps hostile text from exhausting the stack. */
const deepest = 100;

/** Reads tokens one by one. Words are compared without regard to letter case. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token, `ahead` places on. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** The end of the last token taken. */
  get lastEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** Whether the next token is this word. */
  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "word" && token.value.toUpperCase() === word;
  }

  /** Whether the next token is this symbol. */
  isSymbol(symbol: string): boolean {
    const token = this.peek();
    return token.kind === "symbol" && token.value === symbol;
  }

  /** Takes the word if it comes next. */
  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#at++;
    return true;
  }

  /** Takes the symbol if it comes next. */
  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#at++;
    return true;
  }

  /** @throws CosmosError 400 when the word does not come next. */
  needWord(word: string): void {
    if (!this.takeWord(word)) this.unexpected(word);
  }

  /** @throws CosmosError 400 when the symbol does not come next. */
  needSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.unexpected(JSON.stringify(symbol));
  }

  /** @throws CosmosError 400 always: something else was expected here. */
  unexpected(expected: string): never {
    const token = this.peek();
    const found = token.kind === "end" ? "the end of the query" : JSON.stringify(token.value);
    throw syntaxError(`${expected} expected, ${found} found`, token.start);
  }

  /** Runs `read` one level deeper. @throws CosmosError 400 when that is too deep. */
  nested<T>(read: () => T): T {
    if (++this.#depth > deepest) throw badRequest(`The query is nested deeper than ${deepest} levels.`);
    const result = read();
    this.#depth--;
    return result;
  }
}
