import assert from "node:assert/strict";
import test from "node:test";
import type { EntityMessage, EntityRequest } from "../../../../emulator/durable/entities/messages.ts";
import { nextStep } from "../../../../emulator/durable/entities/plan.ts";
import type { Message } from "../../../../emulator/durable/store/rows.ts";

/** Messages as `op a`, `lock a`, `release a`, where the letter is the sender. */
function inbox(...texts: string[]): Message<EntityMessage>[] {
  return texts.map((text, seq) => {
    const [kind, parent = ""] = text.split(" ");
    const request: EntityRequest = { id: `${seq}`, parent, ...(kind === "lock" && { lockset: ["@x@1"], pos: 0 }) };
    return { seq, execution: null, body: { name: kind === "release" ? "release" : "op", request } };
  });
}

/** What an entity does, one step after the other, as text. */
function play(texts: readonly string[], limit = 100): string[] {
  let waiting = inbox(...texts);
  let lockedBy: string | null = null;
  const steps: string[] = [];
  for (;;) {
    const step = nextStep({ lockedBy }, waiting, limit);
    if (step.kind === "nothing") return [...steps, ...(waiting.length > 0 ? [`${waiting.length} wait`] : [])];
    const taken = step.kind === "batch" ? step.messages : [step.message];
    steps.push(`${step.kind} ${taken.map(({ seq }) => seq).join(" ")}`);
    if (step.kind === "lock") lockedBy = step.message.body.request.parent ?? null;
    if (step.kind === "release" && step.owned) lockedBy = null;
    waiting = waiting.filter((message) => !taken.includes(message));
  }
}

test("operations are taken together, up to the limit", () => {
  assert.deepEqual(play(["op a", "op b", "op a"]), ["batch 0 1 2"]);
  assert.deepEqual(play(["op a", "op b", "op a"], 2), ["batch 0 1", "batch 2"]);
});

test("what came before a request for the lock is done before it", () => {
  assert.deepEqual(play(["op a", "lock b", "op b", "release b", "op c"]), [
    "batch 0",
    "lock 1",
    "batch 2",
    "release 3",
    "batch 4",
  ]);
});

test("a locked entity serves its owner only, the others afterwards and in order", () => {
  assert.deepEqual(play(["lock a", "op b", "lock c", "op a", "release a", "op c", "release c"]), [
    "lock 0",
    "batch 3",
    "release 4",
    "batch 1",
    "lock 2",
    "batch 5",
    "release 6",
  ]);
});

test("without a release the others wait", () => {
  assert.deepEqual(play(["lock a", "op b", "op c"]), ["lock 0", "2 wait"]);
});

test("a release by somebody else changes nothing", () => {
  const waiting = inbox("release b");
  assert.deepEqual(nextStep({ lockedBy: null }, waiting, 9), { kind: "release", message: waiting[0], owned: false });
});

test("no more is read than needed", () => {
  function* endless(): Generator<Message<EntityMessage>> {
    for (;;) yield* inbox("lock a");
  }
  assert.equal(nextStep({ lockedBy: null }, endless(), 9).kind, "lock");
});
