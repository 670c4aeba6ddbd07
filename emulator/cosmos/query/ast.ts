/** Where a piece of a query stands in its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A scalar expression. */
export type Expression = Span &
  (
    | { readonly kind: "literal"; readonly value: unknown }
    | { readonly kind: "parameter"; readonly name: string }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "member"; readonly target: Expression; readonly key: Expression }
    | { readonly kind: "unary"; readonly operator: "NOT" | "-" | "+" | "~"; readonly operand: Expression }
    | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "and" | "or"; readonly operands: readonly Expression[] }
    | {
        readonly kind: "in";
        readonly value: Expression;
        readonly list: readonly Expression[];
        readonly negated: boolean;
      }
    | {
        readonly kind: "between";
        readonly value: Expression;
        readonly low: Expression;
        readonly high: Expression;
        readonly negated: boolean;
      }
    | {
        readonly kind: "like";
        readonly value: Expression;
        readonly pattern: Expression;
        readonly escapeWith: Expression | undefined;
        readonly negated: boolean;
      }
    | {
        readonly kind: "condition";
        readonly test: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
    | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: "array"; readonly items: readonly Expression[] }
    | { readonly kind: "object"; readonly entries: readonly (readonly [string, Expression])[] }
    | { readonly kind: "exists" | "collect" | "scalar"; readonly query: Query }
  );

/** One column of a SELECT list. */
export interface Column extends Span {
  readonly expression: Expression;
  readonly alias: string;
}

/** What a query returns for each row. */
export type Projection =
  | { readonly kind: "star" }
  | { readonly kind: "value"; readonly expression: Expression }
  | { readonly kind: "columns"; readonly columns: readonly Column[] };

/** One `FROM c`, `FROM x IN c.items` or `JOIN x IN c.items`. Without a source it is the container's item. */
export interface Source extends Span {
  readonly alias: string;
  readonly source: Expression | undefined;
}

/** One ORDER BY expression. */
export interface Ordering {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** A query as written. */
export interface Query extends Span {
  readonly text: string;
  readonly distinct: boolean;
  readonly top: Expression | undefined;
  readonly projection: Projection;
  readonly from: readonly Source[];
  readonly fromSpan: Span | undefined;
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly Ordering[];
  readonly offset: Expression | undefined;
  readonly limit: Expression | undefined;
}

/** The text of a piece. */
export const textOf = (query: Query, span: Span): string => query.text.slice(span.start, span.end);
