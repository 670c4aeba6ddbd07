import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSide } from "../../../../codegen/compatibility/history/read-side.ts";
import { printJson } from "../../../../codegen/json/json.ts";
import { contractOnDisk } from "../../../../codegen/read/contract-files.ts";
import { closureOf } from "../../../../codegen/schema/compiler.ts";
import { inMemory, library, project } from "../../support/contracts.ts";
import { counter, refusing, sideOf, told, verdictOn } from "../contracts/support.ts";

/** A contract as it is read back from its bundle. */
function readBack(bundle: unknown) {
  const files = { ...inMemory({ "contract.json": printJson(bundle) }), contract: "contract.json" };
  return readSide(files, "bundle", (file) => file);
}

for (const [name, file] of [
  ["the worked example", join(project, "asyncapi.yaml")],
  ["the library", library],
] as const) {
  test(`the bundle of ${name} is the same contract when it is read back, and bundles to the same bytes`, () => {
    const { contract } = readSide(contractOnDisk(file), "now", (path) => path);
    const back = readBack(contract.bundle).contract;
    assert.equal(printJson(back.bundle), printJson(contract.bundle));
    const closures = ({ schemas }: typeof contract) => {
      const table = new Map(schemas.map((schema) => [schema.name, schema]));
      return [...table.keys()].sort().map((schema) => [schema, closureOf(schema, table)]);
    };
    assert.deepEqual(closures(back), closures(contract));
    const names = back.schemas.map((schema) => schema.name);
    assert.deepEqual(names, [...new Set(names)]);
    const places = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, entry) => (key === "at" ? undefined : entry)));
    for (const part of ["messages", "readModels", "processes", "reactions", "settings", "streams"] as const) {
      assert.deepEqual(places(back[part]), places(contract[part]), part);
    }
  });
}

test("the committed bundle is what reads back", () => {
  const text = readFileSync(join(project, "generated/contract.json"), "utf8");
  assert.equal(printJson(readBack(JSON.parse(text)).contract.bundle), text);
});

const dialect = "https://json-schema.org/draft/2020-12/schema";

test("schemas in both dialects, with references between them, come back as they were", () => {
  const document = counter((c) => {
    c.components.schemas.Pair = {
      schemaFormat: "application/schema+json;version=draft-2020-12",
      schema: { $schema: dialect, type: "array", prefixItems: [{ $ref: "#/components/schemas/Total" }], items: false },
    };
    c.components.messages.Add.payload = {
      schemaFormat: "application/schema+json;version=draft-2020-12",
      schema: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "string" }, by: { type: "integer" }, pair: { $ref: "#/components/schemas/Pair" } },
      },
    };
    c.components.messages.Told.payload.properties.pair = {
      type: "array",
      items: [{ type: "string" }],
      additionalItems: false,
    };
  });
  const { contract } = sideOf(document);
  const verdict = verdictOn(document, contract.bundle, { prove: refusing() });
  assert.deepEqual(told(verdict, true), []);
  assert.equal(printJson(readBack(contract.bundle).contract.bundle), printJson(contract.bundle));
});

test("a read model finds its document in the bundle although another component had given the schema its name", () => {
  const document = counter((c) => {
    c.components.schemas = {
      Holder: { type: "object", properties: { total: { $ref: "#/components/schemas/Total" } } },
      ...c.components.schemas,
      Sum: { $ref: "#/components/schemas/Total" },
    };
    c["x-eventwright"].readModels.totals.document = "Sum";
  });
  const { contract } = sideOf(document);
  const [readModel] = readBack(contract.bundle).contract.readModels;
  assert.equal(readModel?.document, contract.readModels[0]?.document);
  assert.ok(readModel?.document);
});

test("a schema whose name has a version keeps it in the bundle, although its title has none", () => {
  const files = {
    "schemas/money.v2.json": JSON.stringify({ title: "Money", type: "integer" }),
    "schemas/money.json": JSON.stringify({ title: "Old money", type: "number" }),
  };
  const document = counter((c) => {
    c.components.messages.Add.payload.properties.by = { $ref: "./schemas/money.v2.json" };
    c.components.messages.Add.payload.properties.was = { $ref: "./schemas/money.json" };
  });
  const text = printJson(document);
  const { contract } = readSide(inMemory({ "asyncapi.yaml": text, ...files }), "now", (file) => file);
  assert.ok(contract.schemas.some(({ name }) => name === "MoneyV2"));
  assert.equal(printJson(readBack(contract.bundle).contract.bundle), printJson(contract.bundle));
});
