import assert from "node:assert/strict";
import { test } from "node:test";
import { formats } from "../../../codegen/assets/runtime.js";
import type { JsonObject } from "../../../codegen/json/json.ts";
import { boundarySamplesOf } from "../../../codegen/samples/boundary-samples.ts";
import { mutantsOf } from "../../../codegen/samples/mutants.ts";
import { Random } from "../../../codegen/samples/random.ts";
import { sideOf } from "../../../codegen/samples/random-schemas/random-schema.ts";
import { sampleOf } from "../../../codegen/samples/sample-of.ts";
import { compileSchema } from "../../../codegen/schema/compiler.ts";

const object = (properties: object, words: object = {}): JsonObject => ({
  type: "object",
  additionalProperties: false,
  properties,
  ...words,
});

/** Schemas that are hard to make documents for. */
const hard: Readonly<Record<string, JsonObject>> = {
  "several patterns and lengths": {
    type: "string",
    minLength: 5,
    maxLength: 7,
    pattern: "^[a-f]+$",
    allOf: [{ pattern: "ace" }],
  },
  "pattern with a lookahead": { type: "string", pattern: "^(?=.*[0-9])[a-z0-9]{4}$" },
  "pattern of rare characters": { type: "string", pattern: "^[\\u2600-\\u2604]{2}$" },
  "pattern in the middle": { type: "string", pattern: "-\\d{3}-", minLength: 9 },
  "format and length": { type: "string", format: "email", maxLength: 4 },
  "fraction steps": { type: "number", multipleOf: 0.01, exclusiveMinimum: 0.1, maximum: 0.12 },
  "steps of two": { type: "integer", multipleOf: 6, allOf: [{ multipleOf: 4 }], minimum: 13, maximum: 35 },
  "narrow range": { type: "number", exclusiveMinimum: 0.001, exclusiveMaximum: 0.002 },
  tuple: { type: "array", prefixItems: [{ type: "string" }, { type: "boolean" }], items: false, minItems: 2 },
  "different items": { type: "array", items: { enum: [1, 2, 3] }, minItems: 3, uniqueItems: true },
  contains: { type: "array", items: { type: "integer" }, contains: { minimum: 1000 }, minContains: 2, maxContains: 3 },
  map: {
    type: "object",
    propertyNames: { pattern: "^[A-Z]{2}$" },
    additionalProperties: { type: "integer" },
    minProperties: 3,
  },
  "pattern properties": {
    type: "object",
    patternProperties: { "^x-[a-z]$": { const: 1 } },
    additionalProperties: false,
    minProperties: 2,
  },
  dependent: object(
    { a: { const: 1 }, b: { type: "string" }, c: { type: "string" } },
    { required: ["a"], dependentRequired: { a: ["b"] }, dependentSchemas: { b: { required: ["c"] } } },
  ),
  "dependent and conditional": object(
    { a: { const: 1 }, b: { enum: ["x", "y"] }, c: { type: "string" } },
    {
      required: ["a", "b"],
      dependentSchemas: {
        a: {
          if: { properties: { b: { const: "x" } }, required: ["b"] },
          // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema; nobody awaits schemas.
          then: { required: ["c"] },
          else: { properties: { c: false } },
        },
      },
    },
  ),
  conditional: object(
    { kind: { enum: ["card", "cash"] }, number: { type: "string", pattern: "^\\d{4}$" } },
    {
      required: ["kind"],
      if: { properties: { kind: { const: "card" } } },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema; nobody awaits schemas.
      then: { required: ["number"] },
      else: { properties: { number: false } },
    },
  ),
  "exactly one": {
    oneOf: [
      { type: "integer", minimum: 0 },
      { type: "number", maximum: 10 },
    ],
  },
  not: { type: "string", enum: ["a", "b", "c"], not: { enum: ["a", "c"] } },
  recursive: { $ref: "#/$defs/Tree" },
  intersection: {
    allOf: [{ type: ["string", "null", "integer"] }, { type: ["number", "null"] }, { not: { type: "null" } }],
  },
};
const tree = object(
  { label: { type: "string" }, below: { type: "array", items: { $ref: "#/$defs/Tree" } } },
  { required: ["label", "below"] },
);

const sideFor = (schema: JsonObject) => sideOf({ Root: schema, Tree: tree }, "Root");
const isValid = (schema: JsonObject, document: unknown) =>
  compileSchema({ ...schema, $defs: { Tree: tree } }).check(document).length === 0;

test("hard schemas get valid documents, by chance and at their edges", () => {
  for (const [name, schema] of Object.entries(hard)) {
    const random = new Random(name);
    for (const isWild of [false, true]) {
      for (let count = 0; count < 10; count++) {
        const document = sampleOf(sideFor(schema), random, { isWild });
        assert.ok(document !== undefined, `${name}: nothing was found`);
        assert.ok(isValid(schema, document), `${name}: ${JSON.stringify(document)}`);
      }
    }
    const samples = boundarySamplesOf(sideFor(schema));
    assert.ok(samples.length > 0, `${name} has no boundary samples`);
    for (const { name: what, document } of samples) assert.ok(isValid(schema, document), `${name}: ${what}`);
  }
});

