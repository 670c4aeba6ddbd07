import { type JsonObject, own } from "../../json/json.ts";
import { isOfNumbers, rangeOfFormat } from "./formats.ts";
import { counted, type Fact, type Formula, type JsonType, typeOf } from "./formula.ts";
import type { Literal, Node, Nodes } from "./nodes.ts";
import { unfoldUnevaluated } from "./unevaluated.ts";

const infinite = Number.POSITIVE_INFINITY;

/** What a schema says about values of one type, in single statements. Exact: nothing is left out and nothing added. */
export function unfold(nodes: Nodes, node: Node, type: JsonType): Formula {
  const { schema } = node;
  if (typeof schema === "boolean") return schema;
  const literal = (part: unknown): Literal => nodes.literal(part, node.scope);
  return {
    all: [
      ofTypes(schema, type),
      ...valuesOf(schema, type),
      ...bothParts(schema, literal),
      ...(typeof schema["$ref"] === "string" ? [{ literal: nodes.target(node, schema["$ref"]).id * 2 }] : []),
      ...byType[type](schema, literal),
      ...(type === "object" ? unfoldUnevaluated(nodes, node) : []),
      ...(own(schema, "unevaluatedItems") === undefined ? [] : [opaque("unevaluatedItems")]),
    ],
  };
}

const fact = (value: Fact): Formula => ({ fact: value });
const opaque = (reason: string): Formula => fact({ word: "opaque", reason });

function ofTypes(schema: JsonObject, type: JsonType): Formula {
  const word = own(schema, "type");
  if (word === undefined) return true;
  const types = [word].flat();
  if (types.includes(type)) return true;
  return type === "number" && types.includes("integer") ? whole : false;
}

const whole = fact({ word: "multiple", of: 1, holds: true });

function valuesOf(schema: JsonObject, type: JsonType): readonly Formula[] {
  const lists = [own(schema, "enum"), Object.hasOwn(schema, "const") ? [schema["const"]] : undefined];
  return lists
    .filter((values) => Array.isArray(values))
    .map((values) => values.filter((value: unknown) => typeOf(value) === type))
    .map((values) => values.length > 0 && fact({ word: "among", values }));
}

type AsLiteral = (schema: unknown) => Literal;

/** Words that speak of the value as a whole, whatever its type. */
function bothParts(schema: JsonObject, literal: AsLiteral): readonly Formula[] {
  const list = (word: string) => (own(schema, word) as readonly unknown[] | undefined)?.map(literal);
  const parts: Formula[] = (list("allOf") ?? []).map((part) => ({ literal: part }));
  const any = list("anyOf");
  if (any !== undefined) parts.push({ any: any.map((part) => ({ literal: part })) });
  const one = list("oneOf");
  if (one !== undefined) {
    parts.push({ any: one.map((part) => ({ literal: part })) });
    for (const [index, part] of one.entries()) {
      for (const other of one.slice(0, index)) parts.push({ any: [{ literal: part ^ 1 }, { literal: other ^ 1 }] });
    }
  }
  const not = own(schema, "not");
  if (not !== undefined) parts.push({ literal: literal(not) ^ 1 });
  const condition = own(schema, "if");
  if (condition !== undefined) {
    const test = literal(condition);
    const [yes, no] = [own(schema, "then") ?? true, own(schema, "else") ?? true].map(literal) as [Literal, Literal];
    parts.push({ any: [{ literal: test ^ 1 }, { literal: yes }] }, { any: [{ literal: test }, { literal: no }] });
  }
  return parts;
}

const numberAt = (schema: JsonObject, word: string): number | undefined => {
  const value = own(schema, word);
  return typeof value === "number" ? value : undefined;
};

function sizes(schema: JsonObject, least: string, most: string): readonly Formula[] {
  const [min, max] = [numberAt(schema, least) ?? 0, numberAt(schema, most) ?? infinite];
  // Two statements: one that holds should not hide behind one that does not.
  return [
    ...(min > 0 ? [fact({ word: "size", min: Math.ceil(min), max: infinite })] : []),
    ...(max !== infinite ? [fact({ word: "size", min: 0, max: Math.floor(max) })] : []),
  ];
}

