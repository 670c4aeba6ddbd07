import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { blankOf, type Field, fieldOf, shows, textOf, typed } from "../../../dashboard/web/form/fields.ts";
import type { Schema } from "../../../dashboard/web/form/schema.ts";
import { sendables } from "../../../dashboard/web/views/send/commands.ts";

const openApi = JSON.parse(readFileSync(new URL("../../../generated/openapi.json", import.meta.url), "utf8"));
const fieldsOf = (field: Field) =>
  field.input.kind === "object" ? field.input.fields() : assert.fail(field.input.kind);

describe("the form of a schema", () => {
  it("has a field for each member of every command of the contract", () => {
    const commands = sendables(openApi);
    assert.ok(commands.length >= 10);
    for (const { name, schema, examples } of commands) {
      assert.ok(examples.length > 0, name);
      for (const { value } of examples) assert.ok(shows(fieldOf(schema, openApi), value), name);
    }
  });

  it("knows what is required, what it means and what may stand in it", () => {
    const transfer = sendables(openApi).find(({ name }) => name === "TransferCredits");
    const fields = fieldsOf(fieldOf(transfer?.schema ?? assert.fail(), openApi));
    const amount = fields.find(({ name }) => name === "amount");
    const note = fields.find(({ name }) => name === "note");
    assert.deepEqual(amount, {
      pointer: "/amount",
      name: "amount",
      required: true,
      nullable: false,
      help: "A positive amount of money in the currency's minor unit (cents for EUR), never a fraction.",
      hint: "whole number, from 1",
      input: { kind: "number", integer: true },
    });
    assert.equal(note?.required, false);
    assert.deepEqual(note?.input, { kind: "text", format: undefined, multiline: true });
  });

  it("has lists, groups, choices, constants and variants, and JSON for what is left", () => {
    const schema: Schema = {
      type: "object",
      required: ["kind", "where"],
      allOf: [{ properties: { extra: { type: "boolean" } }, required: ["extra"] }],
      properties: {
        kind: { const: "order" },
        lines: { type: "array", items: { $ref: "#/line" }, minItems: 1 },
        colour: { enum: ["red", 5] },
        pay: {
          oneOf: [
            { type: "object", properties: { by: { const: "card" }, number: { type: "string" } }, required: ["by"] },
            { title: "Cash", type: "string" },
          ],
        },
        any: {},
        where: { type: "object", properties: { street: { type: ["string", "null"] } } },
      },
    };
    const root = fieldOf(schema, { line: { type: "object", properties: { more: { $ref: "#/line" } } } });
    const fields = new Map(fieldsOf(root).map((field) => [field.name, field]));
    const kinds = [...fields].map(([name, { input }]) => `${name} ${input.kind}`);
    assert.deepEqual(kinds, [
      "extra boolean",
      "kind constant",
      "lines list",
      "colour choice",
      "pay variants",
      "any json",
      "where object",
    ]);
    assert.equal(fields.get("extra")?.required, true);
    const lines = fields.get("lines")?.input;
    assert.ok(lines?.kind === "list");
    assert.equal(lines.item(2).pointer, "/lines/2");
    const pay = fields.get("pay")?.input;
    assert.ok(pay?.kind === "variants");
    assert.deepEqual(
      pay.variants.map(({ label }) => label),
      ["card", "Cash"],
    );
    const fitting = (value: unknown) => pay.variants.map(({ fits }) => fits(value));
    assert.deepEqual(
      [fitting("cash"), fitting({ by: "card" })],
      [
        [false, true],
        [true, false],
      ],
    );
    assert.deepEqual(blankOf(root), { kind: "order", where: {} });
    assert.equal(fieldsOf(fields.get("where") ?? assert.fail())[0]?.nullable, true);
    assert.equal(shows(root, { kind: "order", surplus: 1 }), false);
    assert.equal(shows(root, { lines: [{ more: {} }], any: { a: [1] }, where: { street: null } }), true);
  });

  it("reads what is typed as a value of the input's type, or keeps it to be corrected", () => {
    assert.equal(typed("12", { kind: "number", integer: true }, true), 12);
    assert.equal(typed("1o", { kind: "number", integer: true }, true), "1o");
    assert.equal(typed(" ", { kind: "number", integer: true }, true), " ");
    assert.equal(typed("", { kind: "number", integer: true }, true), undefined);
    assert.equal(typed("", { kind: "text", multiline: false }, false), undefined);
    assert.equal(typed("", { kind: "text", multiline: false }, true), "");
    assert.equal(typed("true", { kind: "boolean" }, false), true);
    assert.equal(typed("5", { kind: "choice", choices: ["a", 5] }, false), 5);
    assert.equal(textOf({ a: 1 }), '{"a":1}');
    assert.equal(textOf(null), "");
  });
});
