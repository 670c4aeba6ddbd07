import assert from "node:assert/strict";
import { test } from "node:test";
import { tryPair } from "../property/try-pair.ts";

test("lists with several counted kinds of items come to an end, and to no wrong verdict", () => {
  // Once tried every order of items that are alike, which took for ever.
  const tried = tryPair(7, 5075, { samples: 4, boundaries: 10, mutants: 10 });
  assert.ok(tried);
  assert.deepEqual(tried.contradictions, []);
});
