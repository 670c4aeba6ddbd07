import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldChanges } from "../../../../codegen/compatibility/contracts/field-changes.ts";
import { generate } from "../../../../codegen/pipeline.ts";
import { counterContract, inMemory, tools } from "../../support/contracts.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to change it.
const payloadOf = async (change: (schema: Record<string, any>) => void) => {
  const contract = counterContract();
  change(contract.components.messages.Add.payload);
  const { contract: model } = await generate(inMemory({ "asyncapi.yaml": JSON.stringify(contract) }), tools);
  assert.ok(model);
  return { schemas: model.schemas, name: "AddData" };
};

test("a new version says which fields are gone, new and changed, and which of them must be given", async () => {
  const before = await payloadOf(() => {});
  const after = await payloadOf((schema) => {
    const { note: _note, by: _by, ...rest } = schema["properties"];
    schema["properties"] = { ...rest, by: { type: "number" }, why: { type: "string" }, hint: { type: "string" } };
    schema["required"] = ["id", "by", "why"];
  });
  assert.equal(
    fieldChanges(before, after),
    " Its fields, gone: `note`; new: `why` (required), `hint`; changed: `by` (required).",
  );
});

test("what fields say to people is no change, and equal fields are not told of", async () => {
  const before = await payloadOf(() => {});
  const after = await payloadOf((schema) => {
    schema["properties"].note.description = "Why it was added.";
  });
  assert.equal(fieldChanges(before, after), "");
});
