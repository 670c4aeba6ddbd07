import { type JsonObject, own } from "../../json/json.ts";
import type { Schema } from "./nodes.ts";
import { known, type Step } from "./steps.ts";
import { unevaluatedCore } from "./unevaluated.ts";

/** What an assertion says of values below, or of the same value in another schema. */
export type Below =
  | { readonly at: "same"; readonly schema: Schema; readonly given?: Schema }
  | { readonly at: "below"; readonly step: Step; readonly schema: Schema }
  | { readonly at: "branches"; readonly schemas: readonly Schema[] };

/** One thing that a schema demands. All assertions of a schema together are the schema. */
export interface Assertion {
  readonly word: string;
  /** Where it stands within the schema. */
  readonly path: readonly (string | number)[];
  /** The assertion as a schema of its own. */
  readonly schema: Schema;
  /** The field that it speaks of, if it speaks of one. */
  readonly name?: string;
  /** What is taken to hold when it is looked at. */
  readonly given?: Schema;
  readonly below?: Below;
}

/** Words that are an assertion each, with nothing below. */
const single = [
  "type",
  "const",
  "enum",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "propertyNames",
  "not",
] as const;

/** Takes a schema apart. Those that stand alone come first, those with something below after them. */
export function assertionsOf(schema: Schema): readonly Assertion[] {
  if (schema === true) return [];
  if (schema === false) return [{ word: "false", path: [], schema: false }];
  const found: Assertion[] = [];
  for (const word of single) {
    if (own(schema, word) !== undefined) found.push({ word, path: [word], schema: { [word]: schema[word] } });
  }
  return [...found, ...required(schema), ...contained(schema), ...fields(schema), ...items(schema), ...parts(schema)];
}

const entries = (schema: JsonObject, word: string) =>
  Object.entries((own(schema, word) as Readonly<Record<string, Schema>> | undefined) ?? {});

function required(schema: JsonObject): readonly Assertion[] {
  const names = (own(schema, "required") as readonly string[] | undefined) ?? [];
  const dependent = (own(schema, "dependentRequired") as Record<string, readonly string[]> | undefined) ?? {};
  return [
    ...names.map((name) => ({ word: "required", path: ["required"], name, schema: { required: [name] } })),
    ...Object.entries(dependent).map(([name, others]) => ({
      word: "dependentRequired",
      path: ["dependentRequired", name],
      name,
      schema: { dependentRequired: { [name]: others } },
    })),
  ];
}

function contained(schema: JsonObject): readonly Assertion[] {
  const contains = own(schema, "contains");
  if (contains === undefined) return [];
  const { minContains, maxContains } = schema;
  return [
    {
      word: "contains",
      path: [minContains === undefined ? "contains" : "minContains"],
      schema: { contains, ...(minContains === undefined ? {} : { minContains }) },
    },
    ...(maxContains === undefined
      ? []
      : [{ word: "maxContains", path: ["maxContains"], schema: { contains, minContains: 0, maxContains } }]),
  ];
}

function fields(schema: JsonObject): readonly Assertion[] {
  const found: Assertion[] = [];
  for (const [name, rule] of entries(schema, "properties")) {
    found.push({
      word: "properties",
      path: ["properties", name],
      name,
      schema: { properties: { [name]: rule } },
      below: { at: "below", step: { to: "field", name }, schema: rule },
    });
  }
  for (const [pattern, rule] of entries(schema, "patternProperties")) {
    found.push({
      word: "patternProperties",
      path: ["patternProperties", pattern],
      schema: { patternProperties: { [pattern]: rule } },
      below: { at: "below", step: { to: "matching", pattern }, schema: rule },
    });
  }
  const others = own(schema, "additionalProperties") as Schema | undefined;
  if (others !== undefined) {
    const names = {
      names: entries(schema, "properties").map(([name]) => name),
      patterns: entries(schema, "patternProperties").map(([pattern]) => pattern),
    };
    found.push({
      word: "additionalProperties",
      path: ["additionalProperties"],
      schema: { ...known(names), additionalProperties: others },
      below: { at: "below", step: { to: "fields", ...names }, schema: others },
    });
  }
  for (const [name, rule] of entries(schema, "dependentSchemas")) {
    found.push({
      word: "dependentSchemas",
      path: ["dependentSchemas", name],
      name,
      schema: { dependentSchemas: { [name]: rule } },
      below: { at: "same", schema: rule, given: { type: "object", required: [name] } },
    });
  }
  if (own(schema, "unevaluatedProperties") !== undefined) {
    const core = unevaluatedCore(schema);
    const { unevaluatedProperties: _rule, ...given } = core;
    found.push({ word: "unevaluatedProperties", path: ["unevaluatedProperties"], schema: core, given });
  }
  if (own(schema, "unevaluatedItems") !== undefined) {
    found.push({ word: "unevaluatedItems", path: ["unevaluatedItems"], schema });
  }
  return found;
}

function items(schema: JsonObject): readonly Assertion[] {
  const prefix = (own(schema, "prefixItems") as readonly Schema[] | undefined) ?? [];
  const rest = own(schema, "items") as Schema | undefined;
  const trues = (count: number) => Array<boolean>(count).fill(true);
  const found: Assertion[] = prefix.map((item, index) => ({
    word: "prefixItems",
    path: ["prefixItems", index],
    schema: { prefixItems: [...trues(index), item] },
    below: { at: "below", step: { to: "item", index }, schema: item },
  }));
  if (rest === undefined) return found;
  return [
    ...found,
    {
      word: "items",
      path: ["items"],
      schema: { prefixItems: trues(prefix.length), items: rest },
      below: { at: "below", step: { to: "items", index: prefix.length }, schema: rest },
    },
  ];
}

function parts(schema: JsonObject): readonly Assertion[] {
  const found: Assertion[] = [];
  const list = (word: string) => own(schema, word) as readonly Schema[] | undefined;
  const ref = own(schema, "$ref");
  if (ref !== undefined) found.push({ word: "$ref", path: ["$ref"], schema: { $ref: ref } });
  for (const [index, part] of (list("allOf") ?? []).entries()) {
    found.push({ word: "allOf", path: ["allOf", index], schema: part, below: { at: "same", schema: part } });
  }
  const [any, one] = [list("anyOf"), list("oneOf")];
  if (any !== undefined) {
    found.push({ word: "anyOf", path: ["anyOf"], schema: { anyOf: any }, below: { at: "branches", schemas: any } });
  }
  if (one !== undefined) {
    found.push({ word: "anyOf", path: ["oneOf"], schema: { anyOf: one }, below: { at: "branches", schemas: one } });
    found.push({ word: "oneOf", path: ["oneOf"], schema: { oneOf: one }, given: { anyOf: one } });
  }
  const test = own(schema, "if") as Schema | undefined;
  if (test === undefined) return found;
  for (const [word, given] of [
    ["then", test],
    ["else", { not: test }],
  ] as const) {
    const part = own(schema, word) as Schema | undefined;
    if (part === undefined) continue;
    found.push({ word, path: [word], schema: { if: test, [word]: part }, below: { at: "same", schema: part, given } });
  }
  return found;
}
