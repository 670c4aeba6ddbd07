import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf } from "../../../codegen/site/model/fields.ts";
import { counterContract } from "../support/contracts.ts";
import { contractFrom } from "./support.ts";

/** Fields of a payload, by pointer. */
function fields(payload: unknown, schemas: Readonly<Record<string, unknown>> = {}) {
  const document = counterContract();
  document.components.messages.Add.payload = payload;
  Object.assign(document.components.schemas, schemas);
  const contract = contractFrom(document);
  const found = fieldsOf("AddData", new Map(contract.schemas.map((schema) => [schema.name, schema])));
  return new Map(found.map((field) => [field.pointer, field]));
}

test("fields have their types, bounds and marks", () => {
  const found = fields({
    type: "object",
    required: ["amount", "when"],
    properties: {
      amount: { type: "integer", minimum: 1, maximum: 50_000 },
      when: { type: ["string", "null"], format: "date-time" },
      old: { type: "string", deprecated: true, enum: ["a", "b"], default: "a" },
    },
  });
  assert.deepEqual(found.get("/amount")?.constraints, ["≥ 1", "≤ 50\u202f000"]);
  assert.deepEqual([found.get("/amount")?.isRequired, found.get("/old")?.isRequired], [true, false]);
  assert.deepEqual([found.get("/when")?.type, found.get("/when")?.isNullable], ["string", true]);
  assert.equal(found.get("/old")?.isDeprecated, true);
  assert.deepEqual(found.get("/old")?.constraints, ['one of "a", "b"', '"a" when left out']);
});

test("lists, maps and tuples have anchors for what is in them", () => {
  const found = fields({
    type: "object",
    properties: {
      lines: { type: "array", items: { type: "object", properties: { "a/b": { type: "integer" } } } },
      labels: { type: "object", additionalProperties: { type: "string" } },
      place: { type: "array", prefixItems: [{ type: "number" }, { type: "string" }] },
    },
  });
  assert.deepEqual(
    [...found.keys()],
    ["/lines", "/lines/*/a~1b", "/labels", "/labels/*", "/place", "/place/0", "/place/1"],
  );
  assert.equal(found.get("/lines")?.type, "list of object");
});

test("alternatives are told apart by what sets them apart", () => {
  const choice = (kind: string, more: object) => ({ type: "object", properties: { kind: { const: kind }, ...more } });
  const found = fields({
    type: "object",
    properties: {
      how: { oneOf: [choice("card", { digits: { type: "string" } }), choice("cash", { coins: { type: "integer" } })] },
    },
  });
  assert.deepEqual(found.get("/how/kind")?.constraints, ['always "card"', 'always "cash"']);
  assert.equal(found.get("/how/kind")?.variant, undefined);
  assert.equal(found.get("/how/digits")?.variant, "kind = card");
  assert.equal(found.get("/how/coins")?.variant, "kind = cash");
});

test("schemas that hold themselves are told once, also through others", () => {
  const found = fields(
    { type: "object", properties: { tree: { $ref: "#/components/schemas/Tree" } } },
    {
      Tree: { type: "object", properties: { name: { type: "string" }, leaf: { $ref: "#/components/schemas/Leaf" } } },
      Leaf: { type: "object", properties: { trees: { type: "array", items: { $ref: "#/components/schemas/Tree" } } } },
    },
  );
  assert.deepEqual([...found.keys()], ["/tree", "/tree/name", "/tree/leaf", "/tree/leaf/trees"]);
  assert.equal(found.get("/tree/leaf/trees")?.isRecursive, true);
  assert.equal(found.get("/tree")?.isRecursive, false);
});
