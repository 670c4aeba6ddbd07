import type { Type, Value } from "../types.ts";

/** A scalar expression, or a tabular one where one may stand (`toscalar(…)`, `in (…)`, arguments of functions). */
export type Expression =
  | { readonly kind: "literal"; readonly type: Type; readonly value: Value; readonly at: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number }
  /** `of.key` */
  | { readonly kind: "member"; readonly of: Expression; readonly key: string; readonly at: number }
  /** `of[key]` */
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression; readonly at: number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Named[]; readonly at: number }
  | { readonly kind: "unary"; readonly op: "-" | "+"; readonly of: Expression; readonly at: number }
  | {
      readonly kind: "binary";
      readonly op: BinaryOp;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly kind: "list";
      readonly op: ListOp;
      readonly left: Expression;
      readonly items: readonly Expression[];
      readonly at: number;
    }
  | {
      readonly kind: "between";
      readonly not: boolean;
      readonly left: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly at: number;
    }
  /** All columns: `count_distinct(*)`, `arg_max(x, *)`, `* has "text"`. */
  | { readonly kind: "star"; readonly at: number }
  | { readonly kind: "query"; readonly query: Query; readonly at: number };

export type StringOp =
  | "=~"
  | "!~"
  | "has"
  | "!has"
  | "has_cs"
  | "!has_cs"
  | "hasprefix"
  | "!hasprefix"
  | "hasprefix_cs"
  | "!hasprefix_cs"
  | "hassuffix"
  | "!hassuffix"
  | "hassuffix_cs"
  | "!hassuffix_cs"
  | "contains"
  | "!contains"
  | "contains_cs"
  | "!contains_cs"
  | "startswith"
  | "!startswith"
  | "startswith_cs"
  | "!startswith_cs"
  | "endswith"
  | "!endswith"
  | "endswith_cs"
  | "!endswith_cs"
  | "matches regex";
export type BinaryOp = "or" | "and" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%" | StringOp;
export type ListOp = "in" | "!in" | "in~" | "!in~" | "has_any" | "has_all";

/** `name = expression`, `(a, b) = expression`, or an expression alone. */
export interface Named {
  readonly names: readonly string[];
  readonly of: Expression;
}

/** A source and what is done with its rows, one after another. */
export interface Query {
  readonly source: Source;
  readonly steps: readonly Step[];
  readonly at: number;
}

/** What a query reads. */
export type Source =
  | { readonly kind: "table"; readonly name: string; readonly at: number }
  /** A call of a function that gives rows, or of `materialize`, `datatable` apart. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Named[]; readonly at: number }
  | { readonly kind: "query"; readonly query: Query; readonly at: number }
  | {
      readonly kind: "datatable";
      readonly columns: readonly TypedName[];
      readonly values: readonly Expression[];
      readonly at: number;
    }
  | { readonly kind: "print"; readonly items: readonly Named[]; readonly at: number }
  | {
      readonly kind: "range";
      readonly name: string;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: Expression;
      readonly at: number;
    }
  | UnionStep
  | SearchStep;

/** `name: type` */
export interface TypedName {
  readonly name: string;
  readonly type: Type;
  readonly at: number;
}

/** A column to order by. */
export interface OrderKey {
  readonly of: Expression;
  readonly descending: boolean;
  readonly nulls: "first" | "last";
}

/** `*`, `name` or `name*` */
export interface NamePattern {
  readonly pattern: string;
  readonly at: number;
  /** Of `project-reorder`: how the columns that match are ordered among themselves. */
  readonly order?: "asc" | "desc" | "granny-asc" | "granny-desc";
}

/** Where joined rows meet. */
export type JoinKey =
  | { readonly kind: "same"; readonly name: string; readonly at: number }
  | { readonly kind: "pair"; readonly left: Expression; readonly right: Expression; readonly at: number };

export type JoinKind =
  | "innerunique"
  | "inner"
  | "leftouter"
  | "rightouter"
  | "fullouter"
  | "leftanti"
  | "rightanti"
  | "leftsemi"
  | "rightsemi";

