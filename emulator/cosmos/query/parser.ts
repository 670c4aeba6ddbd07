import { notSupported } from "../errors.ts";
import type { Column, Expression, Ordering, Projection, Query, Source } from "./ast.ts";
import { isReserved, readExpression } from "./expressions.ts";
import { tokenize } from "./lexer.ts";
import { TokenStream } from "./token-stream.ts";

/**
 * Parses a query.
 * @throws CosmosError 400 for a syntax error or a construct that is not served, naming it.
 */
export function parseQuery(text: string): Query {
  const tokens = new TokenStream(tokenize(text));
  const query = readQuery(tokens, text);
  if (tokens.peek().kind !== "end") tokens.unexpected("the end of the query");
  return query;
}

function readQuery(tokens: TokenStream, text: string): Query {
  const { start } = tokens.peek();
  const expression = () => readExpression(tokens, (inner) => readQuery(inner, text));
  tokens.needWord("SELECT");
  const distinct = tokens.takeWord("DISTINCT");
  const top = tokens.takeWord("TOP") ? readCount(tokens) : undefined;
  const projection = readProjection(tokens, expression);
  const fromStart = tokens.peek().start;
  const from = tokens.takeWord("FROM") ? readSources(tokens, expression) : [];
  const fromSpan = from.length === 0 ? undefined : { start: fromStart, end: tokens.lastEnd };
  const where = tokens.takeWord("WHERE") ? expression() : undefined;
  const groupBy = readBy(tokens, "GROUP", expression);
  if (tokens.isWord("HAVING")) throw notSupported("HAVING");
  const orderBy = readBy(tokens, "ORDER", () => readOrdering(tokens, expression));
  const offset = tokens.takeWord("OFFSET") ? readCount(tokens) : undefined;
  if (offset !== undefined) tokens.needWord("LIMIT");
  const limit = offset === undefined ? undefined : readCount(tokens);
  const end = tokens.lastEnd;
  return { text, start, end, distinct, top, projection, from, fromSpan, where, groupBy, orderBy, offset, limit };
}

/** TOP, OFFSET and LIMIT take a number or a parameter; an expression would swallow the `*` of `TOP 5 *`. */
function readCount(tokens: TokenStream): Expression {
  const { kind, value, start, end } = tokens.peek();
  if (kind === "parameter") {
    tokens.next();
    return { kind: "parameter", name: value, start, end };
  }
  if (kind !== "number") tokens.unexpected("a number or a parameter");
  tokens.next();
  return { kind: "literal", value: Number(value), start, end };
}

function readBy<T>(tokens: TokenStream, word: string, read: () => T): T[] {
  const items: T[] = [];
  if (!tokens.takeWord(word)) return items;
  tokens.needWord("BY");
  if (tokens.isWord("RANK")) throw notSupported("ORDER BY RANK");
  do items.push(read());
  while (tokens.takeSymbol(","));
  return items;
}

function readOrdering(tokens: TokenStream, expression: () => Expression): Ordering {
  const value = expression();
  const descending = tokens.takeWord("DESC");
  if (!descending) tokens.takeWord("ASC");
  return { expression: value, descending };
}

function readProjection(tokens: TokenStream, expression: () => Expression): Projection {
  if (tokens.takeSymbol("*")) return { kind: "star" };
  // `SELECT VALUE x`, but also a column that is named "value": `SELECT value.x FROM value`.
  const next = tokens.peek(1);
  if (tokens.isWord("VALUE") && !(next.kind === "symbol" && [".", ","].includes(next.value)) && next.kind !== "end") {
    tokens.next();
    return { kind: "value", expression: expression() };
  }
  const columns: Column[] = [];
  let unnamed = 0;
  do {
    const { start } = tokens.peek();
    const value = expression();
    const alias = readAlias(tokens) ?? impliedName(value) ?? `$${++unnamed}`;
    columns.push({ expression: value, alias, start, end: tokens.lastEnd });
  } while (tokens.takeSymbol(","));
  return { kind: "columns", columns };
}

function readAlias(tokens: TokenStream): string | undefined {
  if (tokens.takeWord("AS")) {
    const name = tokens.next();
    if (name.kind !== "word" && name.kind !== "text") tokens.unexpected("an alias");
    return name.value;
  }
  const next = tokens.peek();
  if (next.kind !== "word" || isReserved(next.value)) return undefined;
  tokens.next();
  return next.value;
}

/** The name of a column without an alias: the last property of its path. */
function impliedName(value: Expression): string | undefined {
  if (value.kind === "name") return value.name;
  if (value.kind !== "member" || value.key.kind !== "literal") return undefined;
  return typeof value.key.value === "string" ? value.key.value : undefined;
}

function readSources(tokens: TokenStream, expression: () => Expression): Source[] {
  const sources = [readSource(tokens, expression)];
  const kind = sources[0]?.source?.kind;
  if (kind === "collect" || kind === "scalar") throw notSupported("a subquery in FROM");
  while (tokens.takeWord("JOIN")) {
    const joined = readSource(tokens, expression);
    if (joined.source === undefined) throw notSupported("JOIN without IN");
    sources.push(joined);
  }
  return sources;
}

/** `FROM c.path`: one row, the value there; none when nothing is. It is named after the last property. */
function readPathSource(tokens: TokenStream, expression: () => Expression): Source {
  const path = expression();
  const alias = readAlias(tokens) ?? impliedName(path) ?? `(${path.start})`;
  const { start, end } = path;
  return { alias, source: { kind: "array", items: [path], start, end }, start, end: tokens.lastEnd };
}

function readSource(tokens: TokenStream, expression: () => Expression): Source {
  const { start } = tokens.peek();
  if (tokens.isSymbol("(")) {
    const source = expression();
    if (source.kind !== "scalar") tokens.unexpected("a subquery");
    // Its rows are what is joined, not its one value. An alias may be left out.
    const alias = readAlias(tokens) ?? `(${start})`;
    return { alias, source: { ...source, kind: "collect" }, start, end: tokens.lastEnd };
  }
  const after = tokens.peek(1);
  if (after.kind === "symbol" && (after.value === "." || after.value === "["))
    return readPathSource(tokens, expression);
  const name = tokens.next();
  if (name.kind !== "word" || isReserved(name.value)) tokens.unexpected("a name after FROM or JOIN");
  if (tokens.takeWord("IN")) {
    return { alias: name.value, source: expression(), start, end: tokens.lastEnd };
  }
  const alias = readAlias(tokens) ?? name.value;
  return { alias, source: undefined, start, end: tokens.lastEnd };
}
