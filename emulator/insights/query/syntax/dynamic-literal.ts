import { syntaxError } from "../error.ts";
import { type Dynamic, Instant, Span } from "../types.ts";
import { parseDatetime, parseTimespan } from "../values/time.ts";
import { readString } from "./strings.ts";

const space = /\s*/y;
const word = /[A-Za-z]+/y;
const number = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Levels that a literal may have. */
const deepest = 100;

/** Reads what stands in `dynamic(…)`: JSON, in which strings may have single quotes and datetimes and timespans may stand. */
export function readDynamic(text: string, open: number): { readonly value: Dynamic; readonly end: number } {
  const reader = new Reader(text, open);
  const value = reader.value(0);
  reader.expect(")");
  return { value, end: reader.at };
}

class Reader {
  readonly #text: string;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  #skip(): void {
    space.lastIndex = this.at;
    space.test(this.#text);
    this.at = space.lastIndex;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  #is(character: string): boolean {
    this.#skip();
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  expect(character: string): void {
    if (!this.#is(character)) throw syntaxError(`The dynamic value wants '${character}' here`, this.at);
  }

  value(depth: number): Dynamic {
    this.#skip();
    if (depth > deepest) throw syntaxError("The dynamic value is too deep", this.at);
    if (this.#is("[")) return this.#list(depth);
    if (this.#is("{")) return this.#bag(depth);
    const string = readString(this.#text, this.at);
    if (string) {
      this.at = string.end;
      return string.value as string;
    }
    const digits = this.#take(number);
    if (digits !== undefined) return Number(digits);
    return this.#word();
  }

  #list(depth: number): Dynamic {
    const items: Dynamic[] = [];
    if (this.#is("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.#is(","));
    this.expect("]");
    return items;
  }

  #bag(depth: number): Dynamic {
    const bag: Record<string, Dynamic> = {};
    if (this.#is("}")) return bag;
    do {
      this.#skip();
      const key = readString(this.#text, this.at);
      if (!key) throw syntaxError("The dynamic value wants the name of a property here, in quotes", this.at);
      this.at = key.end;
      this.expect(":");
      const value = this.value(depth + 1);
      Object.defineProperty(bag, key.value as string, { value, enumerable: true, writable: true, configurable: true });
    } while (this.#is(","));
    this.expect("}");
    return bag;
  }

  #word(): Dynamic {
    const at = this.at;
    const found = this.#take(word);
    if (found === "null") return null;
    if (found === "true" || found === "false") return found === "true";
    if (found === "datetime" || found === "timespan" || found === "time") {
      this.expect("(");
      const close = this.#text.indexOf(")", this.at);
      const raw = close < 0 ? "" : this.#text.slice(this.at, close).trim();
      const inside = /^(["'])(.*)\1$/.exec(raw)?.[2] ?? raw;
      const ticks = found === "datetime" ? parseDatetime(inside) : parseTimespan(inside);
      if (ticks === undefined) throw syntaxError(`'${inside}' is no ${found}`, this.at);
      this.at = close + 1;
      return found === "datetime" ? new Instant(ticks) : new Span(ticks);
    }
    throw syntaxError("This is no part of a dynamic value", at);
  }
}
