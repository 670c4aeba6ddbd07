import type { Cursor } from "./cursor.ts";
import { NotPlain } from "./not-plain.ts";

/** Aliases that are followed in one document. Many can stand for more than a memory holds: the full parser counts them. */
const mostAliases = 100;

/** What the anchors of a document name: maps and lists. Scalars with anchors are left to the full parser. */
export class Anchors {
  readonly #values = new Map<string, unknown>();
  #aliases = 0;

  /** Remembers what an anchor names, and answers it. */
  set(name: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || this.#values.has(name)) throw new NotPlain();
    this.#values.set(name, value);
    return value;
  }

  /** What `*name` stands for. */
  follow(name: string): unknown {
    if (!this.#values.has(name) || ++this.#aliases > mostAliases) throw new NotPlain();
    return this.#values.get(name);
  }
}

/** Reads the name behind `&` or `*`. */
export function readName(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  let at = start;
  while (/[A-Za-z0-9_-]/.test(text.charAt(at))) at++;
  if (at === start || !(cursor.isBreak(at) || ",]}".includes(text.charAt(at)))) throw new NotPlain();
  cursor.at = at;
  return text.slice(start, at);
}
