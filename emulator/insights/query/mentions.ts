import type { Token } from "./syntax/token.ts";
import type { Column } from "./types.ts";

/**
 * Which columns of tables a query can look at: ones whose name stands in its text, and ones that are among the columns of its
 * answer. A name also stands for what begins with it (`timestamp1` comes of `timestamp` in a join). The others need not be
 * read, which is most of the work for wide tables. It knows nothing before the query is bound; all columns are read then.
 */
export class Mentions {
  readonly #names: Set<string>;
  readonly #isEverything: boolean;
  #isClosed = false;

  constructor(tokens: readonly Token[]) {
    const texts = tokens.flatMap((token) => (token.kind === "literal" ? [token.value] : [token.text]));
    this.#names = new Set(texts.filter((text) => typeof text === "string"));
    this.#isEverything = tokens.some((token) => token.kind === "op" && token.text === "*");
  }

  /** These are looked at without being named. */
  need(columns: readonly Column[]): void {
    for (const column of columns) this.#names.add(column.name);
  }

  /** The query is bound, and its answer has these columns. */
  close(columns: readonly Column[]): void {
    this.need(columns);
    this.#isClosed = true;
  }

  has(column: string): boolean {
    if (!this.#isClosed || this.#isEverything || this.#names.has(column)) return true;
    for (const name of this.#names) if (name.startsWith(column)) return true;
    return false;
  }
}
