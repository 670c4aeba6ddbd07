import assert from "node:assert/strict";
import { test } from "node:test";
import { makeContract, plannedMessages } from "../../benchmarks/contracts/make-contract.ts";
import { objectAt } from "../../codegen/json/json.ts";
import { generate } from "../../codegen/pipeline.ts";
import { inMemory, tools } from "../codegen/support/contracts.ts";

test("a large contract has no findings, and everything is generated from it", async () => {
  const { diagnostics, files, contract } = await generate(
    inMemory(Object.fromEntries(makeContract({ messages: 40 }))),
    tools,
  );
  assert.deepEqual(diagnostics, []);
  assert.equal(contract?.messages.length, 40);
  assert.deepEqual(
    [contract.streams.length, contract.readModels.length, contract.processes.length, contract.reactions.length],
    [4, 4, 2, 2],
  );
  const schemas = new Map(contract.schemas.map(({ name, schema }) => [name, schema]));
  for (const { payload } of contract.messages) {
    assert.equal(Object.keys(objectAt(schemas.get(payload), "properties")).length, 12);
  }
  for (const path of ["types.ts", "app.ts", "client.ts", "openapi.json", "validators/open-retail-order.v1.js"]) {
    assert.ok(files?.has(path), path);
  }
});

test("the same options give the same bytes, and a longer contract begins with the shorter one's messages", () => {
  assert.deepEqual(makeContract({ messages: 20 }), makeContract({ messages: 20 }));
  const names = (count: number) => plannedMessages(count).map(({ name }) => name);
  assert.deepEqual(names(2_500).slice(0, 20), names(20));
  assert.equal(new Set(names(2_500)).size, 2_500);
  assert.throws(() => makeContract({ messages: 25 }), RangeError);
});

test("the second edition adds an optional field to every fifth message, and changes no other schema", () => {
  const [first, second] = [1, 2].map((edition) => makeContract({ messages: 20, edition }));
  const changed = [...(second ?? [])].filter(([path, text]) => first?.get(path) !== text).map(([path]) => path);
  const messages = plannedMessages(20).filter(({ index }) => index % 5 === 0);
  assert.deepEqual(changed.sort(), ["asyncapi.yaml", ...messages.map(({ file }) => file)].sort());
});
