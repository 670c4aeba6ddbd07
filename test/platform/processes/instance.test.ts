import assert from "node:assert/strict";
import { test } from "node:test";
import { instanceIdOf, isNewer } from "../../../platform/processes/instance.ts";
import { Opened } from "../support/quest.ts";
import { eventOf } from "../support/quest-rig.ts";

test("an instance id is readable where it can be", () => {
  const id = "0b8f3c9e-1c2d-4e5f-8a9b-0c1d2e3f4a5b";
  assert.equal(instanceIdOf("transfer", ["ada", "t1"]), "transfer-ada.t1");
  assert.equal(instanceIdOf("transfer", [id, id]), `transfer-${id}.${id}`);
});

test("whatever the key, the id is one that Durable Functions takes", () => {
  const keys = [
    ["a/b"],
    ["a\\b"],
    ["#"],
    ["?x=1"],
    ["\u0007"],
    ["ä"],
    ["."],
    [".."],
    ["a b"],
    ["x".repeat(500)],
    [""],
    [],
  ];
  for (const key of keys) {
    for (const name of ["quest", "q".repeat(200)]) {
      const id = instanceIdOf(name, key);
      assert.match(id, /^[A-Za-z][A-Za-z0-9_.~-]{1,99}$/, JSON.stringify(key));
    }
  }
});

test("two keys never share an id", () => {
  const keys = [["a", "b"], ["a.b"], ["a-b"], ["ab"], ["a", "b", ""], ["b", "a"], ["~a"], ["a/b"], ["a\\b"]];
  assert.equal(new Set(keys.map((key) => instanceIdOf("quest", key))).size, keys.length);
});

test("of two events at most one is newer", () => {
  const event = (questId: string, version: number, time?: string) =>
    eventOf(Opened.create({ questId, size: 1 }), version, time);
  const early = "2026-01-01T00:00:00Z";
  const late = "2026-01-01T00:00:00.500Z";
  assert.ok(isNewer(event("a", 10, early), event("a", 9, late)));
  assert.ok(!isNewer(event("a", 9, late), event("a", 10, early)));
  assert.ok(isNewer(event("a", 1, late), event("b", 9, early)));
  assert.ok(!isNewer(event("a", 1), event("a", 1)));
  assert.notEqual(isNewer(event("a", 1), event("b", 1)), isNewer(event("b", 1), event("a", 1)));
});
