import { KqlError, unsupported } from "../error.ts";
import type { Step } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseNamed } from "./expressions.ts";
import { parseJoin, parseLookup } from "./join.ts";
import { parseMakeSeries } from "./make-series.ts";
import { parseMvExpand } from "./mv-expand.ts";
import { parseOrderKey, parseOrderKeys } from "./order.ts";
import { parameters } from "./parameters.ts";
import { parseParse } from "./parse-operator.ts";
import { parsePatterns, parseRenames } from "./patterns.ts";
import { parseRender } from "./render.ts";
import { parseSearch } from "./search.ts";

/** Operators of the language that this interpreter does not have. */
const others = new Set(
  (
    "facet find fork invoke macro-expand mv-apply partition parse-kv project-by-names reduce sample sample-distinct scan " +
    "top-hitters top-nested externaldata make-graph graph-match graph-mark-components graph-shortest-paths graph-to-table execute-and-cache assert-schema"
  ).split(" "),
);

/** Reads what follows the name of an operator. */
export function parseStep(cursor: Cursor, name: string, at: number): Step {
  switch (name) {
    case "where":
    case "filter":
      return { kind: "where", predicate: parseExpression(cursor), at };
    case "project":
    case "extend":
      return { kind: name, items: cursor.list(() => parseNamed(cursor)), at };
    case "distinct":
      parameters(cursor, []);
      return { kind: name, items: cursor.list(() => parseNamed(cursor)), at };
    case "serialize":
      return { kind: name, items: endsHere(cursor) ? [] : cursor.list(() => parseNamed(cursor)), at };
    case "project-away":
    case "project-keep":
    case "project-reorder":
      return { kind: name, patterns: parsePatterns(cursor, name === "project-reorder"), at };
    case "project-rename":
      return { kind: name, items: parseRenames(cursor), at };
    case "summarize":
      return parseSummarize(cursor, at);
    case "order":
    case "sort":
      parameters(cursor, []);
      return { kind: "order", by: parseOrderKeys(cursor), at };
    case "top": {
      parameters(cursor, []);
      const count = parseExpression(cursor);
      cursor.expect("by");
      return { kind: "top", count, by: parseOrderKey(cursor), at };
    }
    case "take":
    case "limit":
      return { kind: "take", count: parseExpression(cursor), at };
    case "count":
    case "getschema":
      return { kind: name, at };
    case "join":
      return parseJoin(cursor, at);
    case "lookup":
      return parseLookup(cursor, at);
    case "search":
      return parseSearch(cursor, at);
    case "mv-expand":
    case "mvexpand":
      return parseMvExpand(cursor, at);
    case "parse":
    case "parse-where":
      return parseParse(cursor, name === "parse-where", at);
    case "make-series":
      return parseMakeSeries(cursor, at);
    case "render":
      return parseRender(cursor, at);
    case "as":
      parameters(cursor, []);
      return { kind: "as", name: cursor.name("the rows").text, at };
    case "consume":
      return { kind: "consume", at };
    case "evaluate":
      return parseEvaluate(cursor, at);
    default:
      if (others.has(name)) throw unsupported(`The operator '${name}'`, at);
      throw new KqlError("syntax", "syntax", `'${name}' is no operator`, at);
  }
}

const endsHere = (cursor: Cursor) => cursor.peek().kind === "end" || ["|", ")", ";", "}"].includes(cursor.peek().text);

function parseSummarize(cursor: Cursor, at: number): Step {
  parameters(cursor, []);
  const aggregates = cursor.is("by") || endsHere(cursor) ? [] : cursor.list(() => parseNamed(cursor));
  const by = cursor.accept("by") ? cursor.list(() => parseNamed(cursor)) : [];
  if (aggregates.length + by.length === 0) throw cursor.fail("An aggregate or 'by' is expected");
  return { kind: "summarize", aggregates, by, at };
}

function parseEvaluate(cursor: Cursor, at: number): Step {
  parameters(cursor, []);
  const name = cursor.name("a plugin");
  cursor.expect("(");
  const args = cursor.is(")") ? [] : cursor.list(() => parseNamed(cursor));
  cursor.expect(")");
  if (cursor.is(":")) throw unsupported("The schema after 'evaluate'", cursor.at);
  return { kind: "evaluate", name: name.text, args, at };
}
