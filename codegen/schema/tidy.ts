import { isObject, type JsonObject } from "../json/json.ts";
import { unicodePattern } from "./patterns.ts";

/** Takes what was left out of a schema: the word, and why. */
export type NoteLeftOut = (word: string, why: string) => void;

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];
const isSchema = (value: unknown): boolean => isObject(value) || typeof value === "boolean";
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const isSchemas = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");
const isText = (value: unknown): boolean => typeof value === "string";
const isType = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 && value.every(isType) : types.includes(String(value));

/** What the value of each word must be. Words with schemas by name are looked at one by one. */
const shapes = new Map<string, (value: unknown) => boolean>([
  ["additionalItems", isSchema],
  ["additionalProperties", isSchema],
  ["allOf", isSchemas],
  ["anyOf", isSchemas],
  ["contains", isSchema],
  ["dependentRequired", (value) => isObject(value) && Object.values(value).every(isTexts)],
  ["else", isSchema],
  ["enum", (value) => Array.isArray(value) && value.length > 0],
  ["exclusiveMaximum", isNumber],
  ["exclusiveMinimum", isNumber],
  ["format", isText],
  ["if", isSchema],
  ["items", isSchema],
  ["maxContains", isCount],
  ["maxItems", isCount],
  ["maxLength", isCount],
  ["maxProperties", isCount],
  ["maximum", isNumber],
  ["minContains", isCount],
  ["minItems", isCount],
  ["minLength", isCount],
  ["minProperties", isCount],
  ["minimum", isNumber],
  ["multipleOf", (value) => isNumber(value) && (value as number) > 0],
  ["not", isSchema],
  ["oneOf", isSchemas],
  ["pattern", isText],
  ["prefixItems", isSchemas],
  ["propertyNames", isSchema],
  ["required", isTexts],
  ["then", isSchema],
  ["type", (value) => isType(value)],
  ["unevaluatedProperties", isSchema],
  ["uniqueItems", (value) => typeof value === "boolean"],
]);
const maps = ["dependentSchemas", "patternProperties", "properties"];

/** Words that mean nothing without another one. */
const companions: readonly (readonly [word: string, others: readonly string[]])[] = [
  ["if", ["then", "else"]],
  ["else", ["if"]],
  ["then", ["if"]],
  ["maxContains", ["contains"]],
  ["minContains", ["contains"]],
];

/**
 * A schema (not what lies below it) without what no validator could understand: values that a word cannot have, and
 * regular expressions that are none. For schemas that were not written for the generator.
 */
export function tidied(schema: JsonObject, note: NoteLeftOut): JsonObject {
  const kept: Record<string, unknown> = {};
  for (const [word, value] of Object.entries(schema)) {
    if (maps.includes(word)) {
      if (isObject(value)) kept[word] = tidiedMap(word, value, note);
      else note(word, "is not a map");
    } else if (shapes.get(word)?.(value) === false) note(word, `cannot be ${shown(value)}`);
    else if (word === "pattern") keepPattern(kept, String(value), note);
    else kept[word] = value;
  }
  for (const [word, others] of companions) {
    if (word in kept && !others.some((other) => other in kept)) delete kept[word];
  }
  return kept;
}

const typing = ["$ref", "allOf", "anyOf", "const", "enum", "oneOf", "type"];

/** Whether a schema describes fields and does not say of what: everybody means an object, though a text would be valid. */
export function lacksType(schema: JsonObject): boolean {
  return "properties" in schema && !typing.some((word) => word in schema);
}

function keepPattern(kept: Record<string, unknown>, pattern: string, note: NoteLeftOut): void {
  const found = unicodePattern(pattern);
  if (found === undefined) note("pattern", `is not a regular expression of JavaScript: ${shown(pattern)}`);
  else kept["pattern"] = found;
}

function tidiedMap(word: string, schemas: JsonObject, note: NoteLeftOut): JsonObject {
  const entries = Object.entries(schemas).flatMap(([key, value]) => {
    if (!isSchema(value)) note(word, `has no schema under \`${key}\``);
    else if (key === "__proto__") note(word, "cannot check a field named `__proto__`");
    else if (word !== "patternProperties") return [[key, value] as const];
    else {
      const pattern = unicodePattern(key);
      if (pattern !== undefined) return [[pattern, value] as const];
      note(word, `is not a regular expression of JavaScript: ${shown(key)}`);
    }
    return [];
  });
  return Object.fromEntries(entries);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
