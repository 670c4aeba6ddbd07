import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { type InMemory, openInMemory } from "./memory-place.ts";

let opened: InMemory;
afterEach(() => opened.close());

test("users' own instrumentation is in the same trace, on both sides of ours", async () => {
  opened = openInMemory(1);
  const own = trace.getTracer("mine");
  await own.startActiveSpan("around", async (around) => {
    await opened.telemetry.span({ name: "ours" }, async () => {
      own.startActiveSpan("within", (within) => within.end());
      logs.getLogger("mine").emit({ body: "a line" });
    });
    around.end();
  });
  metrics.getMeter("mine").createCounter("mine").add(1);
  await opened.flush();
  const [within, ours, around] = opened.spans;
  assert.deepEqual(
    opened.spans.map(({ name }) => name),
    ["within", "ours", "around"],
  );
  assert.equal(within?.parentSpanContext?.spanId, ours?.spanContext().spanId);
  assert.equal(ours?.parentSpanContext?.spanId, around?.spanContext().spanId);
  assert.equal(opened.logs[0]?.spanContext?.spanId, ours?.spanContext().spanId);
});

test("W3C headers go out and come in", async () => {
  opened = openInMemory(1);
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const incoming = propagation.extract(context.active(), { traceparent, tracestate: "a=1" });
  const carrier: Record<string, string> = {};
  propagation.inject(incoming, carrier);
  assert.deepEqual(carrier, { traceparent, tracestate: "a=1" });
  for (const bad of [
    "",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    `ff${traceparent.slice(2)}`,
    `${traceparent}-x`,
  ]) {
    assert.equal(trace.getSpanContext(propagation.extract(context.active(), { traceparent: bad })), undefined, bad);
  }
});

test("what somebody has registered before stays, and ours works beside it", async () => {
  const before = new BasicTracerProvider();
  trace.setGlobalTracerProvider(before);
  opened = openInMemory(1);
  await opened.telemetry.span({ name: "ours", parent: "none" }, async () => {});
  trace.getTracer("theirs").startSpan("theirs").end();
  assert.deepEqual(await opened.names(), ["ours"]);
  await opened.close();
  assert.notEqual(trace.getTracer("theirs").startSpan("still theirs").spanContext().traceId, "0".repeat(32));
  trace.disable();
});
