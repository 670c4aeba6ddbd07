import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptTraces } from "../../../../platform/adapters/opentelemetry/kept-traces.ts";

test("what is held comes out once, in its order, and only of the trace that is kept", () => {
  const traces = new KeptTraces<string>();
  traces.hold("a", "a1");
  traces.hold("b", "b1");
  traces.hold("a", "a2");
  assert.deepEqual([traces.has("a"), traces.held], [false, 3]);
  assert.deepEqual(traces.keep("a"), ["a1", "a2"]);
  assert.deepEqual([traces.has("a"), traces.has("b"), traces.held], [true, false, 1]);
  assert.deepEqual(traces.keep("a"), []);
});

test("memory is bounded: the oldest traces go first, of a long trace its oldest items, of kept ones the oldest names", () => {
  const traces = new KeptTraces<number>({ held: 10, heldOfTrace: 4, kept: 2 });
  for (let item = 0; item < 6; item++) traces.hold("long", item);
  assert.equal(traces.held, 4);
  for (let trace = 0; trace < 8; trace++) traces.hold(`t${trace}`, trace);
  assert.equal(traces.held, 8);
  assert.deepEqual(traces.keep("long"), []);
  for (let trace = 0; trace < 3; trace++) assert.deepEqual(traces.keep(`t${trace}`), [trace]);
  assert.deepEqual(
    ["long", "t0", "t1", "t2"].map((id) => traces.has(id)),
    [false, false, true, true],
  );
});

test("a trace that is longer than it may be keeps its latest items", () => {
  const traces = new KeptTraces<number>({ held: 10, heldOfTrace: 3, kept: 2 });
  for (let item = 0; item < 5; item++) traces.hold("long", item);
  assert.deepEqual(traces.keep("long"), [2, 3, 4]);
  assert.equal(traces.held, 0);
});