test("every format has usual and unusual texts", () => {
  for (const format of Object.keys(formats)) {
    const schema: JsonObject = { type: formats[format]?.type ?? "string", format };
    assert.ok(sampleOf(sideFor(schema), new Random(1)) !== undefined, format);
    assert.ok(boundarySamplesOf(sideFor(schema)).length >= (["double", "float"].includes(format) ? 1 : 3), format);
  }
});

test("a schema without documents has no samples", () => {
  for (const schema of [
    { type: "string", minLength: 3, maxLength: 2 },
    { not: {} },
    { type: "integer", minimum: 1, maximum: 0 },
  ]) {
    assert.equal(sampleOf(sideFor(schema), new Random(1)), undefined);
    assert.deepEqual(boundarySamplesOf(sideFor(schema)), []);
  }
  const endless = sideOf({ Root: object({ next: { $ref: "#/$defs/Root" } }, { required: ["next"] }) }, "Root");
  assert.equal(sampleOf(endless, new Random(1)), undefined);
});

const order = object(
  {
    id: { type: "string", format: "uuid" },
    amount: { type: "integer", minimum: 5, maximum: 700 },
    status: { enum: ["open", "done"] },
    note: { type: ["string", "null"], minLength: 1, maxLength: 20 },
    lines: { type: "array", items: { type: "integer", minimum: 0 }, maxItems: 3 },
    pay: {
      oneOf: [
        object({ card: { type: "string" } }, { required: ["card"] }),
        object({ cash: { const: true } }, { required: ["cash"] }),
      ],
    },
  },
  { required: ["id", "amount", "status", "pay"] },
);

test("boundary samples stand at every edge", () => {
  const samples = boundarySamplesOf(sideFor(order));
  const documents = samples.map(({ document }) => document as Record<string, unknown>);
  const has = (what: string, fits: (document: Record<string, unknown>) => boolean) =>
    assert.ok(documents.some(fits), `${what}: ${samples.map(({ name }) => name).join("; ")}`);
  for (const amount of [5, 700]) has(`amount ${amount}`, (document) => document["amount"] === amount);
  for (const status of ["open", "done"]) has(`status ${status}`, (document) => document["status"] === status);
  for (const length of [1, 20]) has(`note ${length}`, ({ note }) => typeof note === "string" && note.length === length);
  has("note null", ({ note }) => note === null);
  for (const length of [0, 3]) has(`lines ${length}`, ({ lines }) => Array.isArray(lines) && lines.length === length);
  for (const way of ["card", "cash"]) has(way, ({ pay }) => Object.hasOwn(pay as object, way));
  has("only note", (document) => Object.keys(document).join() === "id,amount,status,note,pay");
  has("all but note", (document) => Object.keys(document).join() === "id,amount,status,lines,pay");
  assert.equal(new Set(samples.map(({ name }) => name)).size, samples.length, "names tell samples apart");
});

test("samples are the same on every machine, and a new field does not change the others", () => {
  const [least] = boundarySamplesOf(sideFor(order));
  assert.equal(
    JSON.stringify(least?.document),
    '{"id":"73985756-efd9-4e4a-a205-64cc112851a8","amount":243,"status":"open","pay":{"card":"river"}}',
  );
  const wider = { ...order, properties: { ...(order["properties"] as object), more: { type: "integer" } } };
  const again = boundarySamplesOf(sideFor(wider)).find(({ name }) => name === least?.name);
  assert.deepEqual(again?.document, least?.document);
  const twice = [1, 2].map(() => JSON.stringify(sampleOf(sideFor(order), new Random("a seed"), { isWild: true })));
  assert.equal(twice[0], twice[1]);
});

test("values that a schema shows as examples are used, as far as they are valid", () => {
  const schema = object(
    {
      tag: { type: "string", maxLength: 5, examples: ["much too long", "blue"] },
      count: { type: "integer", maximum: 9, examples: [12, 7, 7.5] },
    },
    { required: ["tag", "count"] },
  );
  assert.deepEqual(sampleOf(sideFor(schema), new Random(1)), { tag: "blue", count: 7 });
});

test("mutants are near misses, and know whether they miss", () => {
  const side = sideFor(order);
  const document = sampleOf(side, new Random(3));
  const mutants = mutantsOf(side, document, new Random(4), { most: 1000 });
  for (const mutant of mutants) assert.equal(mutant.isValid, isValid(order, mutant.document), mutant.name);
  const invalid = mutants
    .filter((mutant) => !mutant.isValid)
    .map((mutant) => mutant.document as Record<string, unknown>);
  const has = (what: string, fits: (mutant: Record<string, unknown>) => boolean) =>
    assert.ok(
      invalid.some((mutant) => mutant !== null && typeof mutant === "object" && fits(mutant)),
      what,
    );
  has("without the id", (mutant) => !Object.hasOwn(mutant, "id"));
  has("4", ({ amount }) => amount === 4);
  has("701", ({ amount }) => amount === 701);
  has("a text as amount", ({ amount }) => typeof amount === "string");
  has("unknown status", ({ status }) => typeof status === "string" && status !== "open" && status !== "done");
  has("an unknown field", (mutant) => Object.hasOwn(mutant, "unheardOf"));
  assert.ok(
    mutants.some((mutant) => mutant.isValid),
    "some small changes are none of the schema's business",
  );
  assert.equal(mutantsOf(side, document, new Random(4), { most: 7 }).length, 7);
});
