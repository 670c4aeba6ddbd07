import type { Location } from "../diagnostics/diagnostic.ts";

/** What a `$ref` names, or why it names nothing that may be read. */
export type Target = { readonly at: Location } | { readonly problem: "reference-escapes" | "reference-remote" };

/** Where a `$ref` in a file leads. Pure: nothing is read. */
export function targetOf(file: string, ref: string): Target {
  const cut = ref.indexOf("#");
  const address = cut < 0 ? ref : ref.slice(0, cut);
  const pointer = cut < 0 ? "" : decode(ref.slice(cut + 1));
  if (address === "") return { at: { file, pointer } };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:|^\/\//.test(address)) return { problem: "reference-remote" };
  const path = join(file, decode(address));
  return path === undefined ? { problem: "reference-escapes" } : { at: { file: path, pointer } };
}

/** A path relative to the folder of `file`; undefined when it leaves the contract's folder. */
function join(file: string, path: string): string | undefined {
  if (path.startsWith("/") || path.includes("\\") || path.includes("\0")) return undefined;
  const parts = file.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
