import assert from "node:assert/strict";
import { test } from "node:test";
import { mutantsOf } from "../../../codegen/samples/mutants.ts";
import { Random } from "../../../codegen/samples/random.ts";
import { randomSchema } from "../../../codegen/samples/random-schemas/random-schema.ts";
import { sampleOf } from "../../../codegen/samples/sample-of.ts";
import { createCompiler } from "../../../codegen/schema/schema-compiler.ts";
import { ajvVerdict } from "../support/ajv.ts";

/** Random schemas that are tried; `EVENTWRIGHT_SCHEMAS=5000` tries more. */
const tries = Number(process.env["EVENTWRIGHT_SCHEMAS"] ?? 150);

test("our validators say what ajv says of random documents for random schemas", () => {
  let documents = 0;
  let refused = 0;
  let without = 0;
  for (let seed = 0; seed < tries; seed++) {
    const random = new Random(`against ajv ${seed}`);
    const side = randomSchema(random);
    const compiled = createCompiler().compile(side.schemas);
    const validator = compiled.validatorOf(side.name);
    if (validator === undefined) {
      assert.match(compiled.errorOf(side.name) ?? "", /refers back to itself/, `seed ${seed}`);
      without++;
      continue;
    }
    const verdict = verdictOrNone(side.schemas, side.name);
    if (verdict === undefined) {
      without++;
      continue;
    }
    const first = sampleOf(side, random, { isWild: true });
    const others = [null, true, 0, -1.5, "", "a", [], {}, ["a", "a"], { a: 1 }];
    const near = mutantsOf(side, first ?? {}, random, { most: 40 }).map(({ document }) => document);
    for (const document of [first, ...others, ...near]) {
      if (document === undefined) continue;
      const expected = verdict(document);
      if (expected === undefined) continue;
      documents++;
      refused += Number(!expected);
      const what = () => `seed ${seed}: ${JSON.stringify(document)} for ${JSON.stringify(side.schemas)}`;
      assert.equal(validator.check(document).length === 0, expected, what());
    }
  }
  assert.ok(without < tries / 20, `${without} schemas have no validator`);
  // Documents of one kind alone would prove nothing.
  assert.ok(
    documents > tries * 10 && refused > documents / 5 && refused < (documents * 4) / 5,
    `${refused} of ${documents}`,
  );
});

/**
 * ajv gives up on schemas that refer to each other in a circle and to nothing else. Its validators throw where a document
 * that is compared has a field `toString`, and in some cases of `unevaluatedProperties`.
 */
function verdictOrNone(
  ...schema: Parameters<typeof ajvVerdict>
): ((document: unknown) => boolean | undefined) | undefined {
  try {
    const verdict = ajvVerdict(...schema);
    return (document) => {
      try {
        return verdict(document);
      } catch (error) {
        if (error instanceof TypeError) return undefined;
        throw error;
      }
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
