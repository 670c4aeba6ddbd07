import { resolvePlain } from "./resolve-plain.ts";
import { blockText, foldLines, NotPlain, unescaped } from "./scalars.ts";

/** Offsets of the keys of each map, and of the items of each list. */
export type Offsets = Map<object, Map<string, number>>;

/**
 * Reads YAML as contracts are nearly always written: maps, lists and scalars in block or flow style, with comments. It is
 * many times faster than the full parser. Answers undefined when the text has anything else in it (anchors, tags, tabs,
 * several documents …) or any mistake; then the full parser must be asked. `offsets` takes where everything stands.
 */
export function parsePlainYaml(text: string, offsets?: Offsets): { readonly value: unknown } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  if (/[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)/m.test(text))
    return undefined;
  try {
    return { value: new PlainYaml(text, offsets).document() };
  } catch (error) {
    if (error instanceof NotPlain || error instanceof RangeError) return undefined;
    throw error;
  }
}

const newline = 10;
const space = 32;
const hash = 35;
const colon = 58;
const dash = 45;

/** Characters that no plain scalar begins with. */
const indicators = new Set([...`,[]{}#&*!|>'"%@\``].map((character) => character.charCodeAt(0)));

class PlainYaml {
  readonly #text: string;
  readonly #offsets: Offsets | undefined;
  /** Where reading goes on. */
  #at = 0;
  /** What anchors name. */
  readonly #anchors = new Map<string, unknown>();
  #aliases = 0;
  /** Column of what stands at `#at`, when that begins a block; -1 at the end. */
  #indent = 0;

  constructor(text: string, offsets: Offsets | undefined) {
    this.#text = text;
    this.#offsets = offsets;
  }

