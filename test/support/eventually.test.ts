import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./eventually.ts";

test("what comes late is waited for", async () => {
  let asked = 0;
  const found = await eventually(
    async () => ++asked,
    (value) => value === 3,
    { wait: 0 },
  );
  assert.deepEqual([found, asked], [3, 3]);
});

test("what never comes fails the test, with what was wanted and the last answer", async () => {
  let asked = 0;
  await assert.rejects(
    eventually(
      () => ({ balance: ++asked }),
      ({ balance }) => balance === 50,
      { attempts: 4, wait: 0 },
    ),
    /Asked 4 times.*balance === 50\nThe last answer to .*\n\{ balance: 4 \}/,
  );
});
