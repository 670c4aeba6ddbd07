import assert from "node:assert/strict";
import test from "node:test";
import { KeyedRunner } from "../../../../emulator/durable/dispatch/keyed-runner.ts";

/** A runner whose runs end when the test says so. */
function held(limit: number) {
  const running: { readonly key: string; readonly end: () => void }[] = [];
  const runner = new KeyedRunner(limit, (key) => {
    return new Promise<void>((resolve) => running.push({ key, end: resolve }));
  });
  const end = async () => {
    running.shift()?.end();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { runner, end, keys: () => running.map(({ key }) => key) };
}

test("one key never runs twice at once, and runs again when it was woken meanwhile", async () => {
  const { runner, end, keys } = held(5);
  for (let times = 0; times < 3; times++) runner.wake("a");
  assert.deepEqual(keys(), ["a"]);
  await end();
  assert.deepEqual(keys(), ["a"]);
  await end();
  assert.equal(runner.idle, true);
});

test("no more keys run at once than allowed, the others in turn", async () => {
  const { runner, end, keys } = held(2);
  for (const key of ["a", "b", "c", "d"]) runner.wake(key);
  assert.deepEqual(keys(), ["a", "b"]);
  await end();
  assert.deepEqual(keys(), ["b", "c"]);
  assert.equal(runner.idle, false);
});

test("a stopped runner starts nothing more, and is idle when what ran has ended", async () => {
  const { runner, end, keys } = held(1);
  runner.wake("a");
  runner.wake("b");
  runner.stop();
  assert.equal(runner.idle, false);
  await end();
  assert.deepEqual(keys(), []);
  assert.equal(runner.idle, true);
});