  document(): unknown {
    this.#nextLine();
    if (this.#indent < 0) throw new NotPlain();
    const value = this.#block(-1);
    // A document that is one scalar is no contract; the full parser knows what its lines mean.
    if (this.#indent >= 0 || typeof value !== "object" || value === null) throw new NotPlain();
    return value;
  }

  #code(at: number): number {
    return at < this.#text.length ? this.#text.charCodeAt(at) : newline;
  }

  /** From the beginning of a line to the next content: over empty lines and comments. */
  #nextLine(): void {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      const start = at;
      while (text.charCodeAt(at) === space) at++;
      if (at >= text.length) {
        this.#at = at;
        this.#indent = -1;
        return;
      }
      const code = text.charCodeAt(at);
      if (code !== newline && code !== hash) {
        this.#at = at;
        this.#indent = at - start;
        return;
      }
      if (code === hash) at = this.#endOfLine(at);
      at++;
    }
  }

  #endOfLine(at: number): number {
    const end = this.#text.indexOf("\n", at);
    return end < 0 ? this.#text.length : end;
  }

  /** Nothing but a comment may follow on this line. Goes on to the next content. */
  #finishLine(): void {
    const start = this.#at;
    let at = start;
    while (this.#text.charCodeAt(at) === space) at++;
    const code = this.#code(at);
    if (code === hash && at > start) at = this.#endOfLine(at);
    else if (code !== newline) throw new NotPlain();
    this.#at = at + 1;
    this.#nextLine();
  }

  /** Whether `-` stands at a place as the mark of a list's item. */
  #isItem(at: number): boolean {
    if (this.#code(at) !== dash) return false;
    const next = this.#code(at + 1);
    return next === space || next === newline;
  }

  /** What begins at `#at`, further in than `parent`. */
  #block(parent: number): unknown {
    if (this.#code(this.#at) === 38) return this.#anchored(parent);
    if (this.#isItem(this.#at)) return this.#list(this.#indent);
    if (this.#keyEnd() >= 0) return this.#map(this.#indent);
    return this.#inline(parent);
  }

  /** `&name`, and on lines of its own the map or list that it names. Scalars with anchors are left to the full parser. */
  #anchored(parent: number): unknown {
    const name = this.#name();
    const start = this.#at;
    while (this.#text.charCodeAt(this.#at) === space) this.#at++;
    const code = this.#code(this.#at);
    if (code === 123 || code === 91) {
      const value = this.#named(name, this.#flow(parent));
      this.#finishLine();
      return value;
    }
    this.#at = start;
    this.#finishLine();
    if (this.#indent <= parent) throw new NotPlain();
    return this.#named(name, this.#block(parent));
  }

  #named(name: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || this.#anchors.has(name)) throw new NotPlain();
    this.#anchors.set(name, value);
    return value;
  }

  /** `*name`: the same as what the anchor names. */
  #alias(): unknown {
    const name = this.#name();
    // Many aliases can stand for more than a memory holds: the full parser counts them.
    if (!this.#anchors.has(name) || ++this.#aliases > 100) throw new NotPlain();
    return this.#anchors.get(name);
  }

  #name(): string {
    const start = this.#at + 1;
    let at = start;
    while (/[A-Za-z0-9_-]/.test(this.#text.charAt(at))) at++;
    if (at === start || !(this.#isBreak(at) || ",]}".includes(this.#text.charAt(at)))) throw new NotPlain();
    this.#at = at;
    return this.#text.slice(start, at);
  }

  #list(indent: number): unknown[] {
    const items: unknown[] = [];
    const places = this.#places(items);
    while (this.#indent === indent && this.#isItem(this.#at)) {
      let at = this.#at + 1;
      while (this.#text.charCodeAt(at) === space) at++;
      const code = this.#code(at);
      places?.set(String(items.length), code === newline || code === hash ? this.#at : at);
      if (code === newline || code === hash) {
        this.#at++;
        this.#finishLine();
        if (this.#indent > indent) places?.set(String(items.length), this.#at);
        items.push(this.#indent > indent ? this.#block(indent) : null);
      } else {
        this.#indent = indent + at - this.#at;
        this.#at = at;
        items.push(this.#block(indent));
      }
    }
    if (this.#indent > indent) throw new NotPlain();
    return items;
  }

  #map(indent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const places = this.#places(map);
    while (this.#indent === indent) {
      const end = this.#keyEnd();
      if (end < 0) throw new NotPlain();
      const start = this.#at;
      const key = this.#key(start, end);
      if (Object.hasOwn(map, key) || key === "__proto__" || key === "<<") throw new NotPlain();
      places?.set(key, start);
      this.#at = this.#text.indexOf(":", end) + 1;
      map[key] = this.#valueOfKey(indent);
    }
    if (this.#indent > indent) throw new NotPlain();
    return map;
  }

  #valueOfKey(indent: number): unknown {
    let at = this.#at;
    while (this.#text.charCodeAt(at) === space) at++;
    const code = this.#code(at);
    if (code !== newline && (code !== hash || at === this.#at)) {
      this.#at = at;
      return this.#inline(indent);
    }
    this.#finishLine();
    if (this.#indent > indent) return this.#block(indent);
    return this.#indent === indent && this.#isItem(this.#at) ? this.#list(indent) : null;
  }

  /** Where the key ends that stands at `#at`: at its colon, or behind its quote. -1 when no key stands here. */
  #keyEnd(): number {
    const code = this.#code(this.#at);
    const lineEnd = this.#endOfLine(this.#at);
    if (code === 34 || code === 39) {
      const end = this.#quoteEnd(this.#at, lineEnd);
      if (end < 0) return -1;
      let at = end;
      while (this.#text.charCodeAt(at) === space) at++;
      return this.#code(at) === colon && this.#isBreak(at + 1) ? end : -1;
    }
    if (indicators.has(code)) return -1;
    for (let at = this.#at; at < lineEnd; at++) {
      if (this.#text.charCodeAt(at) !== colon || !this.#isBreak(at + 1)) continue;
      const hasComment = this.#text.slice(this.#at, at).includes(" #");
      if (hasComment || at === this.#at) throw new NotPlain();
      return at;
    }
    return -1;
  }

  #isBreak(at: number): boolean {
    const code = this.#code(at);
    return code === space || code === newline;
  }

  #key(start: number, end: number): string {
    if (end - start > 1000) throw new NotPlain();
    const code = this.#code(start);
    if (code === 34) return unescaped(this.#text.slice(start + 1, end - 1));
    if (code === 39) return this.#text.slice(start + 1, end - 1).replaceAll("''", "'");
    const text = this.#text.slice(start, end).trimEnd();
    this.#refuseIndicator(start);
    const value = resolvePlain(text);
    if (typeof value === "string" || (typeof value === "number" && String(value) === text)) return text;
    throw new NotPlain();
  }

  /** `- `, `? ` and `: ` begin something else than a scalar. */
  #refuseIndicator(at: number): void {
    const code = this.#code(at);
    if ((code === dash || code === 63 || code === colon) && this.#isBreak(at + 1)) throw new NotPlain();
  }

  /** Behind the closing quote of what begins at a place; -1 when it is not closed before `limit`. */
  #quoteEnd(start: number, limit: number): number {
    const quote = this.#code(start);
    for (let at = start + 1; at < limit; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 92 && quote === 34) at++;
      else if (code === quote) {
        if (quote === 39 && this.#text.charCodeAt(at + 1) === 39) at++;
        else return at + 1;
      }
    }
    return -1;
  }

  /** A value that begins within a line, and all of its lines. */
  #inline(parent: number): unknown {
    const code = this.#code(this.#at);
    if (code === 38) return this.#anchored(parent);
    if (code === 42) {
      const value = this.#alias();
      this.#finishLine();
      return value;
    }
    if (code === 124 || code === 62) return this.#blockScalar(parent);
    if (code === 34 || code === 39) {
      const value = this.#quoted(parent);
      this.#finishLine();
      return value;
    }
    if (code === 123 || code === 91) {
      const value = this.#flow(parent);
      this.#finishLine();
      return value;
    }
    return this.#plain(parent);
  }

  #quoted(parent: number): string {
    const start = this.#at;
    const end = this.#quoteEnd(start, this.#text.length);
    if (end < 0) throw new NotPlain();
    this.#at = end;
    const raw = this.#text.slice(start + 1, end - 1);
    const isDouble = this.#code(start) === 34;
    if (!raw.includes("\n")) return isDouble ? unescaped(raw) : raw.replaceAll("''", "'");
    const lines = raw.split("\n");
    const shallow = lines.slice(1).some((line) => line.trim() !== "" && line.search(/[^ ]/) <= parent);
    if (shallow || (isDouble && lines.some((line) => line.endsWith("\\") || / \\|\\ $/.test(line))))
      throw new NotPlain();
    const trimmed = lines.map((line, index) => {
      const left = index === 0 ? line : line.trimStart();
      return index === lines.length - 1 ? left : left.trimEnd();
    });
    // An empty first or last line is a line break or a space of its own kind.
    if (trimmed[0] === "" || trimmed.at(-1) === "") throw new NotPlain();
    const text = foldLines(trimmed);
    return isDouble ? unescaped(text) : text.replaceAll("''", "'");
  }

  #plain(parent: number): unknown {
    if (indicators.has(this.#code(this.#at))) throw new NotPlain();
    this.#refuseIndicator(this.#at);
    const lines: string[] = [];
    let isOpen = true;
    for (;;) {
      const end = this.#endOfLine(this.#at);
      const whole = this.#text.slice(this.#at, end);
      const comment = whole.indexOf(" #");
      const hasComment = comment >= 0;
      const line = (hasComment ? whole.slice(0, comment) : whole).trimEnd();
      if (/:(?: |$)/.test(line)) throw new NotPlain();
      lines.push(line);
      if (hasComment) isOpen = false;
      this.#at = end + 1;
      const next = this.#lookAhead(parent);
      if (next === undefined) break;
      if (!isOpen) throw new NotPlain();
      for (let empty = 0; empty < next.empty; empty++) lines.push("");
      this.#at = next.at;
    }
    this.#nextLine();
    return lines.length === 1 ? resolvePlain(lines[0] ?? "") : resolvePlain(foldLines(lines));
  }

  /** The next line, if it goes on with the scalar before it: it is further in than `parent`. */
  #lookAhead(parent: number): { readonly at: number; readonly empty: number } | undefined {
    let at = this.#at;
    let empty = 0;
    while (at < this.#text.length) {
      const start = at;
      while (this.#text.charCodeAt(at) === space) at++;
      const code = this.#code(at);
      if (code !== newline) {
        if (at >= this.#text.length || at - start <= parent) return undefined;
        // A comment ends a scalar. What is further in after it, no rule allows.
        return code === hash ? undefined : { at, empty };
      }
      at++;
      empty++;
    }
    return undefined;
  }

  #blockScalar(parent: number): string {
    const end = this.#endOfLine(this.#at);
    const header = /^([|>])([+-]?)(?: +#.*| *)$/.exec(this.#text.slice(this.#at, end));
    if (header === null) throw new NotPlain();
    const [, style, mark] = header;
    const lines: string[] = [];
    let indent = -1;
    let widest = 0;
    let at = end + 1;
    while (at < this.#text.length) {
      const lineEnd = this.#endOfLine(at);
      const line = this.#text.slice(at, lineEnd);
      const depth = line.search(/[^ ]/);
      if (depth < 0 && (indent < 0 || line.length <= indent)) {
        if (indent < 0) widest = Math.max(widest, line.length);
        lines.push("");
      } else if (depth >= 0 && depth <= parent) break;
      else {
        if (indent < 0) {
          indent = depth;
          if (widest > indent) throw new NotPlain();
        }
        if (depth >= 0 && depth < indent) throw new NotPlain();
        lines.push(line.slice(indent));
      }
      at = lineEnd + 1;
    }
    // The last line of a text that ends with a line break is none.
    if (indent < 0) throw new NotPlain();
    this.#at = Math.min(at, this.#text.length);
    this.#nextLine();
    return blockText(lines, style === ">", mark === "+" ? "keep" : mark === "-" ? "strip" : "clip");
  }

  /** To the next character within brackets: over spaces, line breaks and comments. */
  #skip(parent: number): number {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === space) this.#at++;
      else if (code === newline) {
        const start = ++this.#at;
        while (text.charCodeAt(this.#at) === space) this.#at++;
        const first = this.#code(this.#at);
        if (first !== newline && first !== hash && this.#at - start <= parent) throw new NotPlain();
      } else if (code === hash) {
        const before = text.charCodeAt(this.#at - 1);
        if (before !== space && before !== newline) throw new NotPlain();
        this.#at = this.#endOfLine(this.#at);
      } else if (Number.isNaN(code)) throw new NotPlain();
      else return code;
    }
  }

  #flow(parent: number): unknown {
    return this.#code(this.#at) === 123 ? this.#flowMap(parent) : this.#flowList(parent);
  }

  #flowList(parent: number): unknown[] {
    const items: unknown[] = [];
    const places = this.#places(items);
    this.#at++;
    if (this.#skip(parent) === 93) {
      this.#at++;
      return items;
    }
    for (;;) {
      places?.set(String(items.length), this.#at);
      items.push(this.#flowValue(parent));
      const code = this.#skip(parent);
      this.#at++;
      if (code === 93) return items;
      if (code !== 44) throw new NotPlain();
      if (this.#skip(parent) !== 93) continue;
      this.#at++;
      return items;
    }
  }

  #flowMap(parent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const places = this.#places(map);
    this.#at++;
    if (this.#skip(parent) === 125) {
      this.#at++;
      return map;
    }
    for (;;) {
      const start = this.#at;
      const end = this.#flowKeyEnd();
      const key = this.#key(start, end);
      if (Object.hasOwn(map, key) || key === "__proto__" || key === "<<") throw new NotPlain();
      places?.set(key, start);
      this.#at = this.#text.indexOf(":", end) + 1;
      const first = this.#skip(parent);
      map[key] = first === 44 || first === 125 ? null : this.#flowValue(parent);
      const code = this.#skip(parent);
      this.#at++;
      if (code === 125) return map;
      if (code !== 44) throw new NotPlain();
      if (this.#skip(parent) !== 125) continue;
      this.#at++;
      return map;
    }
  }

  #flowKeyEnd(): number {
    const code = this.#code(this.#at);
    const lineEnd = this.#endOfLine(this.#at);
    if (code === 34 || code === 39) {
      const end = this.#quoteEnd(this.#at, lineEnd);
      if (end < 0 || this.#code(end) !== colon || !this.#isBreak(end + 1)) throw new NotPlain();
      return end;
    }
    if (indicators.has(code)) throw new NotPlain();
    for (let at = this.#at; at < lineEnd; at++) {
      const here = this.#text.charCodeAt(at);
      if (here === colon && this.#isBreak(at + 1)) {
        if (at === this.#at) throw new NotPlain();
        return at;
      }
      if (here === 44 || here === 91 || here === 93 || here === 123 || here === 125 || here === hash)
        throw new NotPlain();
    }
    throw new NotPlain();
  }

  #flowValue(parent: number): unknown {
    const code = this.#code(this.#at);
    if (code === 123 || code === 91) return this.#flow(parent);
    if (code === 42) return this.#alias();
    if (code === 38) {
      const name = this.#name();
      const next = this.#skip(parent);
      if (next !== 123 && next !== 91) throw new NotPlain();
      return this.#named(name, this.#flow(parent));
    }
    if (code === 34 || code === 39) {
      const value = this.#quoted(parent);
      // `"a": b` within a list is a map of one.
      if (this.#code(this.#at) === colon) throw new NotPlain();
      return value;
    }
    if (indicators.has(code)) throw new NotPlain();
    this.#refuseIndicator(this.#at);
    const start = this.#at;
    let at = start;
    for (; ; at++) {
      const here = this.#text.charCodeAt(at);
      // What goes on after a line break is no comma and no bracket, so that it is refused there.
      if (here === 44 || here === 93 || here === 125 || here === newline) break;
      if (here === colon) {
        const next = this.#code(at + 1);
        if (
          next === space ||
          next === newline ||
          next === 44 ||
          next === 93 ||
          next === 125 ||
          next === 91 ||
          next === 123
        ) {
          throw new NotPlain();
        }
      }
      if (here === hash && this.#code(at - 1) === space) throw new NotPlain();
      if (here === 91 || here === 123 || Number.isNaN(here)) throw new NotPlain();
    }
    if (at === start + 1 && (code === dash || code === 63 || code === colon)) throw new NotPlain();
    this.#at = at;
    return resolvePlain(this.#text.slice(start, at).trimEnd());
  }

  #places(container: object): Map<string, number> | undefined {
    if (this.#offsets === undefined) return undefined;
    const places = new Map<string, number>();
    this.#offsets.set(container, places);
    return places;
  }
}
