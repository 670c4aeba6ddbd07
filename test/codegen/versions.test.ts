import assert from "node:assert/strict";
import { test } from "node:test";
import { Parser } from "@asyncapi/parser";
import { stringify } from "yaml";
import { createCompiler } from "../../codegen/schema/schema-compiler.ts";
import { generateFrom, versionedContract } from "./support/contracts.ts";

const { contract, files } = await generateFrom(versionedContract());
assert.ok(contract && files);
const message = (name: string) => {
  const found = contract.messages.find((each) => each.name === name);
  assert.ok(found);
  return found;
};

test("the messages of a contract are the newest versions, each with its earlier ones in order", () => {
  assert.deepEqual(
    contract.messages.map(({ name, version, earlier }) => [name, version, earlier.map((each) => each.version)]),
    [
      ["Add", 2, [1]],
      ["Added", 3, [1, 2]],
      ["Double", 1, []],
      ["Told", 2, [1]],
    ],
  );
  const [first, second] = message("Added").earlier;
  assert.deepEqual(
    [first?.name, first?.payload, first?.sunset, first?.visibility, first?.personalData],
    ["Added.v1", "AddedV1Data", undefined, "public", ["/by"]],
  );
  assert.deepEqual([second?.name, second?.payload, second?.sunset], ["Added.v2", "AddedV2Data", "2026-12-31"]);
  assert.deepEqual(
    first?.examples.map(({ payload }) => payload),
    [{ id: "a", by: "1" }],
  );
  assert.deepEqual(first?.at, { file: "asyncapi.yaml", pointer: "/components/messages/Added.v1" });
});

test("each version has a type and a validator of its own", () => {
  const types = files.get("types.ts") ?? "";
  for (const name of ["AddData", "AddV1Data", "AddedData", "AddedV1Data", "AddedV2Data", "ToldV1Data"]) {
    assert.match(types, new RegExp(`export interface ${name} \\{`));
  }
  for (const stem of ["added.v1", "added.v2", "added.v3", "add.v1", "add.v2", "told.v1", "told.v2"]) {
    assert.ok(files.has(`validators/${stem}.js`) && files.has(`validators/${stem}.d.ts`), stem);
  }
  const compiled = createCompiler().compile(contract.schemas);
  const faults = (payload: string, value: unknown) => compiled.validatorOf(payload)?.check(value).length;
  assert.equal(faults("AddedV1Data", { id: "a", by: "1" }), 0);
  assert.equal(faults("AddedV1Data", { id: "a", by: 1 }), 1);
  assert.equal(faults("AddedData", { id: "a", by: 1 }), 0);
});

test("the OpenAPI document says which versions may be sent and asked for, and until when", () => {
  const { paths, components } = JSON.parse(files.get("openapi.json") ?? "");
  const { parameters, requestBody, responses } = paths["/api/commands/add"].post;
  assert.deepEqual(requestBody.content["application/json"].schema, {
    anyOf: [{ $ref: "#/components/schemas/AddData" }, { $ref: "#/components/schemas/AddV1Data" }],
  });
  const header = parameters.find(({ name }: { name: string }) => name === "Message-Version");
  assert.deepEqual(header.schema.enum, ["1", "2"]);
  assert.match(header.description, /version 1 ends after 2026-12-31/);
  assert.ok(responses["410"] && components.schemas.AddV1Data && components.responses.Problem410);
  const asked = paths["/api/notifications"].get.parameters.find(({ name }: { name: string }) => name === "versions");
  assert.match(asked.description, /`Told:1` until 2026-12-31/);
  const types = components.schemas.Notification.oneOf.map(
    (one: { properties: { type: object } }) => one.properties.type,
  );
  assert.deepEqual(types, [{ const: "counter.Told.v1" }, { const: "counter.Told.v2" }]);
});

test("clients send their own version of a command that has had others", () => {
  const client = files.get("client.ts") ?? "";
  assert.match(
    client,
    /add\(data: AddData, options\?: SendOptions\).*\n.*send\("\/api\/commands\/add", data, options, 2\)/,
  );
});

test("each handler of the app gets an event once, in whatever version it is on its way", () => {
  const { subscriptions } = JSON.parse(files.get("resources.json") ?? "");
  assert.deepEqual(subscriptions[0].filter, {
    includedEventTypes: ["counter.Added.v1", "counter.Added.v2", "counter.Added.v3"],
    advancedFilters: [{ operatorType: "StringNotEndsWith", key: "eventid", values: ["~v1", "~v2", "~v3"] }],
  });
});

test("the official parser takes the document and its bundle", async () => {
  for (const document of [stringify(versionedContract(), { aliasDuplicateObjects: false }), contract.bundle]) {
    const { document: parsed, diagnostics } = await new Parser().parse(document as string);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 0),
      [],
    );
    const named = parsed?.allMessages().filter((each) => each.name() === "Added") ?? [];
    const versions = named.map((each) => each.extensions().get("x-eventwright")?.value<{ version: number }>()?.version);
    assert.deepEqual([...new Set(versions)].sort(), [1, 2, 3]);
  }
});
