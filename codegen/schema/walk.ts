import { isObject, type JsonObject, own } from "../json/json.ts";

/** Words whose value is one schema. */
const single = [
  "additionalItems",
  "additionalProperties",
  "contains",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
] as const;
/** Words whose value is a list of schemas. */
const lists = ["allOf", "anyOf", "items", "oneOf", "prefixItems"] as const;
/** Words whose value holds schemas by name. */
const maps = ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"] as const;

const holding: ReadonlySet<string> = new Set([...single, ...lists, ...maps]);

/** A schema below another: where it stands, and it (an object or a boolean). */
export interface Subschema {
  readonly path: readonly (string | number)[];
  readonly schema: unknown;
}

/** The schemas directly below a schema. Knows which words hold schemas, so data such as examples is never mistaken for one. */
export function subschemasOf(schema: JsonObject): readonly Subschema[] {
  const found: Subschema[] = [];
  // Most schemas are leaves.
  if (!Object.keys(schema).some((word) => holding.has(word))) return found;
  for (const word of single) {
    const value = own(schema, word);
    if (isObject(value) || typeof value === "boolean") found.push({ path: [word], schema: value });
  }
  for (const word of lists) {
    const value = own(schema, word);
    if (Array.isArray(value)) value.forEach((item, index) => void found.push({ path: [word, index], schema: item }));
  }
  for (const word of maps) {
    for (const [key, item] of Object.entries(own(schema, word) ?? {})) {
      if (isObject(item) || typeof item === "boolean") found.push({ path: [word, key], schema: item });
    }
  }
  return found;
}

/** A copy of a schema in which each schema directly below it is replaced. */
export function mapSubschemas(schema: JsonObject, replace: (sub: unknown, word: string) => unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([word, value]) => {
      const isSchema = isObject(value) || typeof value === "boolean";
      if (isSchema && (single as readonly string[]).includes(word)) return [word, replace(value, word)];
      if (Array.isArray(value) && (lists as readonly string[]).includes(word)) {
        return [word, value.map((item) => replace(item, word))];
      }
      if (isObject(value) && (maps as readonly string[]).includes(word)) {
        const entries = Object.entries(value);
        return [
          word,
          Object.fromEntries(entries.map(([key, sub]) => [key, Array.isArray(sub) ? sub : replace(sub, word)])),
        ];
      }
      return [word, value];
    }),
  );
}
