import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type OpenTelemetry, openTelemetry } from "../../../../platform/adapters/opentelemetry/open.ts";
import { telemetrySettings } from "../../../../platform/app/telemetry-settings.ts";
import { type Collector, logsOf, metricsOf, plain, spansOf, startCollector } from "./collector.ts";

let collector: Collector;
let opened: OpenTelemetry;

before(async () => {
  collector = await startCollector();
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%3Db",
    WEBSITE_SITE_NAME: "credits-prod",
    WEBSITE_INSTANCE_ID: "0123456789",
    REGION_NAME: "West Europe",
    FUNCTIONS_WORKER_RUNTIME: "node",
  };
  const settings = telemetrySettings(env, "credits");
  assert.ok(settings);
  opened = openTelemetry(settings, "1.2.3", env, () => {}, { patience: 60_000 });
});

after(async () => {
  await opened.close();
  await collector.stop();
});

const parent = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

test("spans arrive with parents, kinds, links and attributes; what they await has them as parents", async () => {
  const { telemetry } = opened;
  const link = { traceparent: "00-11111111111111111111111111111111-2222222222222222-01" };
  await telemetry.span({ name: "process TransferCredits", kind: "consumer", parent, links: [link] }, async (span) => {
    span.set({ "eventwright.attempt": 2, "eventwright.code": undefined });
    assert.equal(telemetry.active()?.traceparent, span.context?.traceparent);
    await telemetry.span(
      { name: "create_item events", kind: "client", attributes: { "db.system.name": "azure.cosmosdb" } },
      async () => {},
    );
  });
  await opened.flush();
  const [inner, outer] = spansOf(collector);
  assert.ok(inner && outer);
  assert.deepEqual([inner.name, inner.kind, inner.parentSpanId], ["create_item events", 3, outer.spanId]);
  assert.deepEqual([outer.name, outer.kind, outer.parentSpanId], ["process TransferCredits", 5, "b7ad6b7169203331"]);
  assert.deepEqual(
    [inner.traceId, outer.traceId],
    [parent, parent].map(({ traceparent }) => traceparent.slice(3, 35)),
  );
  assert.deepEqual(plain(outer.attributes), { "eventwright.attempt": 2 });
  assert.equal(outer.links?.[0]?.spanId, "2222222222222222");
  assert.equal(telemetry.active(), undefined);
});

test("work that throws makes a failed span, once, and the error goes on", async () => {
  const error = Object.assign(new Error("no room"), { code: "Full" });
  const failing = opened.telemetry.span({ name: "failing", parent: "none" }, async (span) => {
    span.failed(error);
    throw error;
  });
  await assert.rejects(failing, error);
  await opened.flush();
  const span = spansOf(collector).find(({ name }) => name === "failing");
  assert.ok(span);
  assert.deepEqual(span.status, { code: 2, message: "no room" });
  assert.equal(plain(span.attributes)["error.type"], "Full");
  assert.deepEqual(
    span.events?.map(({ name }) => name),
    ["exception"],
  );
  assert.equal(span.parentSpanId ?? "", "");
});

test("a span may have begun before it could be told", async () => {
  const begun = Date.now() - 5_000;
  await opened.telemetry.span({ name: "early", kind: "server", parent: "none", begun }, async () => {});
  await opened.flush();
  const span = spansOf(collector).find(({ name }) => name === "early");
  assert.equal(Number(BigInt(span?.startTimeUnixNano ?? 0) / 1_000_000n), begun);
});

test("log lines carry the ids of the span that they are written in, and their stable name", async () => {
  const { telemetry } = opened;
  await telemetry.span({ name: "logging", parent }, async () => {
    const attributes = { "eventwright.handler": "commands", none: undefined };
    telemetry.log({ level: "warn", event: "eventwright.command.parked", message: "parked", attributes });
  });
  await opened.flush();
  const span = spansOf(collector).find(({ name }) => name === "logging");
  const [line] = logsOf(collector);
  assert.ok(line);
  assert.deepEqual([line.traceId, line.spanId], [span?.traceId, span?.spanId]);
  assert.deepEqual([line.body.stringValue, line.severityNumber], ["parked", 13]);
  assert.deepEqual(plain(line.attributes), {
    "eventwright.handler": "commands",
    "event.name": "eventwright.command.parked",
  });
});

test("counters, distributions and gauges arrive with units and limits that fit them", async () => {
  const { telemetry } = opened;
  telemetry.count("eventwright.commands.accepted", 2, { "eventwright.message.name": "TransferCredits" });
  telemetry.count("eventwright.commands.accepted", 1, { "eventwright.message.name": "TransferCredits" });
  telemetry.record("eventwright.commands.duration", 0.2, { "eventwright.message.name": "TransferCredits" });
  telemetry.gauge("eventwright.letters.open", 3, { "eventwright.handler": "commands" });
  telemetry.gauge("eventwright.letters.open", 1, { "eventwright.handler": "commands" });
  await opened.flush();
  const found = new Map(metricsOf(collector).map((metric) => [metric.name, metric]));
  const accepted = found.get("eventwright.commands.accepted")?.sum?.dataPoints[0];
  assert.equal(accepted?.asInt ?? accepted?.asDouble, 3);
  assert.deepEqual(plain(accepted?.attributes ?? []), { "eventwright.message.name": "TransferCredits" });
  const duration = found.get("eventwright.commands.duration");
  assert.equal(duration?.unit, "s");
  assert.ok(duration?.histogram?.dataPoints[0]?.explicitBounds?.includes(0.005));
  const open = found.get("eventwright.letters.open")?.gauge?.dataPoints[0];
  assert.equal(open?.asInt ?? open?.asDouble, 1);
});

test("each request has the headers of the settings, and says which app it is and where", async () => {
  const [request] = collector.requests;
  assert.ok(request);
  assert.equal(request.headers["x-key"], "a=b");
  const { resourceSpans } = request.body as {
    resourceSpans: { resource: { attributes: Parameters<typeof plain>[0] } }[];
  };
  const resource = plain(resourceSpans[0]?.resource.attributes ?? []);
  assert.deepEqual(
    ["service.name", "service.version", "cloud.region", "faas.name", "telemetry.sdk.language"].map((n) => resource[n]),
    ["credits", "1.2.3", "West Europe", "credits-prod", "nodejs"],
  );
  assert.equal(resource["service.instance.id"], `0123456789:${process.pid}`);
});
