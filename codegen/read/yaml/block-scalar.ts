import type { Cursor } from "./cursor.ts";
import { NotPlain } from "./not-plain.ts";
import { blockText } from "./scalars.ts";

/** Reads a scalar whose lines stand below `|` or `>`, further in than `parent`, and goes on to the next content. */
export function readBlockScalar(cursor: Cursor, parent: number): string {
  const { text } = cursor;
  const end = cursor.endOfLine(cursor.at);
  const header = /^([|>])([+-]?)(?: +#.*| *)$/.exec(text.slice(cursor.at, end));
  if (header === null) throw new NotPlain();
  const [, style, mark] = header;
  const lines: string[] = [];
  let indent = -1;
  let widest = 0;
  let at = end + 1;
  while (at < text.length) {
    const lineEnd = cursor.endOfLine(at);
    const line = text.slice(at, lineEnd);
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
  cursor.at = Math.min(at, text.length);
  cursor.nextLine();
  return blockText(lines, style === ">", mark === "+" ? "keep" : mark === "-" ? "strip" : "clip");
}
