import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Dashboard } from "../../../dashboard/dashboard.ts";
import type { LogsAnswer, MetricsAnswer, SpansAnswer, TracesAnswer } from "../../../dashboard/shapes.ts";
import { openDashboard } from "../support/dashboard.ts";

describe("the dashboard as an OTLP endpoint", () => {
  let dashboard: Dashboard;
  before(async () => {
    dashboard = await openDashboard();
  });
  after(() => dashboard.stop());
  const get = async <T>(path: string) => (await (await fetch(`${dashboard.url}${path}`)).json()) as T;
  const post = (signal: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${dashboard.url}/v1/${signal}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: body as never,
    });
  const resource = resourceFromAttributes({ "service.name": "credits" });

  it("takes what OpenTelemetry's exporters send, and finds it by trace, message, story and text", async () => {
    const spans = new SimpleSpanProcessor(new OTLPTraceExporter({ url: `${dashboard.url}/v1/traces` }));
    const tracers = new BasicTracerProvider({ resource, spanProcessors: [spans] });
    const logs = new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${dashboard.url}/v1/logs` }) });
    const loggers = new LoggerProvider({ resource, processors: [logs] });
    const tracer = tracers.getTracer("test");
    const manager = new AsyncLocalStorageContextManager().enable();
    const parent = tracer.startSpan("POST /api/commands/open-account", { kind: 1 });
    const context = trace.setSpan(manager.active(), parent);
    const child = tracer.startSpan(
      "process OpenAccount",
      {
        kind: 4,
        attributes: { "messaging.message.id": "m1", "messaging.message.conversation_id": "c1", tags: ["a", "b"] },
      },
      context,
    );
    child.addEvent("tried", { "eventwright.attempt": 2 });
    child.setStatus({ code: SpanStatusCode.ERROR, message: "no such account" });
    child.end();
    parent.end();
    const batch = tracer.startSpan("receive commands", { links: [{ context: child.spanContext() }] });
    batch.end();
    loggers.getLogger("test").emit({
      context,
      eventName: "eventwright.command.parked",
      severityNumber: SeverityNumber.ERROR,
      body: "A command was parked: 100% of its tries failed.",
      attributes: { "messaging.message.id": "m1" },
    });
    await Promise.all([tracers.forceFlush(), loggers.forceFlush()]);

    const traceId = parent.spanContext().traceId;
    const { items } = await get<SpansAnswer>(`/dashboard/spans?trace=${traceId}`);
    assert.deepEqual(items.map(({ name }) => name).sort(), [
      "POST /api/commands/open-account",
      "process OpenAccount",
      "receive commands",
    ]);
    const process = items.find(({ name }) => name.startsWith("process"));
    assert.equal(process?.parent, parent.spanContext().spanId);
    assert.deepEqual([process?.failed, process?.error, process?.kind], [true, "no such account", "consumer"]);
    assert.deepEqual(process?.attributes["tags"], ["a", "b"]);
    assert.equal(process?.events[0]?.name, "tried");
    assert.equal((await get<SpansAnswer>("/dashboard/spans?correlation=c1")).items.length, 1);
    assert.equal((await get<SpansAnswer>("/dashboard/spans?message=m1")).items.length, 1);
    assert.equal((await get<SpansAnswer>("/dashboard/spans?message=m2")).items.length, 0);

    const failed = await get<TracesAnswer>("/dashboard/traces?failed=true&text=process");
    assert.deepEqual(
      failed.items.map((one) => [one.trace, one.name, one.spans, one.failed]),
      [[traceId, "POST /api/commands/open-account", 2, 1]],
    );
    assert.equal((await get<TracesAnswer>("/dashboard/traces?text=%25")).items.length, 0);

    for (const query of [
      `trace=${traceId}`,
      "level=error",
      "event=eventwright.command",
      "message=m1",
      "text=100%25%20of",
    ]) {
      const [line] = (await get<LogsAnswer>(`/dashboard/logs?${query}`)).items;
      assert.deepEqual(
        [line?.level, line?.event, line?.trace],
        ["error", "eventwright.command.parked", traceId],
        query,
      );
    }
    assert.equal((await get<LogsAnswer>("/dashboard/logs?text=nothing")).items.length, 0);
    await Promise.all([tracers.shutdown(), loggers.shutdown()]);
  });

  it("names a trace by the span without a parent, of those that began in the same millisecond", async () => {
    const traceId = "5b8efff798038103d269b633813fc60c";
    const span = (spanId: string, name: string, parentSpanId?: string) => ({
      ...{ traceId, spanId, name, kind: 1, ...(parentSpanId !== undefined && { parentSpanId }) },
      ...{ startTimeUnixNano: "1700000000000000000", endTimeUnixNano: "1700000001000000000" },
    });
    const spans = [span("eee19b7ec3c1b174", "outer"), span("1ee19b7ec3c1b174", "inner", "eee19b7ec3c1b174")];
    const sent = await post("traces", JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
    assert.equal(sent.status, 200);
    const { items } = await get<TracesAnswer>("/dashboard/traces?text=inner");
    assert.deepEqual(
      items.map(({ trace, name }) => [trace, name]),
      [[traceId, "outer"]],
    );
  });

  it("makes rates and percentiles of what meters count", async () => {
    const exporter = new OTLPMetricExporter({ url: `${dashboard.url}/v1/metrics` });
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const meters = new MeterProvider({ resource, readers: [reader] });
    const meter = meters.getMeter("test");
    const counter = meter.createCounter("accepted", { description: "Commands." });
    const histogram = meter.createHistogram("duration", {
      unit: "s",
      advice: { explicitBucketBoundaries: [1, 2, 4, 8] },
    });
    const gauge = meter.createGauge("lag");
    for (let round = 1; round <= 3; round++) {
      counter.add(10, { name: "OpenAccount" });
      for (let count = 0; count < 10; count++) histogram.record(1.5);
      gauge.record(round);
      await reader.forceFlush();
    }
    histogram.record(7);
    await reader.forceFlush();
    const { metrics } = await get<MetricsAnswer>("/dashboard/metrics?minutes=5");
    const found = (name: string) => metrics.find((one) => one.name === name)?.series[0];
    // Each export told everything since the start: added up as they are it would be 60.
    assert.equal(found("accepted")?.total, 30);
    assert.deepEqual(found("accepted")?.attributes, { name: "OpenAccount" });
    assert.equal(metrics.find(({ name }) => name === "accepted")?.description, "Commands.");
    assert.equal(found("duration")?.total, 31);
    const p50 = found("duration")?.p50?.filter((value) => value !== null) ?? [];
    assert.ok(p50.length > 0 && p50.every((value) => value >= 1 && value <= 8));
    assert.equal(found("lag")?.total, 3);
    await meters.shutdown();
  });

  it("refuses Protobuf with what to do, and what is no JSON, too large or packed in another way", async () => {
    const proto = await post("traces", "x", { "content-type": "application/x-protobuf" });
    assert.equal(proto.status, 415);
    assert.match(((await proto.json()) as { detail: string }).detail, /OTEL_EXPORTER_OTLP_PROTOCOL=http\/json/);
    assert.equal((await post("traces", "{")).status, 400);
    assert.equal((await post("logs", "{}", { "content-encoding": "br" })).status, 415);
    assert.equal((await post("logs", "no gzip", { "content-encoding": "gzip" })).status, 400);
    assert.equal((await post("logs", gzipSync("{}"), { "content-encoding": "gzip" })).status, 200);
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, 32));
    assert.equal((await post("logs", bomb, { "content-encoding": "gzip" })).status, 413);
    assert.equal((await fetch(`${dashboard.url}/v1/traces`)).status, 405);
  });

  it("takes hostile records without harm, and says how many were none", async () => {
    const ids = { traceId: "ab".repeat(16), spanId: "cd".repeat(8) };
    const good = { ...ids, name: "x".repeat(10_000), startTimeUnixNano: "1800000000000000000", endTimeUnixNano: "-5" };
    const attributes = [
      { key: "__proto__", value: { stringValue: "polluted" } },
      { key: "deep", value: { arrayValue: { values: [{ arrayValue: { values: [{ arrayValue: {} }] } }] } } },
      { key: "long", value: { stringValue: "y".repeat(100_000) } },
      { key: 7, value: null },
    ];
    const spans = [{ ...good, attributes }, { ...good, spanId: "zz" }, null, 5, { ...good, startTimeUnixNano: {} }];
    const answer = await post("traces", JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }, 3, null] }));
    assert.deepEqual(
      ((await answer.json()) as { partialSuccess: { rejectedSpans: number } }).partialSuccess.rejectedSpans,
      4,
    );
    const { items } = await get<SpansAnswer>(`/dashboard/spans?trace=${ids.traceId}`);
    assert.equal(items.length, 1);
    assert.equal(items[0]?.name.length, 512);
    assert.equal(items[0]?.duration, 0);
    assert.equal(String(items[0]?.attributes["long"]).length, 8_192);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
    for (const body of [
      "[]",
      "null",
      '"x"',
      '{"resourceLogs":{}}',
      '{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{}]}]}]}',
    ])
      for (const signal of ["traces", "logs", "metrics"]) assert.equal((await post(signal, body)).status, 200, body);
    for (const query of ["level=loud", "limit=0", "limit=x", "cursor=-1", `text=${"z".repeat(600)}`])
      assert.equal((await fetch(`${dashboard.url}/dashboard/logs?${query}`)).status, 400, query);
  });
});
