import type { Node } from "./node.ts";

type Test = (code: number) => boolean;

const digit: Test = (code) => code >= 48 && code <= 57;
const space: Test = (code) => code === 32 || (code >= 9 && code <= 13 && code !== 11);
/** A letter, digit or underscore of ASCII. */
export const isWord: Test = (code) =>
  digit(code) || code === 95 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

const shorthand: Readonly<Record<string, Test>> = {
  d: digit,
  D: (code) => !digit(code),
  s: space,
  S: (code) => !space(code),
  w: isWord,
  W: (code) => !isWord(code),
};

const posix: Readonly<Record<string, RegExp>> = {
  alnum: /^[0-9A-Za-z]$/,
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  lower: /^[a-z]$/,
  upper: /^[A-Z]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  space: /^\s$/,
  word: /^\w$/,
  xdigit: /^[0-9A-Fa-f]$/,
  blank: /^[\t ]$/,
};

const controls: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 };
const assertions = { b: "boundary", B: "no-boundary", A: "text-start", z: "text-end" } as const;

/** A single character after a backslash, and where it ends; undefined when it is none. */
function character(pattern: string, at: number): { readonly code: number; readonly end: number } | undefined {
  const next = pattern[at + 1] ?? "";
  if (Object.hasOwn(controls, next)) return { code: controls[next] as number, end: at + 2 };
  const hex = /^\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})/.exec(pattern.slice(at, at + 12));
  if (hex) {
    const code = Number.parseInt((hex[1] ?? hex[2]) as string, 16);
    return code <= 0x10ffff ? { code, end: at + hex[0].length } : undefined;
  }
  if (next === "" || /^[0-9A-Za-z]$/.test(next)) return undefined;
  const code = pattern.codePointAt(at + 1) as number;
  return { code, end: at + 1 + String.fromCodePoint(code).length };
}

/** `\p{Greek}`, `\pL` and their negations. */
function property(pattern: string, at: number): { readonly test: Test; readonly end: number } | string | undefined {
  const found = /^\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/.exec(pattern.slice(at, at + 40));
  if (!found) return undefined;
  const [whole, kind, caret, name, letter] = found;
  const isNegated = (kind === "P") !== (caret === "^");
  for (const form of [`\\p{${name ?? letter}}`, `\\p{Script=${name ?? letter}}`]) {
    try {
      const regex = new RegExp(form, "u");
      const test: Test = (code) => regex.test(String.fromCodePoint(code)) !== isNegated;
      return { test, end: at + whole.length };
    } catch {
      // Not a name of this kind; perhaps of the next.
    }
  }
  return `there is no property ${name ?? letter}`;
}

/** What stands after a backslash outside of brackets; a text says what is wrong. */
export function parseEscape(
  pattern: string,
  at: number,
  ignoreCase: boolean,
): { readonly node: Node; readonly end: number } | string {
  const next = pattern[at + 1] ?? "";
  if (Object.hasOwn(shorthand, next)) {
    return { node: { kind: "character", test: shorthand[next] as Test }, end: at + 2 };
  }
  if (Object.hasOwn(assertions, next)) {
    return { node: { kind: "assertion", which: assertions[next as keyof typeof assertions] }, end: at + 2 };
  }
  const named = property(pattern, at);
  if (typeof named === "string") return named;
  if (named) return { node: { kind: "character", test: named.test }, end: named.end };
  const single = character(pattern, at);
  if (!single) return next === "" ? "a backslash is at its end" : `\\${next} is not in RE2`;
  const test: Test = ignoreCase ? folded((code) => code === single.code) : (code) => code === single.code;
  return { node: { kind: "character", test }, end: single.end };
}

/** Whether a character fits in any case. */
function folded(test: Test): Test {
  return (code) => {
    if (test(code)) return true;
    const text = String.fromCodePoint(code);
    return test(text.toLowerCase().codePointAt(0) as number) || test(text.toUpperCase().codePointAt(0) as number);
  };
}

/** `[…]`; a text says what is wrong. */
export function parseClass(
  pattern: string,
  at: number,
  ignoreCase: boolean,
): { readonly test: Test; readonly end: number } | string {
  const tests: Test[] = [];
  let here = at + 1;
  const isNegated = pattern[here] === "^";
  if (isNegated) here++;
  for (let isFirst = true; isFirst || pattern[here] !== "]"; isFirst = false) {
    if (here >= pattern.length) return "a bracket is not closed";
    const set = namedSet(pattern, here);
    if (typeof set === "string") return set;
    if (set) {
      tests.push(set.test);
      here = set.end;
      continue;
    }
    const first = bound(pattern, here);
    if (!first) return "it has an escape in brackets that is not in RE2";
    here = first.end;
    let last = first;
    if (pattern[here] === "-" && pattern[here + 1] !== "]" && here + 1 < pattern.length) {
      const found = bound(pattern, here + 1);
      if (!found || found.code < first.code) return "a range in brackets goes backwards";
      last = found;
      here = found.end;
    }
    tests.push((code) => code >= first.code && code <= last.code);
  }
  const any: Test = (code) => tests.some((test) => test(code));
  const test = ignoreCase ? folded(any) : any;
  return { test: isNegated ? (code) => !test(code) : test, end: here + 1 };
}

function bound(pattern: string, at: number) {
  if (pattern[at] === "\\") return character(pattern, at);
  const code = pattern.codePointAt(at);
  return code === undefined ? undefined : { code, end: at + String.fromCodePoint(code).length };
}

function namedSet(pattern: string, at: number): { readonly test: Test; readonly end: number } | string | undefined {
  const named = /^\[:(\^?)([a-z]+):\]/.exec(pattern.slice(at, at + 16));
  if (named) {
    const regex = Object.hasOwn(posix, named[2] as string) ? posix[named[2] as string] : undefined;
    if (!regex) return `there is no class ${named[0]}`;
    const isNegated = named[1] === "^";
    return { test: (code) => regex.test(String.fromCodePoint(code)) !== isNegated, end: at + named[0].length };
  }
  if (pattern[at] !== "\\") return undefined;
  const short = pattern[at + 1] ?? "";
  if (Object.hasOwn(shorthand, short)) return { test: shorthand[short] as Test, end: at + 2 };
  return property(pattern, at);
}
