import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { check } from "../../../dashboard/web/form/check.ts";
import type { Schema } from "../../../dashboard/web/form/schema.ts";
import { sendables } from "../../../dashboard/web/views/send/commands.ts";

const openApi = JSON.parse(readFileSync(new URL("../../../generated/openapi.json", import.meta.url), "utf8"));

/** Values that a payload's member may be replaced with. */
const strange = [null, 0, -1, 1.5, 2 ** 60, "", "x", "EUR", "x".repeat(400), true, [], [1], {}, { a: 1 }];

describe("the check of a payload while it is typed", () => {
  it("agrees with the server's validator about every command of the contract", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema(openApi, "openapi");
    let compared = 0;
    for (const { name, schema, examples } of sendables(openApi)) {
      const validate = ajv.compile({ $ref: `openapi${(schema as { $ref: string }).$ref}` });
      for (const { value } of examples) {
        const members = value as Record<string, unknown>;
        const variants: unknown[] = [value, null, [], 5, { ...members, surplus: 1 }];
        for (const member of Object.keys(members)) {
          variants.push(Object.fromEntries(Object.entries(members).filter(([one]) => one !== member)));
          for (const other of strange) variants.push({ ...members, [member]: other });
        }
        for (const variant of variants) {
          const faults = check(variant, schema, openApi);
          assert.equal(
            faults.length === 0,
            validate(variant),
            `${name} ${JSON.stringify(variant)} ${JSON.stringify(faults)}`,
          );
          compared++;
        }
      }
    }
    assert.ok(compared > 500, `${compared} values compared`);
  });

  it("agrees with a validator about keywords that other contracts use", () => {
    const cases: readonly (readonly [Schema, readonly unknown[]])[] = [
      [{ type: ["string", "null"], minLength: 2 }, [null, "a", "ab", 3]],
      [{ oneOf: [{ type: "integer" }, { minimum: 5, type: "number" }] }, [1, 5.5, 6, "x"]],
      [{ anyOf: [{ required: ["a"] }, { required: ["b"] }] }, [{ a: 1 }, { b: 1 }, {}, 1]],
      [{ allOf: [{ minimum: 1 }, { maximum: 3 }], not: { const: 2 } }, [0, 1, 2, 3, 4]],
      [
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
        { if: { properties: { kind: { const: "a" } } }, then: { required: ["x"] }, else: { required: ["y"] } },
        [{ kind: "a" }, { kind: "a", x: 1 }, { kind: "b" }, { kind: "b", y: 1 }, {}],
      ],
      [
        { type: "array", items: { type: "integer" }, minItems: 1, maxItems: 3, uniqueItems: true },
        [[], [1], [1, 1], [1, "2"], [1, 2, 3, 4], "x"],
      ],
      [{ type: "array", contains: { const: 1 } }, [[1], [2], []]],
      [
        { type: "array", items: [{ type: "string" }, { type: "integer" }], additionalItems: false },
        [["a", 1], ["a"], [1], ["a", 1, 2]],
      ],
      [
        { patternProperties: { "^x-": { type: "string" } }, additionalProperties: { type: "integer" } },
        [{ "x-a": "1" }, { "x-a": 1 }, { b: 1 }, { b: "1" }],
      ],
      [
        { propertyNames: { maxLength: 3 }, minProperties: 1, maxProperties: 2 },
        [{}, { a: 1 }, { abcd: 1 }, { a: 1, b: 2, c: 3 }],
      ],
      [{ exclusiveMinimum: 0, exclusiveMaximum: 10, multipleOf: 0.5 }, [0, 0.5, 9.5, 10, 0.3]],
      [{ pattern: "^\\p{L}+$" }, ["äb", "a1", 5]],
      [{ enum: [1, "a", null, { b: [1] }] }, [1, "a", null, { b: [1] }, { b: [2] }, "1"]],
      [{ format: "date-time" }, ["2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "yesterday"]],
      [{ format: "date" }, ["2026-02-28", "2026-02-31x", "x"]],
      [{ format: "duration" }, ["PT1H", "P", "P1DT", "P2W", "P1D"]],
      [{ type: "string", minLength: 2, maxLength: 2 }, ["😀😀", "😀", "abc"]],
      [true, [1]],
      [false, [1]],
    ];
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    for (const [schema, values] of cases) {
      const validate = ajv.compile(schema);
      for (const value of values) {
        const faults = check(value, schema, {});
        assert.equal(
          faults.length === 0,
          validate(value),
          `${JSON.stringify(schema)} ${JSON.stringify(value)} ${JSON.stringify(faults)}`,
        );
      }
    }
  });

  it("says what is wrong at its pointer, and of variants what is wrong with the nearest", () => {
    const schema: Schema = {
      type: "object",
      additionalProperties: false,
      required: ["amount", "to"],
      properties: {
        amount: { type: "integer", minimum: 1 },
        to: { oneOf: [{ $ref: "#/person" }, { type: "string" }] },
      },
    };
    const document = {
      person: { type: "object", required: ["name"], properties: { name: { type: "string", minLength: 1 } } },
    };
    assert.deepEqual(check({ amount: 0, to: { name: "" }, "a/b": 1 }, schema, document), [
      { pointer: "/amount", message: "must be at least 1" },
      { pointer: "/to/name", message: "must not be empty" },
      { pointer: "/a~1b", message: "is not known here" },
    ]);
    assert.deepEqual(check({ to: "x" }, schema, document), [{ pointer: "/amount", message: "is missing" }]);
  });

  it("comes to an end with schemas that hold themselves", () => {
    const document = { tree: { type: "object", properties: { child: { $ref: "#/tree" } } }, loop: { $ref: "#/loop" } };
    assert.deepEqual(check({ child: { child: 5 } }, { $ref: "#/tree" }, document), [
      { pointer: "/child/child", message: "must be object" },
    ]);
    assert.deepEqual(check(5, { $ref: "#/loop" }, document), []);
    assert.deepEqual(check(5, { $ref: "elsewhere" }, document), []);
  });
});
