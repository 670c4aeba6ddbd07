import { _, Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { check, type Fault, formats } from "../assets/runtime.js";
import { isObject, type JsonObject } from "../json/json.ts";
import type { NamedSchema } from "./schema-table.ts";
import { subschemasOf } from "./walk.ts";

/** A compiled schema. */
export interface CompiledSchema {
  /** The faults of a value; none when it is valid. */
  readonly check: (value: unknown) => readonly Fault[];
  /** The schema as source text of an ES module without any import of ajv. */
  readonly code: () => string;
}

/** Names of the formats that contracts may use. */
export const supportedFormats: readonly string[] = Object.keys(formats);

/** Words of AsyncAPI and OpenAPI that say nothing about validity. */
const annotations = ["discriminator", "externalDocs", "example", "x-eventwright"];

/** Words that say something about validity. Any other word is none of ours, and says nothing. */
const validating: ReadonlySet<string> = new Set(
  `$defs $ref additionalItems additionalProperties allOf anyOf const contains dependencies dependentRequired dependentSchemas
else enum exclusiveMaximum exclusiveMinimum format if items maxContains maxItems maxLength maxProperties maximum minContains
minItems minLength minProperties minimum multipleOf not oneOf pattern patternProperties prefixItems properties propertyNames
required then type unevaluatedProperties uniqueItems`.split(/\s+/),
);

/** The schema with all schemas that it refers to, directly or not: complete by itself. */
export function closureOf(name: string, schemas: ReadonlyMap<string, NamedSchema>): JsonObject {
  const needed = new Set<string>();
  const visit = (schema: unknown): void => {
    if (!isObject(schema)) return;
    const ref = schema["$ref"];
    if (typeof ref === "string") {
      const target = ref.replace("#/$defs/", "");
      if (!needed.has(target)) {
        needed.add(target);
        visit(schemas.get(target)?.schema);
      }
    }
    for (const sub of subschemasOf(schema)) visit(sub.schema);
  };
  const root = schemas.get(name)?.schema ?? {};
  visit(root);
  const definitions = [...needed].sort().map((key) => [key, stripped(schemas.get(key)?.schema ?? {})] as const);
  const content = stripped(root) as JsonObject;
  return definitions.length === 0 ? content : { ...content, $defs: Object.fromEntries(definitions) };
}

/** Without words for people: they would only make the validators longer. */
function stripped(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const text = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
    ...annotations,
  ];
  const words = Object.entries(schema).filter(([word, value]) => {
    if (word === "format") return typeof value === "string" && supportedFormats.includes(value);
    return !text.includes(word) && validating.has(word);
  });
  const map = (value: unknown) =>
    Object.fromEntries(
      Object.entries(value as object).map(([key, sub]) => [key, Array.isArray(sub) ? sub : stripped(sub)]),
    );
  return Object.fromEntries(
    words.map(([word, value]) => {
      if (["properties", "patternProperties", "dependentSchemas"].includes(word)) return [word, map(value)];
      if (["allOf", "anyOf", "oneOf", "prefixItems"].includes(word)) return [word, (value as unknown[]).map(stripped)];
      return [word, ["const", "enum"].includes(word) ? value : stripped(value)];
    }),
  );
}

/** Compiles a complete schema. Throws ajv's error when the schema cannot be compiled. */
export function compileSchema(schema: JsonObject): CompiledSchema {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true, optimize: 1, formats: _`formats` },
    inlineRefs: true,
    messages: false,
    multipleOfPrecision: 12,
    ownProperties: true,
    strict: true,
    strictRequired: false,
    strictTuples: false,
    strictTypes: false,
    validateSchema: false,
  });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  const compiled = ajv.compile(schema);
  return {
    check: (value) => check(compiled, value),
    code: () => standalone.default(ajv, compiled),
  };
}
