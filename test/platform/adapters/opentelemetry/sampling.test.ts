import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { inSample } from "../../../../platform/adapters/opentelemetry/sampler.ts";
import { type InMemory, openInMemory } from "./memory-place.ts";

let here: InMemory;
const all: InMemory[] = [];
const opened = (share: number) => {
  const one = openInMemory(share);
  all.push(one);
  return one;
};
beforeEach(() => {
  here = opened(0);
});
afterEach(async () => {
  for (const each of all.splice(0)) await each.close();
});

const unsampled = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00" };
const sampled = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
const work = async () => {};

/** Trace ids that are spread evenly. */
const traceIds = Array.from({ length: 1_000 }, (_, at) => {
  const part = Math.floor((at / 1_000) * 2 ** 52)
    .toString(16)
    .padStart(13, "0");
  return `${"0123456789abcdef0123"}${part}`.slice(-32);
});

test("the trace id decides alone, and a larger share keeps what a smaller one keeps", () => {
  const kept = (share: number) => traceIds.filter((id) => inSample(id, share));
  assert.deepEqual([kept(0).length, kept(1).length], [0, 1_000]);
  assert.ok(Math.abs(kept(0.25).length - 250) <= 1);
  assert.ok(kept(0.25).every((id) => kept(0.5).includes(id)));
});

test("what was decided for a trace holds for all of it, in whatever process", async () => {
  const whole = opened(1);
  const { telemetry } = whole;
  await telemetry.span({ name: "left out", parent: unsampled }, () => telemetry.span({ name: "its child" }, work));
  await telemetry.span({ name: "new", parent: "none" }, () => telemetry.span({ name: "its child, too" }, work));
  assert.deepEqual(await whole.names(), ["its child, too", "new"]);
  await here.telemetry.span({ name: "sampled elsewhere", parent: sampled }, work);
  await here.telemetry.span({ name: "new here", parent: "none" }, work);
  assert.deepEqual(await here.names(), ["sampled elsewhere"]);
});

test("a failure keeps its trace: what ended before, what ends later, and what its messages set off elsewhere", async () => {
  const { telemetry } = here;
  const contexts: (string | undefined)[] = [];
  await telemetry.span({ name: "POST", kind: "server", parent: unsampled }, async (post) => {
    await telemetry.span({ name: "create_item", kind: "client" }, work);
    contexts.push(post.context?.traceparent);
    const failing = telemetry.span({ name: "process", kind: "consumer" }, async () => {
      throw new Error("no");
    });
    await assert.rejects(failing);
    contexts.push(post.context?.traceparent, telemetry.active()?.traceparent);
    await telemetry.span({ name: "after", kind: "producer" }, work);
  });
  await telemetry.span({ name: "of another trace", parent: "none" }, work);
  assert.deepEqual(await here.names(), ["create_item", "process", "after", "POST"]);
  assert.deepEqual(
    contexts.map((context) => context?.slice(-2)),
    ["00", "01", "01"],
  );
  const elsewhere = opened(0);
  await elsewhere.telemetry.span({ name: "notify", parent: { traceparent: contexts[1] ?? "" } }, work);
  assert.deepEqual(await elsewhere.names(), ["notify"]);
});

test("a failure is kept in a trace, too, that its client does not keep, where everything else is", async () => {
  const whole = opened(1);
  await whole.telemetry.span({ name: "POST", kind: "server", parent: unsampled }, async (span) => {
    await whole.telemetry.span({ name: "create_item", kind: "client" }, work);
    span.failed(new Error("no"));
  });
  assert.deepEqual(await whole.names(), ["create_item", "POST"]);
});

test("an outcome that failed is a failure, though nothing was thrown; a rejection is none", async () => {
  const { telemetry } = here;
  const outcome = (name: string) => ({ "eventwright.outcome": name });
  await telemetry.span({ name: "rejected", parent: "none", attributes: outcome("rejected") }, work);
  await telemetry.span({ name: "failed", parent: "none" }, async (span) => span.set(outcome("failed")));
  assert.deepEqual(await here.names(), ["failed"]);
});

test("a redelivery of a trace that had failed here is kept, though its message says otherwise", async () => {
  const { telemetry } = here;
  const failing = telemetry.span({ name: "first", parent: unsampled }, async () => {
    throw new Error("no");
  });
  await assert.rejects(failing);
  await telemetry.span({ name: "second", parent: unsampled }, work);
  assert.deepEqual(await here.names(), ["first", "second"]);
});

test("warnings and errors are always told, other lines with their trace", async () => {
  const { telemetry } = here;
  const say = (level: "info" | "warn" | "error", message: string) =>
    telemetry.log({ level, event: "eventwright.test", message });
  say("info", "outside");
  await telemetry.span({ name: "left out", parent: "none" }, async () => {
    say("info", "dropped");
    say("warn", "warning");
    say("error", "error");
  });
  await telemetry.span({ name: "failing", parent: "none" }, async (span) => {
    say("info", "before it failed");
    span.failed(new Error("no"));
  });
  await here.flush();
  assert.deepEqual(
    here.logs.map(({ body }) => body),
    ["outside", "warning", "error", "before it failed"],
  );
});

test("what is in the sample says how many it stands for; what failed stands for itself", async () => {
  const tenth = opened(0.1);
  const { telemetry } = tenth;
  await telemetry.span({ name: "in the sample", parent: sampled }, async () => {
    await telemetry.span({ name: "before", parent: sampled }, work);
    const failing = telemetry.span({ name: "failing", parent: sampled }, async () => {
      throw new Error("no");
    });
    await assert.rejects(failing);
  });
  await tenth.flush();
  assert.deepEqual(
    tenth.spans.map(({ name, attributes }) => [name, attributes["microsoft.sample_rate"]]),
    [
      ["before", 10],
      ["failing", undefined],
      ["in the sample", undefined],
    ],
  );
  const whole = opened(1);
  await whole.telemetry.span({ name: "x", parent: "none" }, work);
  await whole.flush();
  assert.equal(whole.spans[0]?.attributes["microsoft.sample_rate"], undefined);
});
