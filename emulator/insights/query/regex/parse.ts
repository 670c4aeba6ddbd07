import { semanticError } from "../error.ts";
import { parseClass, parseEscape } from "./classes.ts";
import type { Node } from "./node.ts";

/** Most times that a part may be asked for, as RE2 has it. */
const mostTimes = 1000;
/** Groups inside each other. */
const deepest = 100;

/** What `(?flags)` says: case, lines, whether a dot takes line ends, whether less is taken first. */
export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

/** Reads a pattern in the syntax of RE2, which Kusto has. @throws {KqlError} what is none: look-arounds and references back, too */
export function parseRegex(pattern: string, at: number): { readonly node: Node; readonly groups: number } {
  const parser = new Parser(pattern, at);
  const node = parser.choice({ i: false, m: false, s: false, U: false }, 0);
  if (!parser.isDone) throw parser.fail("a parenthesis is closed that was not opened");
  return { node, groups: parser.groups };
}

class Parser {
  readonly #pattern: string;
  readonly #at: number;
  #here = 0;
  groups = 0;
  #flags: Flags | undefined;

  constructor(pattern: string, at: number) {
    this.#pattern = pattern;
    this.#at = at;
  }

  get isDone(): boolean {
    return this.#here >= this.#pattern.length;
  }

  fail(why: string) {
    return semanticError("bad-regex", `'${this.#pattern}' is no regular expression of RE2: ${why}`, this.#at);
  }

  #is(text: string): boolean {
    return this.#pattern.startsWith(text, this.#here);
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#here += text.length;
    return true;
  }

  choice(flags: Flags, depth: number): Node {
    if (depth > deepest) throw this.fail("it has too many groups inside each other");
    const parts: Node[] = [];
    let current = flags;
    do {
      const { node, flags: after } = this.#sequence(current, depth);
      parts.push(node);
      current = after;
    } while (this.#accept("|"));
    return parts.length === 1 ? (parts[0] as Node) : { kind: "choice", parts };
  }

  #sequence(flags: Flags, depth: number): { readonly node: Node; readonly flags: Flags } {
    const parts: Node[] = [];
    let current = flags;
    while (!this.isDone && !this.#is("|") && !this.#is(")")) {
      const atom = this.#atom(current, depth);
      if (this.#flags) {
        // `(?i)` holds for what follows in the group.
        current = this.#flags;
        this.#flags = undefined;
        continue;
      }
      parts.push(this.#repeated(atom, current));
    }
    return { node: { kind: "sequence", parts }, flags: current };
  }

  #repeated(atom: Node, flags: Flags): Node {
    let node = atom;
    for (let count = 0; ; count++) {
      const range = this.#range();
      if (!range) return node;
      if (count > 0) throw this.fail("two repetitions follow each other");
      const lazy = this.#accept("?");
      node = { kind: "repeat", of: node, least: range[0], most: range[1], greedy: lazy === flags.U };
    }
  }

  #range(): readonly [number, number] | undefined {
    if (this.#accept("*")) return [0, Infinity];
    if (this.#accept("+")) return [1, Infinity];
    if (this.#accept("?")) return [0, 1];
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#here, this.#here + 16));
    if (!found) return undefined;
    this.#here += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === "" ? Infinity : Number(found[3]);
    if (least > mostTimes || (most !== Infinity && most > mostTimes) || most < least) {
      throw this.fail(`${found[0]} asks for more than ${mostTimes} times, or for less than nothing`);
    }
    return [least, most];
  }

  #atom(flags: Flags, depth: number): Node {
    if (this.#accept("(")) return this.#group(flags, depth);
    if (this.#accept(".")) return { kind: "character", test: flags.s ? () => true : (code) => code !== 10 };
    if (this.#accept("^")) return { kind: "assertion", which: flags.m ? "line-start" : "text-start" };
    if (this.#accept("$")) return { kind: "assertion", which: flags.m ? "line-end" : "text-end" };
    if (this.#is("[")) {
      const found = parseClass(this.#pattern, this.#here, flags.i);
      if (typeof found === "string") throw this.fail(found);
      this.#here = found.end;
      return { kind: "character", test: found.test };
    }
    if (this.#accept("\\Q")) return this.#quoted(flags);
    if (this.#is("\\")) {
      const found = parseEscape(this.#pattern, this.#here, flags.i);
      if (typeof found === "string") throw this.fail(found);
      this.#here = found.end;
      return found.node;
    }
    if (this.#is("*") || this.#is("+") || this.#is("?")) throw this.fail("a repetition has nothing before it");
    const code = this.#pattern.codePointAt(this.#here) as number;
    this.#here += String.fromCodePoint(code).length;
    return { kind: "character", test: literal(code, flags.i) };
  }

  #quoted(flags: Flags): Node {
    const end = this.#pattern.indexOf("\\E", this.#here);
    const text = this.#pattern.slice(this.#here, end < 0 ? undefined : end);
    this.#here += text.length + (end < 0 ? 0 : 2);
    const parts = [...text].map(
      (each): Node => ({ kind: "character", test: literal(each.codePointAt(0) as number, flags.i) }),
    );
    return { kind: "sequence", parts };
  }

  #group(flags: Flags, depth: number): Node {
    const flagged = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(this.#pattern.slice(this.#here, this.#here + 16));
    if (flagged) {
      this.#here += flagged[0].length;
      const [, on = "", off = "", end] = flagged;
      const next = { ...flags };
      for (const flag of on) next[flag as keyof Flags] = true;
      for (const flag of off) next[flag as keyof Flags] = false;
      if (end === ")") {
        this.#flags = next;
        return { kind: "empty" };
      }
      return this.#closed(this.choice(next, depth + 1));
    }
    const named = /^\?P?<([A-Za-z_]\w*)>/.exec(this.#pattern.slice(this.#here, this.#here + 64));
    if (named) this.#here += named[0].length;
    else if (this.#is("?")) throw this.fail("look-arounds and the like are not in RE2");
    this.groups++;
    const index = this.groups;
    return { kind: "group", of: this.#closed(this.choice(flags, depth + 1)), index };
  }

  #closed(node: Node): Node {
    if (!this.#accept(")")) throw this.fail("a parenthesis is not closed");
    return node;
  }
}

/** One character, in any case when case is ignored. */
function literal(code: number, ignoreCase: boolean): (code: number) => boolean {
  if (!ignoreCase) return (each) => each === code;
  const text = String.fromCodePoint(code);
  const codes = new Set([code, text.toLowerCase().codePointAt(0), text.toUpperCase().codePointAt(0)]);
  return (each) => codes.has(each);
}
