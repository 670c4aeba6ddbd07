import { byCodeUnit, isObject } from "../../json/json.ts";

/** Words that decide whether a value is valid. All others are for people. */
const asserting = new Set([
  "$ref",
  "additionalProperties",
  "allOf",
  "anyOf",
  "const",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  "else",
  "enum",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "if",
  "items",
  "maxContains",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minContains",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "not",
  "oneOf",
  "pattern",
  "patternProperties",
  "prefixItems",
  "properties",
  "propertyNames",
  "required",
  "then",
  "type",
  "unevaluatedItems",
  "unevaluatedProperties",
  "uniqueItems",
]);

const maps = new Set(["dependentSchemas", "patternProperties", "properties"]);
/** Lists in which the order says nothing. */
const sets = new Set(["enum", "required", "type"]);
const data = new Set(["const", "enum"]);

/**
 * A schema's meaning as text: equal texts mean equal schemas. Titles, descriptions and the order of words do not count.
 * `name` says how a reference is written.
 */
export function meaningOf(schema: unknown, name: (ref: string) => string): string {
  if (!isObject(schema)) return String(schema);
  const words = Object.keys(schema).filter((word) => asserting.has(word));
  return `{${words
    .sort(byCodeUnit)
    .map((word) => `${JSON.stringify(word)}:${wordOf(word, schema[word], name)}`)
    .join(",")}}`;
}

function wordOf(word: string, value: unknown, name: (ref: string) => string): string {
  if (word === "$ref") return JSON.stringify(name(String(value)));
  if (Array.isArray(value)) {
    const parts = value.map((part) => (sets.has(word) ? canonical(part) : meaningOf(part, name)));
    return `[${(sets.has(word) ? parts.sort(byCodeUnit) : parts).join(",")}]`;
  }
  if (data.has(word) || !(isObject(value) || typeof value === "boolean")) return canonical(value);
  if (word === "dependentRequired") return canonical(value);
  if (!maps.has(word) || !isObject(value)) return meaningOf(value, name);
  const keys = Object.keys(value).sort(byCodeUnit);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${meaningOf(value[key], name)}`).join(",")}}`;
}

/** JSON with sorted keys: equal texts mean equal values. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "null";
  const keys = Object.keys(value).sort(byCodeUnit);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Names of the schemas that a schema refers to directly. */
export function refsOf(schema: unknown): readonly string[] {
  const found = new Set<string>();
  meaningOf(schema, (ref) => {
    found.add(nameOf(ref));
    return ref;
  });
  return [...found];
}

/** The schema's name in `#/$defs/<name>`. */
export function nameOf(ref: string): string {
  return ref.replace("#/$defs/", "");
}
