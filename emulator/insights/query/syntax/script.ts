import { semanticError, syntaxError, unsupported } from "../error.ts";
import type { Expression, Parameter, Script, Statement } from "./ast.ts";
import { beginsQuery } from "./begins-query.ts";
import { Cursor } from "./cursor.ts";
import { parseArgument, parseExpression, parseLiteral } from "./expressions.ts";
import { parseQuery, parseSource, parseTypedNames } from "./sources.ts";
import { tokenize } from "./tokenize.ts";

/**
 * Reads the text of a query: statements, then what they come to. A text whose query is a single scalar is read too; whoever
 * binds it decides whether that will do.
 * @throws {KqlError} what cannot be read, and what is not supported
 */
export function parse(text: string, deepest = 100): Script {
  const cursor = new Cursor(tokenize(text), parsers, deepest);
  const script = parseScript(cursor, "end");
  if (cursor.peek().kind !== "end") throw cursor.fail("'|' or the end of the query is expected");
  return script;
}

const parsers = { expression: parseExpression, query: parseQuery, source: parseSource };

function parseScript(cursor: Cursor, end: "end" | "}"): Script {
  const statements: Statement[] = [];
  for (;;) {
    while (cursor.accept(";"));
    if (cursor.is("let") && (cursor.peek(1).kind === "name" || cursor.is("[", 1))) {
      statements.push(cursor.nested(() => parseLet(cursor)));
    } else if (cursor.is("declare") && cursor.is("query_parameters", 1)) {
      statements.push(parseDeclare(cursor));
    } else if (["set", "alias", "pattern", "restrict"].includes(cursor.peek().text) && cursor.peek(1).kind === "name") {
      throw unsupported(`The statement '${cursor.peek().text}'`, cursor.at);
    } else break;
    if (!cursor.accept(";")) throw cursor.fail("';' is expected after the statement");
  }
  if (cursor.peek().kind === "end" || (end === "}" && cursor.is("}"))) {
    throw semanticError("no-query", "There is no query: a query follows the statements", cursor.at);
  }
  const result = end === "end" ? wholeQuery(cursor) : parseArgument(cursor).of;
  while (cursor.accept(";"));
  return { statements, result };
}

function wholeQuery(cursor: Cursor): Expression {
  const { at } = cursor.peek();
  return { kind: "query", query: parseQuery(cursor), at };
}

function parseLet(cursor: Cursor): Statement {
  const { at } = cursor.take();
  const name = cursor.name("what is declared").text;
  cursor.expect("=");
  const isView = cursor.is("view") && cursor.is("(", 1);
  if (isView) cursor.take();
  if (isView || beginsFunction(cursor)) {
    const parameters = parseParameters(cursor);
    cursor.expect("{");
    const body = parseScript(cursor, "}");
    cursor.expect("}");
    return { kind: "function", name, parameters, body, at };
  }
  return { kind: "let", name, value: parseValue(cursor), at };
}

/** What a name stands for: a value or rows. */
function parseValue(cursor: Cursor): Expression {
  const { at } = cursor.peek();
  if (beginsQuery(cursor)) return { kind: "query", query: parseQuery(cursor), at };
  const mark = cursor.mark();
  const value = parseExpression(cursor);
  if (!cursor.is("|")) return value;
  cursor.reset(mark);
  return { kind: "query", query: parseQuery(cursor), at };
}

/** Whether parentheses come that a body in braces follows. */
function beginsFunction(cursor: Cursor): boolean {
  if (!cursor.is("(")) return false;
  let open = 0;
  for (let ahead = 0; cursor.peek(ahead).kind !== "end"; ahead++) {
    if (cursor.is("(", ahead)) open++;
    else if (cursor.is(")", ahead) && --open === 0) return cursor.is("{", ahead + 1);
  }
  return false;
}

function parseParameters(cursor: Cursor): Parameter[] {
  cursor.expect("(");
  if (cursor.accept(")")) return [];
  const parameters = cursor.list(() => parseParameter(cursor));
  cursor.expect(")");
  return parameters;
}

function parseParameter(cursor: Cursor): Parameter {
  const { text: name, at } = cursor.name("a parameter");
  cursor.expect(":");
  if (cursor.is("(") && cursor.is("*", 1)) {
    cursor.take();
    cursor.take();
    cursor.expect(")");
    return { name, type: undefined, columns: [], fallback: undefined, at };
  }
  if (cursor.is("(")) return { name, type: undefined, columns: parseTypedNames(cursor), fallback: undefined, at };
  const type = cursor.type();
  const fallback = cursor.accept("=") ? parseLiteral(cursor) : undefined;
  return { name, type, columns: undefined, fallback, at };
}

function parseDeclare(cursor: Cursor): Statement {
  const { at } = cursor.take();
  cursor.take();
  const parameters = parseParameters(cursor);
  const table = parameters.find((each) => each.type === undefined);
  if (table) throw syntaxError("Parameters of a query are scalars", table.at);
  return { kind: "parameters", parameters, at };
}
