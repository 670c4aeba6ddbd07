import { isObject, type JsonObject } from "../../json/json.ts";

/** Lists up to this length become exact tuples; longer ones would print a page of commas. */
const longestTuple = 5;

/** Words that say nothing about the type; validators check them. */
const withoutType = [
  "$comment",
  "contains",
  "default",
  "dependentRequired",
  "dependentSchemas",
  "else",
  "examples",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "if",
  "maxContains",
  "maxLength",
  "maxProperties",
  "maximum",
  "minContains",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "not",
  "pattern",
  "propertyNames",
  "readOnly",
  "then",
  "title",
  "unevaluatedProperties",
  "uniqueItems",
  "writeOnly",
];

/**
 * Rewrites a schema so that json-schema-to-typescript prints a type that every valid value has. The type may be wider than
 * the schema (validators are exact), never narrower.
 */
export function lower(schema: unknown): JsonObject {
  if (schema === false) return { tsType: "never" };
  if (!isObject(schema)) return { tsType: "unknown" };
  const kept = Object.entries(schema).filter(([word]) => !withoutType.includes(word));
  const { description, deprecated, ...words } = Object.fromEntries(kept);
  const notes = {
    ...(typeof description === "string" ? { description: safeComment(description) } : {}),
    ...(deprecated === true ? { deprecated: true } : {}),
  };
  if (Object.keys(words).length === 0) return { ...notes, tsType: "unknown" };
  return { ...notes, ...lowerWords(words) };
}

function lowerWords(words: JsonObject): JsonObject {
  const { $ref, ...rest } = words;
  if (typeof $ref === "string") {
    const target = { $ref: $ref.replace("#/$defs/", "#/definitions/") };
    return Object.keys(rest).length === 0 ? { allOf: [target] } : { allOf: [target, lowerWords(rest)] };
  }
  if (Array.isArray(words["type"]) && words["enum"] === undefined && words["const"] === undefined) {
    return lowerTypes(words, words["type"]);
  }
  const choices = combiners.filter((word) => Array.isArray(words[word]));
  const others = without(words, combiners);
  // Choices beside other words, or beside each other, are said as what they are: all of them hold.
  if (choices.length > 1 || (choices.length === 1 && choices[0] !== "allOf" && describes(others))) {
    const parts = choices.map((word) => ({ [word]: (words[word] as readonly unknown[]).map(lower) }));
    return { allOf: [...(describes(others) ? [lowerWords(others)] : []), ...parts] };
  }
  const result: Record<string, unknown> = { ...words };
  for (const word of choices) result[word] = (words[word] as readonly unknown[]).map(lower);
  if (words["type"] === "array") return { ...without(result, arrayWords), ...lowerArray(words) };
  return { ...without(result, arrayWords), ...lowerObject(words) };
}

const combiners = ["allOf", "anyOf", "oneOf"];

/** Whether words say something about the type. */
function describes(words: JsonObject): boolean {
  return ["type", "enum", "const", ...arrayWords, ...objectWords].some((word) => words[word] !== undefined);
}

const arrayWords = ["items", "prefixItems", "minItems", "maxItems"];
const objectWords = ["properties", "required", "additionalProperties", "patternProperties"];

/** A list of types becomes a choice, so that words of one type never leak into another. */
function lowerTypes(words: JsonObject, types: readonly unknown[]): JsonObject {
  const { type: _type, ...rest } = words;
  const choices = types.map((type) => {
    if (type === "object") return lowerWords({ ...without(rest, arrayWords), type });
    if (type === "array") return lowerWords({ ...without(rest, objectWords), type });
    return { type };
  });
  return { anyOf: choices };
}

function lowerObject(words: JsonObject): JsonObject {
  const { properties, required, additionalProperties, patternProperties } = words;
  if (words["type"] !== "object" && properties === undefined && required === undefined) return {};
  const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  const known = isObject(properties) ? properties : {};
  const fields = Object.fromEntries([
    ...Object.entries(known).map(([name, field]) => [name, lower(field)]),
    ...names.filter((name) => !Object.hasOwn(known, name)).map((name) => [name, { tsType: "unknown" }]),
  ]);
  const open = isObject(patternProperties) ? true : additionalProperties;
  // Undeclared fields are left out of the type: it stays true of every value, and misspelt fields do not compile.
  const additional =
    open === undefined ? Object.keys(fields).length === 0 : open === true || open === false ? open : lower(open);
  const patterns = { patternProperties: undefined };
  return { type: "object", properties: fields, required: names, additionalProperties: additional, ...patterns };
}

function lowerArray(words: JsonObject): JsonObject {
  const { prefixItems, items, minItems, maxItems } = words;
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const prefix = Array.isArray(prefixItems) ? prefixItems : [];
  if (prefix.length === 0) {
    const item = items === undefined ? { tsType: "unknown" } : lower(items);
    return { type: "array", items: item, ...(least > 0 && least <= longestTuple ? { minItems: least } : {}) };
  }
  // Tuples that may be shorter than their list: one exact tuple for each length, because a union of them is exact.
  const closed = items === false || most <= prefix.length;
  const longest = Math.min(prefix.length, most);
  const choices: JsonObject[] = [];
  for (let length = Math.min(least, longest); length < longest; length++) choices.push(tuple(prefix.slice(0, length)));
  choices.push(closed ? tuple(prefix.slice(0, longest)) : tuple(prefix, items === undefined ? true : items));
  return choices.length === 1 ? (choices[0] ?? {}) : { type: undefined, anyOf: choices };
}

function tuple(items: readonly unknown[], rest?: unknown): JsonObject {
  if (items.length === 0) return { tsType: "[]" };
  const lengths = { minItems: items.length, ...(rest === undefined ? { maxItems: items.length } : {}) };
  return {
    type: "array",
    items: items.map(lower),
    additionalItems: rest === undefined ? false : lower(rest),
    ...lengths,
  };
}

function without(words: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(words).filter(([word]) => !names.includes(word)));
}

/** Text that cannot end the comment it is put into. */
function safeComment(text: string): string {
  return text.replaceAll("*/", "*\\/");
}
