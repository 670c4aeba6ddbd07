/** Codes of the characters that mean something in YAML. */
export const newline = 10;
export const space = 32;
export const doubleQuote = 34;
export const hash = 35;
export const ampersand = 38;
export const singleQuote = 39;
export const asterisk = 42;
export const comma = 44;
export const dash = 45;
export const colon = 58;
export const greater = 62;
export const question = 63;
export const openBracket = 91;
export const backslash = 92;
export const closeBracket = 93;
export const openBrace = 123;
export const pipe = 124;
export const closeBrace = 125;

/** Characters that no plain scalar begins with. */
export const indicators: ReadonlySet<number> = new Set(
  [...`,[]{}#&*!|>'"%@\``].map((character) => character.charCodeAt(0)),
);
