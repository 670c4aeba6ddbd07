import type { Budget } from "../budget.ts";
import type { Expression, Parameter, Query, Script } from "../syntax/ast.ts";
import type { Column, Row } from "../types.ts";
import type { Bound } from "./bound.ts";

/** Rows that can be made, and what their columns are. */
export interface Relation {
  readonly columns: readonly Column[];
  /** Whether the order of the rows is fixed, so that `prev`, `next` and `row_number` mean something. */
  readonly isSerialized: boolean;
  readonly rows: () => readonly Row[];
}

/** How whoever draws the answer should draw it. */
export interface Chart {
  readonly kind: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** What a query knows of the world. */
export interface Environment {
  /** The time, as a datetime of the language; one for the whole query. */
  readonly now: number;
  /** From 0 to less than 1. */
  readonly random: () => number;
  readonly budget: Budget;
  /** The table of that name. */
  readonly table: (name: string) => Relation | undefined;
  readonly tableNames: readonly string[];
  /** Says that these columns of tables are read, though the query does not name them. */
  readonly need: (columns: readonly Column[]) => void;
  /** Keeps what `render` said. */
  readonly draw: (chart: Chart) => void;
}

/** What a name stands for beside columns. */
export type Meaning =
  | { readonly kind: "scalar"; readonly bound: Bound }
  | { readonly kind: "table"; readonly relation: Relation }
  | {
      readonly kind: "function";
      readonly parameters: readonly Parameter[];
      readonly body: Script;
      readonly names: Names;
    };

/** Names that were declared, the nearest first. */
export class Names {
  readonly #own = new Map<string, Meaning>();
  readonly #outer: Names | undefined;
  /** Calls of functions inside each other so far. */
  readonly depth: number;

  constructor(outer?: Names, depth = outer?.depth ?? 0) {
    this.#outer = outer;
    this.depth = depth;
  }

  get(name: string): Meaning | undefined {
    return this.#own.get(name) ?? this.#outer?.get(name);
  }

  hasOwn(name: string): boolean {
    return this.#own.has(name);
  }

  set(name: string, meaning: Meaning): void {
    this.#own.set(name, meaning);
  }

  /** The names as they are now; what is declared later is not among them. */
  copy(): Names {
    const copied = new Names(this.#outer, this.depth);
    for (const [name, meaning] of this.#own) copied.set(name, meaning);
    return copied;
  }
}

/** The row that is worked on and the ones beside it. */
export interface Frame {
  rows: readonly Row[];
  index: number;
}

/** Takes the aggregates out of an expression, and says where their results will stand. */
export interface AggregateSink {
  bind(call: Extract<Expression, { kind: "call" }>, scope: Scope): Bound;
}

/** What an expression may refer to. */
export interface Scope {
  readonly columns: readonly Column[];
  readonly names: Names;
  /** Set where the order of rows is fixed. */
  readonly frame?: Frame | undefined;
  /** Set where aggregates may stand. */
  readonly aggregates?: AggregateSink | undefined;
  /** Columns of both sides of a join, for `$left` and `$right`. */
  readonly sides?: { readonly left: readonly Column[]; readonly right: readonly Column[] } | undefined;
}

/** The binders that call each other across files. */
export interface Binder {
  readonly env: Environment;
  expression(expression: Expression, scope: Scope): Bound;
  query(query: Query, names: Names): Relation;
  /** What a function comes to: a value or rows. */
  script(script: Script, names: Names): Meaning;
}
