import assert from "node:assert/strict";
import { test } from "node:test";
import { DueQueue } from "../../../../emulator/eventgrid/delivery/due-queue.ts";

function drain(queue: DueQueue): number[] {
  const seqs: number[] = [];
  for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) seqs.push(entry.seq);
  return seqs;
}

function filled(count: number): { queue: DueQueue; entries: { seq: number; due: number }[] } {
  const queue = new DueQueue();
  const entries = Array.from({ length: count }, (_, seq) => ({ seq, due: (seq * 7919) % 31 }));
  for (const entry of entries) queue.push(entry);
  return { queue, entries };
}

test("the earliest due comes first, and among equals the first published", () => {
  const { queue, entries } = filled(200);
  const wanted = entries.toSorted((a, b) => a.due - b.due || a.seq - b.seq).map((entry) => entry.seq);
  assert.equal(queue.size, 200);
  assert.deepEqual(drain(queue), wanted);
  assert.equal(queue.peek(), undefined);
});

test("hurried entries are all due, in the order published", () => {
  const { queue } = filled(50);
  queue.hurry(3);
  assert.deepEqual(queue.peek(), { seq: 0, due: 3 });
  assert.deepEqual(
    drain(queue),
    Array.from({ length: 50 }, (_, seq) => seq),
  );
});
