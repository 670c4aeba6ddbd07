import { syntaxError } from "../error.ts";
import type { Cursor } from "./cursor.ts";
import { refuseParameter } from "./expressions.ts";
import type { Token } from "./token.ts";

/** Parameters of an operator: `name=value`, before what it is about. Hints are read and change nothing. */
export function parameters(cursor: Cursor, known: readonly string[]): ReadonlyMap<string, Token> {
  const found = new Map<string, Token>();
  for (;;) {
    const token = cursor.peek();
    if (token.kind !== "name" || token.quoted) return found;
    if (token.text === "hint" && cursor.is(".", 1)) {
      for (let count = 3; count > 0; count--) cursor.take();
      cursor.expect("=");
      cursor.take();
    } else if (known.includes(token.text) && cursor.is("=", 1)) {
      cursor.take();
      cursor.take();
      found.set(token.text, cursor.take());
    } else if (token.text.startsWith("bin_legacy") && cursor.is("=", 1)) {
      throw refuseParameter(token.text, token.at);
    } else return found;
  }
}

/** The value of a parameter that is one of some words. */
export function word<T extends string>(
  given: ReadonlyMap<string, Token>,
  name: string,
  words: readonly T[],
): T | undefined {
  const token = given.get(name);
  if (!token) return undefined;
  const found = words.find((each) => each === token.text);
  if (found === undefined) throw syntaxError(`'${name}' is one of ${words.join(", ")}, not '${token.text}'`, token.at);
  return found;
}

/** The value of a parameter that is true or false. */
export function yes(given: ReadonlyMap<string, Token>, name: string): boolean {
  const token = given.get(name);
  if (!token) return false;
  if (token.type !== "bool") throw syntaxError(`'${name}' is true or false, not '${token.text}'`, token.at);
  return token.value === true;
}
