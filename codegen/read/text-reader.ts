import { readFileSync, statSync } from "node:fs";

/** Reads the text of a file. Throws when it cannot be read. */
export type TextReader = (file: string) => string;

/** File systems tell times apart by some milliseconds only: a file as young as this may change again unseen (ms). */
const young = 100;

/** Reads a file every time. */
export const readText: TextReader = (file) => readFileSync(file, "utf8");

/** A reader for those who ask again and again: what has not been touched since it was read is not read again. */
export function rememberingReader(): TextReader {
  const known = new Map<string, { readonly stamp: string; readonly text: string }>();
  return (file) => {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    const stamp = `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
    const found = known.get(file);
    if (found?.stamp === stamp) return found.text;
    const text = readText(file);
    if (Date.now() - Math.max(mtimeMs, ctimeMs) > young) known.set(file, { stamp, text });
    else known.delete(file);
    return text;
  };
}