export interface UnionStep {
  readonly kind: "union";
  readonly join: "outer" | "inner";
  readonly withSource: string | undefined;
  readonly isFuzzy: boolean;
  readonly tables: readonly Query[];
  readonly at: number;
}

export interface SearchStep {
  readonly kind: "search";
  readonly caseSensitive: boolean;
  readonly tables: readonly string[];
  readonly predicate: Expression;
  readonly at: number;
}

/** One tabular operator. */
export type Step =
  | { readonly kind: "where"; readonly predicate: Expression; readonly at: number }
  | {
      readonly kind: "project" | "extend" | "distinct" | "serialize";
      readonly items: readonly Named[];
      readonly at: number;
    }
  | {
      readonly kind: "project-away" | "project-keep" | "project-reorder";
      readonly patterns: readonly NamePattern[];
      readonly at: number;
    }
  | {
      readonly kind: "project-rename";
      readonly items: readonly { readonly to: string; readonly from: string; readonly at: number }[];
      readonly at: number;
    }
  | {
      readonly kind: "summarize";
      readonly aggregates: readonly Named[];
      readonly by: readonly Named[];
      readonly at: number;
    }
  | { readonly kind: "order"; readonly by: readonly OrderKey[]; readonly at: number }
  | { readonly kind: "top"; readonly count: Expression; readonly by: OrderKey; readonly at: number }
  | { readonly kind: "take"; readonly count: Expression; readonly at: number }
  | { readonly kind: "count" | "getschema"; readonly at: number }
  | {
      readonly kind: "join";
      readonly join: JoinKind;
      readonly right: Query;
      readonly on: readonly JoinKey[];
      readonly at: number;
    }
  | {
      readonly kind: "lookup";
      readonly join: "leftouter" | "inner";
      readonly right: Query;
      readonly on: readonly JoinKey[];
      readonly at: number;
    }
  | UnionStep
  | SearchStep
  | {
      readonly kind: "mv-expand";
      readonly items: readonly (Named & { readonly to: Type | undefined })[];
      readonly isArray: boolean;
      readonly itemIndex: string | undefined;
      readonly limit: Expression | undefined;
      readonly at: number;
    }
  | {
      readonly kind: "parse";
      readonly where: boolean;
      readonly mode: "simple" | "relaxed" | "regex";
      readonly flags: string;
      readonly of: Expression;
      readonly pattern: readonly ParsePart[];
      readonly at: number;
    }
  | {
      readonly kind: "make-series";
      /** `kind=nonempty`: no rows make a series, too. */
      readonly isNeverEmpty: boolean;
      readonly aggregates: readonly (Named & { readonly fallback: Expression | undefined })[];
      readonly axis: Named;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
      readonly step: Expression;
      readonly by: readonly Named[];
      readonly at: number;
    }
  | {
      readonly kind: "render";
      readonly chart: string;
      readonly properties: Readonly<Record<string, string>>;
      readonly at: number;
    }
  | { readonly kind: "as"; readonly name: string; readonly at: number }
  | { readonly kind: "evaluate"; readonly name: string; readonly args: readonly Named[]; readonly at: number }
  | { readonly kind: "consume"; readonly at: number };

/** A part of what `parse` reads: anything, this text, or a column. */
export type ParsePart =
  | { readonly kind: "any"; readonly at: number }
  | { readonly kind: "text"; readonly text: string; readonly at: number }
  | { readonly kind: "column"; readonly name: string; readonly type: Type; readonly at: number };

/** A parameter of a function. `columns` undefined: a scalar; empty: any table (`(*)`). */
export interface Parameter {
  readonly name: string;
  readonly type: Type | undefined;
  readonly columns: readonly TypedName[] | undefined;
  readonly fallback: Expression | undefined;
  readonly at: number;
}

/** What comes before the query, each ended by `;`. */
export type Statement =
  | { readonly kind: "let"; readonly name: string; readonly value: Expression; readonly at: number }
  | {
      readonly kind: "function";
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: Script;
      readonly at: number;
    }
  | {
      readonly kind: "parameters";
      readonly parameters: readonly Parameter[];
      readonly at: number;
    };

/** Statements and what they come to: rows, or in functions also a value. */
export interface Script {
  readonly statements: readonly Statement[];
  readonly result: Expression;
}
