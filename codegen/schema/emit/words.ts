import { isObject, type JsonObject } from "../../json/json.ts";
import { mapSubschemas, subschemasOf } from "../walk.ts";

const typeNames = ["array", "boolean", "integer", "null", "number", "object", "string"];

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const isSchema = (value: unknown) => isObject(value) || typeof value === "boolean";
const isSchemaList = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isSchema);
const isSchemaMap = (value: unknown) => isObject(value) && Object.values(value).every(isSchema);
const isTextList = (value: unknown) =>
  Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
const isType = (value: unknown) =>
  isText(value)
    ? typeNames.includes(value as string)
    : isTextList(value) &&
      (value as string[]).length > 0 &&
      (value as string[]).every((name) => typeNames.includes(name));
const isPattern = (value: unknown): boolean => isText(value) && patternError(value as string) === undefined;

const rule = (test: (value: unknown) => boolean, ...what: readonly [string]) => ({ test, what: what[0] });
const schema = rule(isSchema, "a schema");
const schemaList = rule(isSchemaList, "a list of schemas with at least one");
const schemaMap = rule(isSchemaMap, "an object of schemas");
const count = rule(isCount, "a whole number, 0 or more");
const number = rule(isNumber, "a number");

/** What the value of each word must be. */
const rules = new Map<string, { readonly test: (value: unknown) => boolean; readonly what: string }>(
  Object.entries({
    additionalProperties: schema,
    allOf: schemaList,
    anyOf: schemaList,
    const: rule(() => true, "any value"),
    contains: schema,
    dependentRequired: rule(
      (value) => isObject(value) && Object.values(value).every(isTextList),
      "an object of lists of different texts",
    ),
    dependentSchemas: schemaMap,
    else: schema,
    enum: rule(Array.isArray, "a list"),
    exclusiveMaximum: number,
    exclusiveMinimum: number,
    format: rule(isText, "a text"),
    if: schema,
    items: schema,
    maxContains: count,
    maxItems: count,
    maxLength: count,
    maxProperties: count,
    maximum: number,
    minContains: count,
    minItems: count,
    minLength: count,
    minProperties: count,
    minimum: number,
    multipleOf: rule((value) => isNumber(value) && (value as number) > 0, "a number above 0"),
    not: schema,
    oneOf: schemaList,
    pattern: rule(isPattern, "a regular expression of ECMA-262 with the flag u"),
    patternProperties: rule(
      (value) => isSchemaMap(value) && Object.keys(value as object).every(isPattern),
      "an object of schemas by regular expressions (ECMA-262, flag u)",
    ),
    prefixItems: schemaList,
    properties: schemaMap,
    propertyNames: schema,
    required: rule(isTextList, "a list of different texts"),
    type: rule(isType, `one of ${typeNames.join(", ")}, or a list of different ones`),
    unevaluatedItems: schema,
    unevaluatedProperties: schema,
    uniqueItems: rule((value) => typeof value === "boolean", "true or false"),
  }),
);
rules.set("then", schema);

/** Throws when a word of a schema, or of one below it, has a value that it cannot have. */
export function checkWords(schemaObject: JsonObject): void {
  for (const [word, value] of Object.entries(schemaObject)) {
    const found = rules.get(word);
    if (found === undefined || value === undefined || found.test(value)) continue;
    const reason = typeof value === "string" && word === "pattern" ? `: ${patternError(value)}` : "";
    throw new Error(`\`${word}\` must be ${found.what}${reason}`);
  }
  for (const { schema: sub } of subschemasOf(schemaObject)) if (isObject(sub)) checkWords(sub);
}

function patternError(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether a word decides which values fit a schema. */
export function isDecisive(word: string): boolean {
  return word === "$ref" || rules.has(word);
}

/** A schema with nothing but words that decide about values. */
export function decisive(value: unknown): unknown {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([word]) => isDecisive(word));
  return mapSubschemas(Object.fromEntries(kept), decisive);
}
