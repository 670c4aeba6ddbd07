import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { type Collector, metricsOf, spansOf, startCollector } from "../platform/adapters/opentelemetry/collector.ts";
import { eventually, post } from "./support/http.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

const folder = temporaryFolder();
let collector: Collector | undefined;
let system: System | undefined;
after(async () => {
  await system?.stop();
  await collector?.stop();
  folder.remove();
});

test("what a worker has to tell when its host ends it is sent", async () => {
  collector = await startCollector();
  const told = collector;
  // Once an hour: what is measured comes at the end or not at all.
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: told.url, OTEL_METRIC_EXPORT_INTERVAL: "3600000" };
  system = await startSystem(folder.path, 0, { ...env, APPLICATIONINSIGHTS_CONNECTION_STRING: "" });
  const { status } = await post(system.api, "open-account", {
    accountId: randomUUID(),
    owner: "anna",
    currency: "EUR",
  });
  assert.equal(status, 202);
  // When something has come the exporters are loaded, and the little time at the end is enough on any machine.
  await eventually(
    async () => spansOf(told),
    (spans) => spans.length > 0,
  );
  assert.deepEqual(metricsOf(told), []);
  await system.stop();
  const accepted = metricsOf(told).find(({ name }) => name === "eventwright.commands.accepted");
  assert.equal(accepted?.sum?.dataPoints.length, 1);
});
