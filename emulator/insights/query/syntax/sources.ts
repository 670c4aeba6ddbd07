import { syntaxError, unsupported } from "../error.ts";
import type { Expression, Query, Source, Step, TypedName, UnionStep } from "./ast.ts";
import { beginsQuery } from "./begins-query.ts";
import type { Cursor } from "./cursor.ts";
import { parseArguments, parseExpression, parseNamed } from "./expressions.ts";
import { operatorName } from "./operator-name.ts";
import { parameters, word, yes } from "./parameters.ts";
import { parseSearch } from "./search.ts";
import { parseStep } from "./steps.ts";

/** A source and what follows it. */
export function parseQuery(cursor: Cursor): Query {
  const { at } = cursor.peek();
  const source = parseSource(cursor);
  const steps: Step[] = [];
  while (cursor.accept("|")) {
    const name = operatorName(cursor);
    const step =
      name.text === "union" ? parseUnion(cursor, name.at) : cursor.nested(() => parseStep(cursor, name.text, name.at));
    steps.push(step);
  }
  return { source, steps, at };
}

/** Functions that name rows of other places. */
const elsewhere = new Set(["app", "workspace", "resource", "cluster", "database", "externaldata", "external_table"]);

/** Where rows come from. */
export function parseSource(cursor: Cursor): Source {
  const token = cursor.peek();
  if (cursor.accept("(")) {
    const query = cursor.nested(() => cursor.parsers.query(cursor));
    cursor.expect(")");
    return { kind: "query", query, at: token.at };
  }
  if (beginsQuery(cursor)) return parseBegun(cursor, cursor.take().text, token.at);
  const name = cursor.name("a table");
  if (elsewhere.has(name.text) && cursor.is("(")) throw unsupported(`'${name.text}(…)' as a source of rows`, token.at);
  if (!name.quoted && cursor.accept("("))
    return { kind: "call", name: name.text, args: parseArguments(cursor), at: token.at };
  return { kind: "table", name: name.text, at: token.at };
}

function parseBegun(cursor: Cursor, first: string, at: number): Source {
  switch (first) {
    case "datatable":
      return parseDatatable(cursor, at);
    case "print":
      return { kind: "print", items: cursor.list(() => parseNamed(cursor)), at };
    case "range":
      return parseRange(cursor, at);
    case "union":
      return parseUnion(cursor, at);
    case "search":
      return parseSearch(cursor, at);
    default:
      throw unsupported(`The operator '${first}'`, at);
  }
}

function parseRange(cursor: Cursor, at: number): Source {
  const name = cursor.name("the column").text;
  cursor.expect("from");
  const from = parseExpression(cursor);
  cursor.expect("to");
  const to = parseExpression(cursor);
  cursor.expect("step");
  return { kind: "range", name, from, to, step: parseExpression(cursor), at };
}

/** `(name: type, …)`, the opening parenthesis included. */
export function parseTypedNames(cursor: Cursor): TypedName[] {
  cursor.expect("(");
  if (cursor.accept(")")) return [];
  const names = cursor.list(() => {
    const { text: name, at } = cursor.name("a column");
    cursor.expect(":");
    return { name, type: cursor.type(), at };
  });
  cursor.expect(")");
  return names;
}

function parseDatatable(cursor: Cursor, at: number): Source {
  const columns = parseTypedNames(cursor);
  cursor.expect("[");
  const values: Expression[] = [];
  while (!cursor.is("]")) {
    values.push(parseExpression(cursor));
    if (!cursor.accept(",")) break;
  }
  cursor.expect("]");
  if (columns.length === 0 || values.length % columns.length !== 0) {
    throw syntaxError(`${values.length} values do not fill rows of ${columns.length} columns`, at);
  }
  return { kind: "datatable", columns, values, at };
}

function parseUnion(cursor: Cursor, at: number): UnionStep {
  const given = parameters(cursor, ["kind", "withsource", "isfuzzy"]);
  return {
    kind: "union",
    join: word(given, "kind", ["outer", "inner"] as const) ?? "outer",
    withSource: given.get("withsource")?.text,
    isFuzzy: yes(given, "isfuzzy"),
    tables: cursor.list(() => parseUnited(cursor)),
    at,
  };
}

/** A table, a function's rows, or a query in parentheses. */
function parseUnited(cursor: Cursor): Query {
  const { at } = cursor.peek();
  const source = parseSource(cursor);
  if (cursor.is("*")) throw unsupported("A name with a wildcard in 'union'", at);
  return { source, steps: [], at };
}
