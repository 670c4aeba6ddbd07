import { binderFor } from "./bind/binder.ts";
import { constant } from "./bind/bound.ts";
import { type Chart, Names, type Relation } from "./bind/scope.ts";
import { Budget, type Limits, usualLimits } from "./budget.ts";
import { KqlError, locate, semanticError } from "./error.ts";
import { Mentions } from "./mentions.ts";
import { parse } from "./syntax/script.ts";
import { tokenize } from "./syntax/tokenize.ts";
import type { Column, Row, Type, Value } from "./types.ts";
import { fromOutside } from "./values/convert.ts";
import { fromUnix } from "./values/time.ts";

/** A table that can be asked: its columns, and its rows as objects or in any other form. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The rows with the values of the wanted columns; the others may be anything. */
  readonly rows: (wanted: readonly boolean[]) => readonly Row[];
}

/** What a query is run on and with. */
export interface QueryOptions {
  readonly tables: readonly Table[];
  /** The time, milliseconds since the epoch. */
  readonly now: number;
  /** For `rand`: from 0 to less than 1. */
  readonly random?: () => number;
  readonly limits?: Partial<Limits>;
  /** Values for `declare query_parameters`. */
  readonly parameters?: Readonly<Record<string, { readonly type: Type; readonly value: Value }>>;
}

/** What a query comes to. */
export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What `render` said. */
  readonly chart: Chart | undefined;
}

/**
 * Runs a query. @throws {KqlError} what is wrong with it, and where; what is not supported; and what goes beyond the limits
 */
export function runQuery(text: string, options: QueryOptions): Answer {
  const prepared = prepare(text, options);
  return locate(text, () => {
    const rows = prepared.relation.rows();
    const { limits } = prepared;
    if (rows.length > limits.rows) {
      throw new KqlError(
        "limit",
        "too-many-rows",
        `The answer has ${rows.length} rows, more than ${limits.rows}: filter or summarize`,
      );
    }
    return { columns: prepared.relation.columns, rows, chart: prepared.chart() };
  });
}

/** The columns that a query has. @throws {KqlError} as `runQuery`, but for what only rows can show */
export function columnsOf(text: string, options: QueryOptions): readonly Column[] {
  return prepare(text, options).relation.columns;
}

interface Prepared {
  readonly relation: Relation;
  readonly limits: Limits;
  readonly chart: () => Chart | undefined;
}

function prepare(text: string, options: QueryOptions): Prepared {
  const limits = { ...usualLimits, ...options.limits };
  if (text.length > limits.text) {
    throw new KqlError("limit", "too-long", `The query has ${text.length} characters, more than ${limits.text}`);
  }
  return locate(text, () => {
    const script = parse(text, limits.depth);
    const mentions = new Mentions(tokenize(text));
    let chart: Chart | undefined;
    const binder = binderFor({
      now: fromUnix(options.now),
      random: options.random ?? (() => 0.5),
      budget: new Budget(limits),
      table: (name) =>
        relationOf(
          options.tables.find((table) => table.name === name),
          mentions,
        ),
      tableNames: options.tables.map((table) => table.name),
      need: (columns) => mentions.need(columns),
      draw: (given) => {
        chart = given;
      },
    });
    const names = new Names();
    for (const [name, { type, value }] of Object.entries(options.parameters ?? {})) {
      names.set(name, { kind: "scalar", bound: constant(type, value, 0) });
    }
    const meaning = binder.script(script, names);
    if (meaning.kind !== "table")
      throw semanticError("not-rows", "A query comes to rows, not to a value: print shows a value");
    mentions.close(meaning.relation.columns);
    return { relation: meaning.relation, limits, chart: () => chart };
  });
}

function relationOf(table: Table | undefined, mentions: Mentions): Relation | undefined {
  if (!table) return undefined;
  const { columns } = table;
  return { columns, isSerialized: false, rows: () => table.rows(columns.map((column) => mentions.has(column.name))) };
}

/** Rows that are objects with values as JSON has them (datetimes as ISO 8601 text or `Date`). */
export function tableOf(
  name: string,
  columns: readonly Column[],
  rows: () => readonly Readonly<Record<string, unknown>>[],
): Table {
  return {
    name,
    columns,
    rows: (wanted) => {
      const plan = columns.map(({ name: key, type }, index) => ({
        key,
        type,
        nothing: type === "string" ? "" : null,
        isWanted: wanted[index] === true,
      }));
      return rows().map((row) =>
        plan.map(({ key, type, nothing, isWanted }): Value => (isWanted ? fromOutside(row[key], type) : nothing)),
      );
    },
  };
}
