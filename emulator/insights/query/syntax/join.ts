import { syntaxError } from "../error.ts";
import type { Expression, JoinKey, JoinKind, Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parameters, word } from "./parameters.ts";

const kinds = [
  "innerunique",
  "inner",
  "leftouter",
  "rightouter",
  "fullouter",
  "leftanti",
  "anti",
  "leftantisemi",
  "rightanti",
  "rightantisemi",
  "leftsemi",
  "rightsemi",
] as const;
const sameAs: Readonly<Record<string, JoinKind>> = {
  anti: "leftanti",
  leftantisemi: "leftanti",
  rightantisemi: "rightanti",
};

export function parseJoin(cursor: Cursor, at: number): Step {
  const kind = word(parameters(cursor, ["kind"]), "kind", kinds) ?? "innerunique";
  const right = parseOther(cursor);
  return { kind: "join", join: sameAs[kind] ?? (kind as JoinKind), right, on: parseKeys(cursor), at };
}

export function parseLookup(cursor: Cursor, at: number): Step {
  const kind = word(parameters(cursor, ["kind"]), "kind", ["leftouter", "inner"] as const) ?? "leftouter";
  return { kind: "lookup", join: kind, right: parseOther(cursor), on: parseKeys(cursor), at };
}

/** The other rows: a table, a call, or a query in parentheses. What follows belongs to the join. */
function parseOther(cursor: Cursor) {
  const { at } = cursor.peek();
  if (cursor.accept("(")) {
    const query = cursor.nested(() => cursor.parsers.query(cursor));
    cursor.expect(")");
    return query;
  }
  const source = cursor.nested(() => cursor.parsers.source(cursor));
  return { source, steps: [], at };
}

function parseKeys(cursor: Cursor): JoinKey[] {
  cursor.expect("on");
  return cursor.list(() => parseKey(cursor)).flat();
}

function parseKey(cursor: Cursor): JoinKey[] {
  return split(parseExpression(cursor)).map((each): JoinKey => {
    if (each.kind === "name") return { kind: "same", name: each.name, at: each.at };
    if (each.kind === "binary" && each.op === "==")
      return { kind: "pair", left: each.left, right: each.right, at: each.at };
    throw syntaxError("A join meets on columns: 'on Name' or 'on $left.A == $right.B'", each.at);
  });
}

/** `a and b` are two keys. */
function split(expression: Expression): Expression[] {
  if (expression.kind !== "binary" || expression.op !== "and") return [expression];
  return [...split(expression.left), ...split(expression.right)];
}
