const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

/** Characters that are tried first: all of ASCII that can be printed, then some that few programs are tested with. */
const palette = [...ascii, "\t", "\n", "é", "ß", "Ж", "漢", "😀", "\u00a0", "\u2028", "\u0000", "\u007f"];

const known = new Map<string, readonly string[]>();

/** Characters that a character or class of a pattern stands for: some, at least one when there is any. */
export function charactersOf(raw: string): readonly string[] {
  const found = known.get(raw);
  if (found !== undefined) return found;
  // Unicode mode knows `[^]` for "anything"; the other way to write a class is as it stands.
  const expression = new RegExp(`^${raw}$`, "u");
  let fitting = palette.filter((character) => expression.test(character));
  if (fitting.length === 0) fitting = searched(expression);
  if (known.size > 2000) known.clear();
  known.set(raw, fitting);
  return fitting;
}

function searched(expression: RegExp): string[] {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (expression.test(character)) return [character];
  }
  return [];
}
