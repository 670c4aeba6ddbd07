import assert from "node:assert/strict";
import { test } from "node:test";
import { assertionsOf } from "../../../../codegen/compatibility/schemas/assertions.ts";
import { isValid, NotUnderstood } from "../../../../codegen/compatibility/schemas/evaluate.ts";
import { type Scope, tableOf } from "../../../../codegen/compatibility/schemas/nodes.ts";
import type { SchemaSide } from "../../../../codegen/compatibility/schemas/side.ts";
import { isObject } from "../../../../codegen/json/json.ts";
import { mutantsOf } from "../../../../codegen/samples/mutants.ts";
import { Random } from "../../../../codegen/samples/random.ts";
import { randomSchema } from "../../../../codegen/samples/random-schemas/random-schema.ts";
import { sampleOf } from "../../../../codegen/samples/sample-of.ts";
import { plainAjv } from "../property/plain-ajv.ts";

/** Valid documents of a side, and near misses. */
function documentsOf(side: SchemaSide, random: Random): readonly unknown[] {
  const document = sampleOf(side, random, { isWild: true });
  if (document === undefined) return [];
  return [document, ...mutantsOf(side, document, random, { most: 25 }).map((mutant) => mutant.document)];
}

function* cases(seed: string, count: number) {
  for (let number = 0; number < count; number++) {
    const random = new Random(`${seed} ${number}`);
    const side = randomSchema(random);
    const scope: Scope = { tag: "test", schemas: tableOf(side.schemas), shared: new Set() };
    const root = scope.schemas.get(side.name)?.schema;
    assert.ok(root);
    const fits = plainAjv(side);
    for (const document of documentsOf(side, random)) yield { fits, scope, root, document };
  }
}

const verdict = (schema: unknown, document: unknown, scope: Scope): boolean | undefined => {
  try {
    return isValid(schema, document, scope);
  } catch (error) {
    // A schema that leads back to itself in place has no verdict.
    if (error instanceof NotUnderstood || error instanceof RangeError) return undefined;
    throw error;
  }
};

test("random documents: the comparison understands schemas as ajv does", () => {
  let compared = 0;
  for (const { fits, scope, root, document } of cases("evaluate", 120)) {
    const [ours, theirs] = [verdict(root, document, scope), fits(document)];
    if (ours === undefined || theirs === undefined) continue;
    assert.equal(ours, theirs, `${JSON.stringify(document)} in ${JSON.stringify(root)}`);
    compared++;
  }
  assert.ok(compared > 500, String(compared));
});

test("random documents: a schema holds where all its assertions hold", () => {
  let [held, refused] = [0, 0];
  for (const { scope, root, document } of cases("assertions", 250)) {
    const whole = verdict(root, document, scope);
    if (whole === undefined) continue;
    const parts = assertionsOf(root).map(({ schema }) => verdict(schema, document, scope));
    assert.equal(!parts.includes(false), whole, `${JSON.stringify(document)} in ${JSON.stringify(root)}`);
    if (whole) held++;
    else refused++;
  }
  assert.ok(held > 200 && refused > 200, `${held} ${refused}`);
});

test("each assertion says where it stands", () => {
  for (const { root } of cases("places", 60)) {
    for (const { path } of assertionsOf(root)) {
      const end = path.reduce<unknown>(
        (value, key) => (isObject(value) ? value[key] : Array.isArray(value) ? value[Number(key)] : undefined),
        root,
      );
      assert.notEqual(end, undefined, `${path.join("/")} in ${JSON.stringify(root)}`);
    }
  }
});
