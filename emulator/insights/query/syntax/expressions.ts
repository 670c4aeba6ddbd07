import { syntaxError, unsupported } from "../error.ts";
import type { BinaryOp, Expression, ListOp, Named, StringOp } from "./ast.ts";
import { beginsQuery } from "./begins-query.ts";
import type { Cursor } from "./cursor.ts";

/** `or` binds least; then `and`; equality, lists and `between`; order; sums; products; operators of text. */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() => leftToRight(cursor, ["or"], (c) => leftToRight(c, ["and"], equality)));
}

function leftToRight(cursor: Cursor, ops: readonly BinaryOp[], operand: (cursor: Cursor) => Expression): Expression {
  let left = operand(cursor);
  for (;;) {
    const op = ops.find((each) => cursor.is(each));
    if (op === undefined) return left;
    const { at } = cursor.take();
    left = { kind: "binary", op, left, right: operand(cursor), at };
  }
}

const equalities: Readonly<Record<string, BinaryOp>> = { "==": "==", "!=": "!=", "<>": "!=" };

function equality(cursor: Cursor): Expression {
  const left = relation(cursor);
  const token = cursor.peek();
  const op = token.kind === "op" ? equalities[token.text] : undefined;
  if (op !== undefined) {
    cursor.take();
    const right = relation(cursor);
    if (equalities[cursor.peek().text] !== undefined) throw cursor.fail("An equality cannot follow another one");
    return { kind: "binary", op, left, right, at: token.at };
  }
  const list = listOperator(cursor);
  if (list !== undefined) return { kind: "list", op: list, left, items: listItems(cursor), at: token.at };
  const between = betweenOperator(cursor);
  if (between === undefined) return left;
  cursor.expect("(");
  const low = cursor.parsers.expression(cursor);
  cursor.expect("..");
  const high = cursor.parsers.expression(cursor);
  cursor.expect(")");
  return { kind: "between", not: between === "!between", left, low, high, at: token.at };
}

function listOperator(cursor: Cursor): ListOp | undefined {
  const not = cursor.is("!") && cursor.touches();
  const word = cursor.peek(not ? 1 : 0);
  if (word.kind !== "name" || !["in", "has_any", "has_all"].includes(word.text)) return undefined;
  if (word.text !== "in" && not) return undefined;
  for (let count = not ? 2 : 1; count > 0; count--) cursor.take();
  if (word.text !== "in") return word.text as ListOp;
  // `in~`: the tilde is no token of its own elsewhere.
  const insensitive = word.end === cursor.at && cursor.accept("~");
  return `${not ? "!" : ""}in${insensitive ? "~" : ""}` as ListOp;
}

function listItems(cursor: Cursor): Expression[] {
  cursor.expect("(", " before the values of the list");
  if (cursor.accept(")")) return [];
  const items = cursor.list(() => parseArgument(cursor).of);
  cursor.expect(")");
  return items;
}

function betweenOperator(cursor: Cursor): "between" | "!between" | undefined {
  if (cursor.accept("between")) return "between";
  if (!cursor.is("!") || !cursor.touches() || !cursor.is("between", 1)) return undefined;
  cursor.take();
  cursor.take();
  return "!between";
}

function relation(cursor: Cursor): Expression {
  const left = sum(cursor);
  const op = (["<=", ">=", "<", ">"] as const).find((each) => cursor.is(each));
  if (op === undefined) return left;
  const { at } = cursor.take();
  return { kind: "binary", op, left, right: sum(cursor), at };
}

const sum = (cursor: Cursor) => leftToRight(cursor, ["+", "-"], product);
const product = (cursor: Cursor) => leftToRight(cursor, ["*", "/", "%"], textual);

const stringWords = new Set(
  ["has", "hasprefix", "hassuffix", "contains", "startswith", "endswith"].flatMap((word) => [word, `${word}_cs`]),
);

function textual(cursor: Cursor): Expression {
  let left = unary(cursor);
  for (;;) {
    const { at } = cursor.peek();
    const op = stringOperator(cursor);
    if (op === undefined) return left;
    left = { kind: "binary", op, left, right: unary(cursor), at };
  }
}

function stringOperator(cursor: Cursor): StringOp | undefined {
  if (cursor.accept("=~")) return "=~";
  if (cursor.accept("!~")) return "!~";
  if (cursor.is("matches") && cursor.is("regex", 1)) {
    cursor.take();
    cursor.take();
    return "matches regex";
  }
  const not = cursor.is("!") && cursor.touches();
  const word = cursor.peek(not ? 1 : 0);
  if (word.kind !== "name" || !stringWords.has(word.text)) return undefined;
  for (let count = not ? 2 : 1; count > 0; count--) cursor.take();
  return `${not ? "!" : ""}${word.text}` as StringOp;
}

