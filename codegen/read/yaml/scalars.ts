import { NotPlain } from "./not-plain.ts";

/** Joins the lines of a scalar that was written over several: a line break is a space, an empty line a line break. */
export function foldLines(lines: readonly string[]): string {
  let text = lines[0] ?? "";
  let breaks = 0;
  for (const line of lines.slice(1)) {
    if (line === "") breaks++;
    else {
      text += (breaks === 0 ? " " : "\n".repeat(breaks)) + line;
      breaks = 0;
    }
  }
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\u0007",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\u001b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

/** The text of a double-quoted scalar, without its quotes and with its lines joined. */
export function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.|$)/gs, (_, code: string) => {
    if (code.length > 1) {
      const point = Number.parseInt(code.slice(1), 16);
      if (point > 0x10ffff) throw new NotPlain();
      return String.fromCodePoint(point);
    }
    const found = escapes[code];
    if (found === undefined) throw new NotPlain();
    return found;
  });
}

/** The text of a block scalar from its lines without indentation. `folded`: `>`, else `|`. */
export function blockText(lines: readonly string[], folded: boolean, chomp: "clip" | "strip" | "keep"): string {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === "") end--;
  const content = lines.slice(0, end);
  const rest = lines.length - end;
  const text = folded ? foldBlock(content) : content.join("\n");
  if (chomp === "strip") return text;
  if (chomp === "keep") return content.length === 0 ? "\n".repeat(rest) : `${text}\n${"\n".repeat(rest)}`;
  return content.length === 0 ? "" : `${text}\n`;
}

function foldBlock(lines: readonly string[]): string {
  let text = "";
  let breaks = 0;
  let wasMore = false;
  let isFirst = true;
  for (const line of lines) {
    if (line === "") {
      breaks++;
      continue;
    }
    const isMore = line.startsWith(" ");
    if (isFirst) text += "\n".repeat(breaks);
    else if (isMore || wasMore) text += "\n".repeat(breaks + 1);
    else text += breaks === 0 ? " " : "\n".repeat(breaks);
    text += line;
    breaks = 0;
    wasMore = isMore;
    isFirst = false;
  }
  return text;
}
