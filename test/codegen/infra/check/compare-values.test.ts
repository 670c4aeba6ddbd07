import assert from "node:assert/strict";
import { test } from "node:test";
import { compareValues } from "../../../../codegen/infra/check/compare-values.ts";
import { valueText } from "../../../../codegen/infra/check/print-drift.ts";
import { rulesOf } from "../../../../codegen/infra/check/rules/rules.ts";
import { Unknown } from "../../../../codegen/infra/evaluate/value.ts";

const container = rulesOf("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers");
const plain = rulesOf("Microsoft.Nothing/known");
const pointers = (expected: unknown, found: unknown, rules = plain, at = "") =>
  compareValues(expected, found, rules, at).map(({ pointer }) => pointer);

test("nothing is told in many ways, and all are the same", () => {
  const nothings = [undefined, null, "", [], {}];
  for (const left of nothings) for (const right of nothings) assert.deepEqual(pointers(left, right), []);
  assert.deepEqual(pointers(undefined, false), [""]);
  assert.deepEqual(pointers(0, undefined), [""]);
});

test("lists are sets, and one changed item is one difference", () => {
  assert.deepEqual(pointers(["a", "b"], ["b", "a"]), []);
  assert.deepEqual(pointers(["a", "b"], ["b", "c"]), ["/0"]);
  assert.deepEqual(pointers(["a"], ["a", "a"]), ["/1"]);
  assert.deepEqual(
    pointers(
      [
        { name: "x", value: 1 },
        { name: "y", value: 2 },
      ],
      [
        { name: "y", value: 3 },
        { name: "x", value: 1 },
      ],
    ),
    ["/1/value"],
  );
  const paths = [{ path: "/a/*" }, { path: "/b/*" }];
  assert.deepEqual(pointers(paths, [...paths].reverse()), []);
});

test("the order counts where it means something", () => {
  const at = "/properties/resource/partitionKey/paths";
  assert.deepEqual(pointers(["/a", "/b"], ["/b", "/a"], container, at), [`${at}/0`, `${at}/1`]);
});

test("ids, places and tiers are the same in any case, other texts are not", () => {
  assert.deepEqual(pointers("/subscriptions/S/resourceGroups/A", "/subscriptions/s/resourcegroups/a"), []);
  assert.deepEqual(pointers({ location: "westeurope" }, { location: "West Europe" }), []);
  assert.deepEqual(
    pointers({ properties: { sku: { name: "PerGB2018" } } }, { properties: { sku: { name: "pergb2018" } } }),
    [],
  );
  assert.deepEqual(pointers({ kind: "a", other: "A" }, { kind: "A", other: "a" }), ["/other"]);
  const [mine, theirs] = ["/subscriptions/s/x/Id", "/subscriptions/s/x/id"];
  assert.deepEqual(pointers({ ids: { [mine]: { a: 1 } } }, { ids: { [theirs]: { a: 1 } } }), []);
});

test("what the service leaves out of an index by itself is no difference, what somebody else adds is", () => {
  const at = "/properties/resource/indexingPolicy/excludedPaths";
  const etag = { path: '/"_etag"/?' };
  assert.deepEqual(pointers([{ path: "/*" }], [etag, { path: "/*" }], container, at), []);
  assert.deepEqual(pointers([{ path: "/*" }, etag], [{ path: "/*" }], container, at), []);
  assert.deepEqual(pointers([{ path: "/*" }, etag], [{ path: "/*" }, { path: "/a/*" }], container, at), [
    `${at}/2`.replace("2", "1"),
  ]);
});

test("what is not known before a deployment is like anything", () => {
  assert.deepEqual(pointers({ id: new Unknown("x") }, { id: "p" }), []);
});

test("keys are not shown", () => {
  assert.equal(valueText({ value: "AccountEndpoint=https://x;AccountKey=abc==;" }), "a value that looks like a key");
  assert.equal(valueText("/streamid"), '"/streamid"');
  assert.equal(valueText(undefined), "nothing");
});
