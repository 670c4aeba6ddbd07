import assert from "node:assert/strict";
import { test } from "node:test";
import { judge, typesOf } from "../../../benchmarks/types/judge.ts";
import { probes } from "../../../benchmarks/types/probes.ts";

test("no type refuses a document that ajv accepts, and hardly any says less than it could", async () => {
  const judgements = await judge(probes);
  const unsound = judgements.filter(({ isValid, fitsType }) => isValid && !fitsType);
  assert.deepEqual(
    unsound.map(({ probe, instance }) => `${probe.dialect}, ${probe.name}: ${JSON.stringify(instance)}`),
    [],
  );
  // Enough of both kinds, or agreeing would prove nothing.
  const valid = judgements.filter(({ isValid }) => isValid).length;
  assert.ok(valid > judgements.length / 3 && valid < (judgements.length * 2) / 3, `${valid} of ${judgements.length}`);
  const looser = judgements.filter(({ isValid, fitsType }) => !isValid && fitsType).length;
  assert.ok(looser <= 37, `${looser} documents fit their type only`);
});

test("a type does not depend on the other types, on their order or on their number", async () => {
  const declared = (types: string) =>
    new Map(
      [...types.matchAll(/^export (?:type|interface) (\w+)[\s\S]*?(?=^\/\*\*|^export|$(?![\s\S]))/gm)].map(
        ([text, name]) => [name, text.trim()],
      ),
    );
  const some = probes.filter(({ name }) => name === "tagged union" || name === "title as name" || name === "allOf");
  const [forward, backward] = await Promise.all([typesOf(some), typesOf(some.toReversed())]);
  assert.equal(
    declared(forward).get("Probe0"),
    declared(backward)
      .get(`Probe${some.length - 1}`)
      ?.replace(`Probe${some.length - 1}`, "Probe0"),
  );
  assert.doesNotMatch(forward + backward, /OtherName|Other Name1/);
});