function unary(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind !== "op" || (token.text !== "-" && token.text !== "+")) return postfix(cursor);
  cursor.take();
  return { kind: "unary", op: token.text, of: cursor.nested(() => unary(cursor)), at: token.at };
}

function postfix(cursor: Cursor): Expression {
  let of = primary(cursor);
  for (;;) {
    const { at } = cursor.peek();
    if (cursor.accept(".")) {
      const bracketed = cursor.bracketedName();
      const key = bracketed ?? cursor.name("a property");
      of = { kind: "member", of, key: key.text, at: key.at };
    } else if (cursor.accept("[")) {
      const key = cursor.parsers.expression(cursor);
      cursor.expect("]");
      of = { kind: "index", of, key, at };
    } else return of;
  }
}

function primary(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "literal") return literal(cursor);
  if (cursor.is("(")) return parenthesis(cursor);
  if (cursor.accept("*")) return { kind: "star", at: token.at };
  const bracketed = cursor.bracketedName();
  if (bracketed) return { kind: "name", name: bracketed.text, at: token.at };
  if (token.kind !== "name") throw cursor.fail("An expression is expected");
  cursor.take();
  if (!cursor.accept("(")) return { kind: "name", name: token.text, at: token.at };
  return { kind: "call", name: token.text, args: parseArguments(cursor), at: token.at };
}

/** Strings that stand beside each other are one. */
function literal(cursor: Cursor): Expression {
  const { type = "string", value = null, at } = cursor.take();
  let text = value;
  while (type === "string" && cursor.peek().kind === "literal" && cursor.peek().type === "string") {
    text = `${text}${cursor.take().value}`;
  }
  return { kind: "literal", type, value: text, at };
}

function parenthesis(cursor: Cursor): Expression {
  const { at } = cursor.take();
  const inside = parseArgument(cursor).of;
  cursor.expect(")");
  if (inside.kind === "query")
    return inside.query.steps.length > 0 ? inside : { kind: "query", query: inside.query, at };
  return inside;
}

/** What stands between the parentheses of a call; the opening one is read. */
export function parseArguments(cursor: Cursor): Named[] {
  if (cursor.accept(")")) return [];
  const args = cursor.list(() => parseArgument(cursor));
  cursor.expect(")");
  return args;
}

/** A scalar or rows: an expression that goes on with `|` was a source. */
export function parseArgument(cursor: Cursor): Named {
  if (beginsQuery(cursor)) return { names: [], of: query(cursor) };
  const mark = cursor.mark();
  const named = parseNamed(cursor);
  if (!cursor.is("|")) return named;
  cursor.reset(mark);
  return { names: [], of: query(cursor) };
}

function query(cursor: Cursor): Expression {
  const { at } = cursor.peek();
  return { kind: "query", query: cursor.nested(() => cursor.parsers.query(cursor)), at };
}

/** `name = expression`, `(a, b) = expression` or an expression. */
export function parseNamed(cursor: Cursor): Named {
  const mark = cursor.mark();
  const names = parseNames(cursor);
  if (names !== undefined && cursor.accept("=")) return { names, of: cursor.parsers.expression(cursor) };
  cursor.reset(mark);
  return { names: [], of: cursor.parsers.expression(cursor) };
}

function parseNames(cursor: Cursor): string[] | undefined {
  const single = cursor.bracketedName() ?? (cursor.peek().kind === "name" ? cursor.take() : undefined);
  if (single) return [single.text];
  if (!cursor.accept("(")) return undefined;
  const names: string[] = [];
  do {
    const name = cursor.bracketedName() ?? (cursor.peek().kind === "name" ? cursor.take() : undefined);
    if (!name) return undefined;
    names.push(name.text);
  } while (cursor.accept(","));
  return cursor.accept(")") ? names : undefined;
}

/** A literal, also a negative number. */
export function parseLiteral(cursor: Cursor): Expression {
  const parsed = parseExpression(cursor);
  const inner = parsed.kind === "unary" ? parsed.of : parsed;
  if (inner.kind !== "literal") throw syntaxError("A literal is expected here", parsed.at);
  return parsed;
}

/** Refuses a parameter of an operator that would change its answer. */
export const refuseParameter = (name: string, at: number) => unsupported(`The parameter '${name}'`, at);
