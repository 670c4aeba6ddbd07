import { badRequest } from "../errors.ts";

type Part = { readonly any: true } | { readonly any: false; readonly test: (char: string) => boolean };

/**
 * Compiles a LIKE pattern: `%` any text, `_` one character, `[abc]`, `[a-c]` and `[^…]` one of (or none of) a set.
 * Matching never backtracks over more than the last `%`, so no pattern can be slow.
 * @throws CosmosError 400 when the escape is not one character.
 */
export function compileLike(pattern: string, escapeWith: string | undefined): (text: string) => boolean {
  if (escapeWith !== undefined && escapeWith.length !== 1) throw badRequest("ESCAPE takes one character.");
  const parts = readParts([...pattern], escapeWith);
  return (text) => matchParts(parts, [...text]);
}

function readParts(chars: readonly string[], escapeWith: string | undefined): Part[] {
  const parts: Part[] = [];
  const literal = (wanted: string) => parts.push({ any: false, test: (char) => char === wanted });
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? "";
    if (escapeWith !== undefined && char === escapeWith && at + 1 < chars.length) {
      literal(chars[++at] ?? "");
    } else if (char === "%") {
      parts.push({ any: true });
    } else if (char === "_") {
      parts.push({ any: false, test: () => true });
    } else if (char === "[" && chars.indexOf("]", at + 1) > 0) {
      const close = chars.indexOf("]", at + 1);
      parts.push({ any: false, test: readSet(chars.slice(at + 1, close)) });
      at = close;
    } else {
      literal(char);
    }
  }
  return parts;
}

function readSet(chars: readonly string[]): (char: string) => boolean {
  const negated = chars[0] === "^";
  const body = negated ? chars.slice(1) : chars;
  const ranges: [string, string][] = [];
  for (let at = 0; at < body.length; at++) {
    const from = body[at] ?? "";
    const to = body[at + 2];
    if (body[at + 1] === "-" && to !== undefined) {
      ranges.push([from, to]);
      at += 2;
    } else {
      ranges.push([from, from]);
    }
  }
  return (char) => ranges.some(([from, to]) => char >= from && char <= to) !== negated;
}

function matchParts(parts: readonly Part[], chars: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let lastAny = -1;
  let anyAt = 0;
  while (at < chars.length) {
    const current = parts[part];
    if (current?.any) {
      lastAny = part++;
      anyAt = at;
    } else if (current?.test(chars[at] ?? "")) {
      part++;
      at++;
    } else if (lastAny >= 0) {
      part = lastAny + 1;
      at = ++anyAt;
    } else {
      return false;
    }
  }
  while (parts[part]?.any) part++;
  return part === parts.length;
}
