import type { SchemaSide } from "../../compatibility/schemas/side.ts";
import type { JsonObject } from "../../json/json.ts";
import { supportedFormats } from "../../schema/compiler.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import type { Random } from "../random.ts";
import { sampleOf } from "../sample-of.ts";

/** Names that random objects give their fields: few, so that two schemas often speak of the same one. */
export const fieldNames: readonly string[] = ["a", "b", "c", "id", "name", "amount", "toString", "a/b~c"];
/** Patterns of field names; none matches one of the names, which strict validators forbid. */
export const namePatterns: readonly string[] = ["^x-", "^[0-9]+$", "_at$"];
/** Patterns of texts: anchored, loose, overlapping, contained in each other. */
export const textPatterns: readonly string[] = [
  "^[a-z]+$",
  "^[a-z]{2,4}$",
  "^[A-Z]{3}$",
  "^[a-zA-Z0-9_-]*$",
  "[0-9]",
  "^(open|closed)$",
  "^a",
  "z$",
  "^\\d{4}-\\d{2}$",
  "^\\p{Lu}",
  "^(?!x).*$",
  "^[^\\u0000-\\u001f]+$",
  "^.{2,5}$",
];
const values: readonly unknown[] = [
  "a",
  "b",
  "open",
  "",
  0,
  1,
  2,
  -1,
  2.5,
  1e3,
  true,
  false,
  null,
  [],
  [1],
  {},
  { a: 1 },
];
const types = ["object", "array", "string", "number", "integer", "boolean", "null"] as const;
/** Names of the schemas that the root may refer to. */
export const definitions: readonly string[] = ["First", "Second", "Third"];

/** Makes a side of schemas by name; their references read `#/$defs/<name>`. */
export function sideOf(schemas: Readonly<Record<string, JsonObject>>, name: string): SchemaSide {
  const named = Object.entries(schemas).map(
    ([key, schema]): NamedSchema => ({
      name: key,
      at: { file: `${key}.json`, pointer: "" },
      dialect: "2020-12",
      schema,
      published: schema,
      id: `https://random.example/${key}.json`,
    }),
  );
  return { schemas: named, name };
}

/** How often a schema is made again for which no document was found. */
const attempts = 8;

/**
 * A random schema over the whole vocabulary, with three more that it may refer to, directly or in circles. Nearly always
 * one that has documents.
 */
export function randomSchema(random: Random): SchemaSide {
  let side = attempt(random);
  for (let count = 1; count < attempts && sampleOf(side, random, { isWild: true }) === undefined; count++)
    side = attempt(random);
  return side;
}

function attempt(random: Random): SchemaSide {
  const schemas: Record<string, JsonObject> = {
    Root: randomPart(random, 3, random.chance(0.7) ? "object" : undefined),
  };
  for (const name of definitions) schemas[name] = randomPart(random, 2);
  return sideOf(schemas, "Root");
}

/** A random part of a schema, so many levels deep. */
export function randomPart(random: Random, depth: number, type?: (typeof types)[number]): JsonObject {
  if (type === undefined && random.chance(0.12)) return { $ref: `#/$defs/${random.pick(definitions)}` };
  if (type === undefined && random.chance(0.1)) return listed(random);
  if (type === undefined && depth > 0 && random.chance(0.15)) return combined(random, depth);
  const chosen = type ?? random.pick(depth > 0 ? types : types.slice(2));
  const words = typed(random, chosen, depth);
  if (depth > 0 && random.chance(0.12)) return { ...words, ...combined(random, depth, chosen) };
  return words;
}

function typed(random: Random, type: (typeof types)[number], depth: number): JsonObject {
  const named = random.chance(0.1) ? {} : { type: random.chance(0.12) ? [type, "null"] : type };
  const words = { ...named, ...wordsOf(random, type, depth) };
  return random.chance(0.1) ? { ...words, title: "A title", description: "A description." } : words;
}

function wordsOf(random: Random, type: (typeof types)[number], depth: number): JsonObject {
  if (type === "object") return objectWords(random, depth);
  if (type === "array") return arrayWords(random, depth);
  if (type === "string") return textWords(random);
  return type === "number" || type === "integer" ? numberWords(random) : {};
}

/** The words of some groups, each with its chance. */
function some(random: Random, groups: readonly (readonly [chance: number, words: () => JsonObject])[]): JsonObject {
  return Object.assign({}, ...groups.map(([chance, words]) => (random.chance(chance) ? words() : {})));
}

