import { semanticError } from "../error.ts";
import type { Column, Type } from "../types.ts";

/** Gathers the columns of a table that is made, each name once. */
export class ColumnList {
  readonly #columns: Column[] = [];
  #unnamed = 0;

  get columns(): readonly Column[] {
    return this.#columns;
  }

  has(name: string): boolean {
    return this.#columns.some((column) => column.name === name);
  }

  /** A column whose name the query says. @throws {KqlError} `duplicate-column` */
  declare(name: string, type: Type, at: number): void {
    if (this.has(name)) throw semanticError("duplicate-column", `There is a column '${name}' already`, at);
    this.#columns.push({ name, type });
  }

  /** A column that is called after what it holds, or after nothing; a name that is taken gets a number. */
  add(name: string | undefined, type: Type): void {
    this.#columns.push({ name: name === undefined || name === "" ? this.#next() : this.#free(name), type });
  }

  /** The name for a column whose expression has none. */
  #next(): string {
    do this.#unnamed++;
    while (this.has(`Column${this.#unnamed}`));
    return `Column${this.#unnamed}`;
  }

  #free(name: string): string {
    if (!this.has(name)) return name;
    for (let number = 1; ; number++) if (!this.has(name + number)) return name + number;
  }
}