function numbers(schema: JsonObject): readonly Formula[] {
  const parts: Formula[] = [];
  for (const [word, open] of [
    ["minimum", false],
    ["exclusiveMinimum", true],
  ] as const) {
    const value = numberAt(schema, word);
    if (value !== undefined) parts.push(fact({ word: "atLeast", value, open }));
  }
  for (const [word, open] of [
    ["maximum", false],
    ["exclusiveMaximum", true],
  ] as const) {
    const value = numberAt(schema, word);
    if (value !== undefined) parts.push(fact({ word: "atMost", value, open }));
  }
  const of = numberAt(schema, "multipleOf");
  if (of !== undefined) parts.push(fact({ word: "multiple", of, holds: true }));
  const range = rangeOfFormat(own(schema, "format"));
  if (range !== undefined) {
    parts.push(
      whole,
      fact({ word: "atLeast", value: range.min, open: false }),
      fact({ word: "atMost", value: range.max, open: false }),
    );
  }
  return parts;
}

function texts(schema: JsonObject): readonly Formula[] {
  const [pattern, format] = [own(schema, "pattern"), own(schema, "format")];
  return [
    ...sizes(schema, "minLength", "maxLength"),
    ...(typeof pattern === "string" ? [fact({ word: "pattern", text: pattern, holds: true })] : []),
    ...(typeof format === "string" && !isOfNumbers(format)
      ? [fact({ word: "format", text: format, holds: true })]
      : []),
  ];
}

function lists(schema: JsonObject, literal: AsLiteral): readonly Formula[] {
  const parts: Formula[] = [...sizes(schema, "minItems", "maxItems")];
  const prefix = (own(schema, "prefixItems") as readonly unknown[] | undefined) ?? [];
  for (const [index, item] of prefix.entries()) parts.push(fact({ word: "at", index, literal: literal(item) }));
  const items = own(schema, "items");
  if (items !== undefined) parts.push(fact({ word: "each", index: prefix.length, literal: literal(items) }));
  const contains = own(schema, "contains");
  if (contains !== undefined) {
    const [min, max] = [numberAt(schema, "minContains") ?? 1, numberAt(schema, "maxContains") ?? infinite];
    if (min > 0) parts.push(counted(literal(contains), min, infinite));
    if (max !== infinite) parts.push(counted(literal(contains), 0, max));
  }
  if (own(schema, "uniqueItems") === true) parts.push(fact({ word: "unique", holds: true }));
  return parts;
}

function objects(schema: JsonObject, literal: AsLiteral): readonly Formula[] {
  const parts: Formula[] = [...sizes(schema, "minProperties", "maxProperties")];
  for (const name of (own(schema, "required") as readonly string[] | undefined) ?? []) {
    parts.push(fact({ word: "present", name }));
  }
  const entries = (word: string) => Object.entries((own(schema, word) as JsonObject | undefined) ?? {});
  const named = entries("properties");
  for (const [name, rule] of named) parts.push(fact({ word: "named", name, literal: literal(rule) }));
  const patterns = entries("patternProperties");
  for (const [pattern, rule] of patterns) {
    parts.push(fact({ word: "every", names: [literal({ pattern })], literal: literal(rule) }));
  }
  const others = own(schema, "additionalProperties");
  if (others !== undefined) {
    const names = otherNames(
      named.map(([name]) => name),
      patterns.map(([pattern]) => pattern),
      literal,
    );
    parts.push(fact({ word: "every", names, literal: literal(others) }));
  }
  const names = own(schema, "propertyNames");
  if (names !== undefined) {
    parts.push(fact({ word: "every", names: [literal(names) ^ 1], literal: literal(false) }));
  }
  for (const [name, needed] of entries("dependentRequired")) {
    for (const other of needed as readonly string[]) {
      parts.push({ any: [fact({ word: "absent", name }), fact({ word: "present", name: other })] });
    }
  }
  for (const [name, rule] of entries("dependentSchemas")) {
    parts.push({ any: [fact({ word: "absent", name }), { literal: literal(rule) }] });
  }
  return parts;
}

/** Names that are neither listed nor match a pattern. */
export function otherNames(
  names: readonly string[],
  patterns: readonly string[],
  literal: AsLiteral,
): readonly Literal[] {
  return [
    ...(names.length > 0 ? [literal({ enum: names }) ^ 1] : []),
    ...patterns.map((pattern) => literal({ pattern }) ^ 1),
  ];
}

const byType: Readonly<Record<JsonType, (schema: JsonObject, literal: AsLiteral) => readonly Formula[]>> = {
  null: () => [],
  boolean: () => [],
  number: numbers,
  string: texts,
  array: lists,
  object: objects,
};