function objectWords(random: Random, depth: number): JsonObject {
  const below = () => (random.chance(0.04) ? random.chance(0.7) : randomPart(random, depth - 1));
  const names = random.shuffle(fieldNames).slice(0, random.integer(0, 4));
  const properties = Object.fromEntries(names.map((name) => [name, below()]));
  const anyName = () => random.pick(names.length > 0 && random.chance(0.9) ? names : fieldNames);
  return some(random, [
    [0.95, () => ({ properties })],
    [0.6, () => ({ required: [...new Set(names.filter(() => random.chance(0.5)))] })],
    [0.45, () => ({ additionalProperties: random.chance(0.75) ? false : below() })],
    [0.08, () => ({ patternProperties: { [random.pick(namePatterns)]: below() } })],
    [0.06, () => ({ propertyNames: { maxLength: random.integer(1, 6) } })],
    [0.07, () => ({ minProperties: random.integer(0, 2) })],
    [0.07, () => ({ maxProperties: random.integer(1, 5) })],
    [0.07, () => ({ dependentRequired: { [anyName()]: [anyName()] } })],
    [0.05, () => ({ dependentSchemas: { [anyName()]: { required: [anyName()] } } })],
    [0.03, () => ({ unevaluatedProperties: false })],
  ]);
}

function arrayWords(random: Random, depth: number): JsonObject {
  const below = () => randomPart(random, depth - 1);
  return some(random, [
    [0.85, () => ({ items: random.chance(0.06) ? random.chance(0.5) : below() })],
    [0.15, () => ({ prefixItems: Array.from({ length: random.integer(1, 2) }, below) })],
    [0.25, () => ({ minItems: random.integer(0, 2) })],
    [0.25, () => ({ maxItems: random.integer(1, 4) })],
    [0.12, () => ({ uniqueItems: true })],
    [
      0.1,
      () => ({
        contains: below(),
        ...some(random, [
          [0.3, () => ({ minContains: random.integer(0, 2) })],
          [0.3, () => ({ maxContains: random.integer(1, 3) })],
        ]),
      }),
    ],
  ]);
}

/** Words about a text. */
export function textWords(random: Random): JsonObject {
  const texts = supportedFormats.filter((format) => !["double", "float", "int32", "int64"].includes(format));
  return some(random, [
    [0.25, () => ({ minLength: random.integer(0, 3) })],
    [0.25, () => ({ maxLength: random.integer(3, 8) })],
    [0.25, () => ({ pattern: random.pick(textPatterns) })],
    [0.15, () => ({ format: random.pick(texts) })],
  ]);
}

/** Words about a number. */
export function numberWords(random: Random): JsonObject {
  return some(random, [
    [0.35, () => ({ minimum: random.integer(-5, 5) })],
    [0.35, () => ({ maximum: random.integer(5, 20) })],
    [0.1, () => ({ exclusiveMinimum: random.integer(-5, 5) })],
    [0.1, () => ({ exclusiveMaximum: random.integer(5, 20) })],
    [0.12, () => ({ multipleOf: random.pick([1, 2, 3, 5, 0.5, 0.01]) })],
    [0.1, () => ({ format: random.pick(["int32", "int64", "float", "double"]) })],
  ]);
}

/** A schema of listed values. */
export function listed(random: Random): JsonObject {
  if (random.chance(0.3)) return { const: random.pick(values) };
  return { enum: random.shuffle(values).slice(0, random.integer(1, 4)) };
}

/** A schema made of others. */
function combined(random: Random, depth: number, type?: (typeof types)[number]): JsonObject {
  const below = () => randomPart(random, depth - 1, random.chance(0.6) ? type : undefined);
  const word = random.pick(["allOf", "anyOf", "oneOf", "anyOf", "oneOf", "not", "if", "tagged"]);
  if (word === "not") return { not: random.chance(0.5) ? listed(random) : below() };
  if (word === "if") {
    const field = random.pick(fieldNames);
    const condition = random.chance(0.7) ? { properties: { [field]: listed(random) }, required: [field] } : below();
    const sides = some(random, [[0.5, () => ({ else: below() })]]);
    const met = random.chance(0.5) ? { required: [random.pick(fieldNames)] } : below();
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema; nobody awaits schemas.
    return { if: condition, then: met, ...sides };
  }
  if (word === "tagged") return tagged(random, depth);
  return { [word]: Array.from({ length: random.integer(1, 3) }, below) };
}

/** A choice of objects that one field tells apart: how most people write a union. */
function tagged(random: Random, depth: number): JsonObject {
  const branch = (tag: string) => {
    const [name = "a", other = "b"] = random.shuffle(["a", "b", "c"]);
    const properties = { kind: { const: tag }, [name]: randomPart(random, depth - 1), [other]: randomPart(random, 0) };
    return { type: "object", required: ["kind", name], properties, additionalProperties: random.chance(0.3) };
  };
  return { oneOf: ["one", "two", "three"].slice(0, random.integer(1, 3)).map(branch) };
}
