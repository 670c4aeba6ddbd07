import { type Json, pointerTo } from "./pointer.ts";

/** Where a value stands in a text: offsets of UTF-16 units, the end is behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as JSON with the place of each value; or what is wrong with it, and where. */
export type Parsed =
  | { readonly value: Json; readonly places: ReadonlyMap<string, Span> }
  | { readonly fault: string; readonly at: number };

/** Deeper than any message may be. */
const deepest = 128;

/** Reads a text as JSON and notes where each value stands, by its JSON pointer. A name that comes twice is a fault. */
export function parseWithPlaces(text: string): Parsed {
  const places = new Map<string, Span>();
  const reader = new Reader(text, places);
  try {
    reader.space();
    const value = reader.value("", 0);
    reader.space();
    if (reader.at < text.length) throw new Fault("Nothing may follow the value.", reader.at);
    return { value, places };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message, at: error.at };
    throw error;
  }
}

/** Line and column of an offset, from 1. */
export function lineOf(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

class Fault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Reader {
  readonly #text: string;
  readonly #places: Map<string, Span>;
  at = 0;

  constructor(text: string, places: Map<string, Span>) {
    this.#text = text;
    this.#places = places;
  }

  value(pointer: string, depth: number): Json {
    if (depth > deepest) throw new Fault(`It is nested deeper than ${deepest}.`, this.at);
    const start = this.at;
    const value = this.#any(pointer, depth);
    this.#places.set(pointer, { start, end: this.at });
    return value;
  }

  space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.at] ?? "")) this.at++;
  }

  #any(pointer: string, depth: number): Json {
    const next = this.#text[this.at];
    if (next === "{") return this.#object(pointer, depth);
    if (next === "[") return this.#array(pointer, depth);
    if (next === '"') return this.#string();
    const [word] = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(this.#rest()) ?? [];
    if (word === undefined)
      throw new Fault(next === undefined ? "The text ends too early." : "This is no JSON value.", this.at);
    this.at += word.length;
    return JSON.parse(word);
  }

  #object(pointer: string, depth: number): Json {
    const entries = new Map<string, Json>();
    this.#list("}", () => {
      const start = this.at;
      if (this.#text[this.at] !== '"') throw new Fault("A name in double quotes belongs here.", this.at);
      const name = this.#string();
      if (entries.has(name)) throw new Fault(`The name ${JSON.stringify(name)} is there already.`, start);
      this.space();
      if (this.#text[this.at] !== ":") throw new Fault("A colon belongs here.", this.at);
      this.at++;
      this.space();
      entries.set(name, this.value(pointerTo(pointer, name), depth + 1));
    });
    return Object.fromEntries(entries);
  }

  #array(pointer: string, depth: number): Json {
    const items: Json[] = [];
    this.#list("]", () => void items.push(this.value(pointerTo(pointer, items.length), depth + 1)));
    return items;
  }

  #list(end: string, item: () => void): void {
    this.at++;
    this.space();
    if (this.#text[this.at] === end) return void this.at++;
    for (;;) {
      item();
      this.space();
      const next = this.#text[this.at];
      if (next !== "," && next !== end) throw new Fault(`A comma or ${end} belongs here.`, this.at);
      this.at++;
      if (next === end) return;
      this.space();
    }
  }

  #string(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts.
    const [text] = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/.exec(this.#rest()) ?? [];
    if (text === undefined)
      throw new Fault("This text in quotes is not closed, or holds what must be escaped.", this.at);
    this.at += text.length;
    return JSON.parse(text) as string;
  }

  #rest(): string {
    return this.#text.slice(this.at);
  }
}
