import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { openTelemetry } from "../../../../platform/adapters/opentelemetry/open.ts";
import { telemetrySettings } from "../../../../platform/app/telemetry-settings.ts";
import type { LogEntry } from "../../../../platform/telemetry/telemetry.ts";
import { type Collector, spansOf, startCollector } from "./collector.ts";

let collector: Collector;
before(async () => {
  collector = await startCollector();
});
after(() => collector.stop());

test("a process that is asked to end sends what it has told, and ends of the signal", async () => {
  const child = fork(new URL("./dying.ts", import.meta.url), [collector.url]);
  await once(child, "message");
  child.kill("SIGTERM");
  const [, signal] = await once(child, "exit");
  assert.equal(signal, "SIGTERM");
  assert.deepEqual(
    spansOf(collector).map(({ name }) => name),
    ["last words"],
  );
});

test("places that do not answer hold up neither the app nor its end, and are told of once", async () => {
  const gone = await startCollector();
  await gone.stop();
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: gone.url,
    APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=00000000-1111-4222-8333-444444444444;IngestionEndpoint=${gone.url}`,
  };
  const settings = telemetrySettings(env, "credits");
  assert.ok(settings);
  const told: LogEntry[] = [];
  const opened = openTelemetry(settings, "1.2.3", env, (entry) => void told.push(entry));
  for (let round = 0; round < 3; round++) {
    await opened.telemetry.span({ name: "x", parent: "none" }, async () => {});
    // The exporter for OTLP goes on trying for some seconds, and nobody waits for it.
    await opened.flush(200);
  }
  await opened.close();
  const waits = told.filter(({ attributes }) => attributes?.["eventwright.telemetry.place"] === "Azure Monitor");
  assert.deepEqual(
    waits.map(({ event, attributes }) => [event, attributes?.["eventwright.telemetry.signal"]]),
    [["eventwright.telemetry.waits", "spans"]],
  );
});
