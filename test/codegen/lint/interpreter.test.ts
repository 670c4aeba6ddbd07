import assert from "node:assert/strict";
import { test } from "node:test";
import { Interpreter } from "../../../codegen/lint/interpret/interpreter.ts";
import { mutantsOf } from "../../../codegen/samples/mutants.ts";
import { Random } from "../../../codegen/samples/random.ts";
import { randomSchema } from "../../../codegen/samples/random-schemas/random-schema.ts";
import { sampleOf } from "../../../codegen/samples/sample-of.ts";
import { createCompiler } from "../../../codegen/schema/schema-compiler.ts";

test("agrees with compiled schemas about documents that fit and documents that do not", () => {
  let valid = 0;
  let invalid = 0;
  for (let seed = 0; seed < 250; seed++) {
    const random = new Random(`interpreter ${seed}`);
    const side = randomSchema(random);
    const compiled = createCompiler().compile(side.schemas);
    const validator = compiled.validatorOf(side.name);
    if (validator === undefined) continue;
    const byName = new Map(side.schemas.map(({ name, schema }) => [name, schema]));
    const interpreter = new Interpreter((_, ref) => {
      const name = ref.replace("#/$defs/", "");
      return { at: { file: "memory", pointer: `/${name}` }, value: byName.get(name) };
    });
    const sample = sampleOf(side, random);
    if (sample === undefined) continue;
    const documents = [
      sample,
      ...mutantsOf(side, sample, random)
        .slice(0, 12)
        .map(({ document }) => document),
      null,
      1,
      "a",
      [],
      {},
    ];
    for (const document of documents) {
      const faults = interpreter.check({ file: "memory", pointer: "" }, byName.get(side.name), document);
      const isValid: boolean = validator.check(document).length === 0;
      if (isValid) valid++;
      else invalid++;
      assert.equal(faults.length === 0, isValid, `${JSON.stringify(side.schemas)} ${JSON.stringify(document)}`);
    }
  }
  assert.ok(valid > 300 && invalid > 300, `${valid} valid, ${invalid} invalid`);
});

test("says of the nearest choice what is wrong, and of none when no choice is near", () => {
  const interpreter = new Interpreter(() => undefined);
  const schema = {
    oneOf: [
      { type: "object", required: ["kind"], properties: { kind: { const: "cat" }, lives: { type: "integer" } } },
      { type: "array" },
    ],
  };
  const check = (value: unknown) => interpreter.check({ file: "memory", pointer: "" }, schema, value);
  assert.deepEqual(
    check({ kind: "cat", lives: "nine" }).map(({ pointer, message }) => `${pointer} ${message}`),
    ["/lives must be a whole number"],
  );
  assert.deepEqual(
    check("cat").map(({ message }) => message),
    ["has none of the allowed forms"],
  );
});
