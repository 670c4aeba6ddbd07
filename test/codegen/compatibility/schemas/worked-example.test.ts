import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { proveSubset, type SchemaSide } from "../../../../codegen/compatibility/schemas/prove-subset.ts";
import { Diagnostics } from "../../../../codegen/diagnostics/diagnostic.ts";
import { isObject, type JsonObject } from "../../../../codegen/json/json.ts";
import { buildContract } from "../../../../codegen/model/build-contract.ts";
import type { Contract } from "../../../../codegen/model/contract.ts";
import { contractOnDisk } from "../../../../codegen/read/contract-files.ts";
import { readContract } from "../../../../codegen/read/read-contract.ts";
import { project } from "../../support/contracts.ts";

let contract: Contract;

before(() => {
  const diagnostics = new Diagnostics();
  const sources = readContract(contractOnDisk(join(project, "asyncapi.yaml")), diagnostics);
  assert.ok(sources);
  contract = buildContract(sources, diagnostics);
});

type Edit = (schema: JsonObject) => JsonObject | undefined;
const text = { type: "string" };
const propertiesOf = (schema: JsonObject) => schema["properties"] as JsonObject;

/** What people do to a schema every week; undefined where it cannot be done. */
const edits: Readonly<Record<string, Edit>> = {
  "add an optional field": (schema) =>
    isObject(schema["properties"]) ? { ...schema, properties: { ...propertiesOf(schema), added: text } } : undefined,
  "add a required field": (schema) =>
    isObject(schema["properties"])
      ? {
          ...schema,
          properties: { ...propertiesOf(schema), added: text },
          required: [...((schema["required"] as string[]) ?? []), "added"],
        }
      : undefined,
  "remove the last field": (schema) => {
    if (!isObject(schema["properties"])) return undefined;
    const name = Object.keys(schema["properties"]).at(-1) ?? "";
    const { [name]: _removed, ...properties } = schema["properties"];
    return {
      ...schema,
      properties,
      required: ((schema["required"] as string[]) ?? []).filter((other) => other !== name),
    };
  },
  "open an object": ({ additionalProperties, ...schema }) => (additionalProperties === false ? schema : undefined),
  "require nothing": ({ required, ...schema }) => (required === undefined ? undefined : schema),
  "allow null": (schema) =>
    typeof schema["type"] === "string" && schema["enum"] === undefined
      ? { ...schema, type: [schema["type"], "null"] }
      : undefined,
  "remove a value": (schema) =>
    Array.isArray(schema["enum"]) && schema["enum"].length > 1
      ? { ...schema, enum: schema["enum"].slice(1) }
      : undefined,
  "add a value": (schema) =>
    Array.isArray(schema["enum"]) ? { ...schema, enum: [...schema["enum"], "other"] } : undefined,
  "raise the minimum": (schema) =>
    typeof schema["minimum"] === "number" ? { ...schema, minimum: schema["minimum"] + 1 } : undefined,
  "halve the length": (schema) =>
    typeof schema["maxLength"] === "number" ? { ...schema, maxLength: Math.floor(schema["maxLength"] / 2) } : undefined,
  "drop the pattern": ({ pattern, ...schema }) => (pattern === undefined ? undefined : schema),
  "drop the format": ({ format, ...schema }) => (format === undefined ? undefined : schema),
  "add a pattern": (schema) =>
    schema["type"] === "string" && schema["pattern"] === undefined ? { ...schema, pattern: "^[a-z0-9-]+$" } : undefined,
  "another type": (schema) => (schema["type"] === "integer" ? text : undefined),
};

for (const [what, edit] of Object.entries(edits)) {
  test(`the worked example: ${what}, everywhere: every verdict is decided`, () => {
    const { schemas } = contract;
    const changed = schemas.map((named) => ({ ...named, schema: edit(named.schema) ?? named.schema }));
    let different = 0;
    for (const { name } of schemas) {
      const sides: [SchemaSide, SchemaSide] = [
        { schemas, name },
        { schemas: changed, name },
      ];
      for (const [from, to] of [sides, sides.toReversed() as [SchemaSide, SchemaSide]]) {
        const findings = proveSubset(from, to);
        const undecided = findings.filter(({ verdict }) => verdict === "unknown");
        assert.deepEqual(undecided, [], `${name}: ${JSON.stringify(undecided)}`);
        different += findings.length;
      }
    }
    assert.ok(different > 0, "the contract has a place for this edit");
  });
}
