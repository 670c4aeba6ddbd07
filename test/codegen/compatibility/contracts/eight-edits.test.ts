import assert from "node:assert/strict";
import { test } from "node:test";
import { prove } from "../../../../codegen/compatibility/prove.ts";
import { createCompiler } from "../../../../codegen/schema/schema-compiler.ts";
import { counter, sideOf, verdictOn } from "./support.ts";

/** A message of each kind, by the name that it has in the small contract. */
const kinds = { command: "Add", event: "Added", notification: "Told" } as const;
type Payload = Record<string, unknown> & { properties: Record<string, unknown>; required: string[] };

/** Edits of a payload that tools leave unclassified, and for which kinds of message they are a break. */
const edits: readonly (readonly [
  what: string,
  edit: (payload: Payload) => void,
  breaks: readonly (keyof typeof kinds)[],
])[] = [
  [
    "a new required field",
    (payload) => {
      payload.properties["more"] = { type: "string" };
      payload.required.push("more");
    },
    ["command", "event"],
  ],
  [
    "a required field is removed",
    (payload) => {
      delete payload.properties["by"];
      payload.required = ["id"];
    },
    ["event", "notification"],
  ],
  [
    "a field has another type",
    (payload) => (payload.properties["by"] = { type: "string" }),
    ["command", "event", "notification"],
  ],
  [
    "a value is added to an enum",
    (payload) => (payload.properties["level"] = { enum: ["low", "high", "top"] }),
    ["event", "notification"],
  ],
  [
    "a value is removed from an enum",
    (payload) => (payload.properties["level"] = { enum: ["low"] }),
    ["command", "event"],
  ],
  ["an open object is closed", (payload) => (payload["additionalProperties"] = false), ["command", "event"]],
  ["a new optional field", (payload) => (payload.properties["more"] = { type: "string" }), []],
];

function contractWith(name: string, edit: (payload: Payload) => void = () => undefined) {
  return counter((c) => {
    const { payload } = c.components.messages[name];
    delete payload.additionalProperties;
    payload.properties.level = { enum: ["low", "high"] };
    edit(payload);
  });
}

for (const [what, edit, breaks] of edits) {
  for (const [kind, name] of Object.entries(kinds)) {
    const isBreak = (breaks as readonly string[]).includes(kind);
    test(`${what}: ${isBreak ? "a break" : "no break"} for a ${kind}`, () => {
      const before = contractWith(name);
      const after = contractWith(name, edit);
      after.info.version = isBreak ? "2.0.0" : "1.1.0";
      const { ok, findings } = verdictOn(before, after, { prove });
      assert.equal(ok, !isBreak);
      assert.deepEqual(
        findings.filter(({ weight }) => weight === "unknown"),
        [],
      );
      // Each break is shown by a document that the validators of both contracts confirm.
      const [was, is] = [before, after].map((document) => {
        const { contract } = sideOf(document);
        const validator = createCompiler().compile(contract.schemas).validatorOf(`${name}Data`);
        return (value: unknown) => validator?.check(value).length === 0;
      });
      const schemaBreaks = findings.filter(({ weight, instance }) => weight === "breaking" && instance !== undefined);
      assert.equal(schemaBreaks.length > 0, isBreak);
      for (const { witness, direction } of schemaBreaks) {
        assert.deepEqual([was?.(witness), is?.(witness)], direction === "backward" ? [true, false] : [false, true]);
      }
    });
  }
}

for (const [kind, name] of Object.entries(kinds)) {
  test(`the message is removed: a break for a ${kind}`, () => {
    const after = counter((c) => {
      delete c.components.messages[name];
      for (const channel of Object.values<{ messages: object }>(c.channels)) channel.messages = {};
      c.operations = {};
    });
    const { ok, findings } = verdictOn(counter(), after, { prove });
    assert.equal(ok, false);
    assert.ok(findings.some(({ name: rule, subject }) => rule === "message-removed" && subject.name === name));
  });
}
