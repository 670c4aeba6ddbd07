import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { type Collector, spansOf, startCollector } from "../platform/adapters/opentelemetry/collector.ts";
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

test("what a worker told just before its host ended it has been sent", async () => {
  collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, APPLICATIONINSIGHTS_CONNECTION_STRING: "" };
  system = await startSystem(folder.path, 0, env);
  const told = collector;
  const send = async (api: string) => {
    const trace = randomUUID().replaceAll("-", "");
    const payload = { accountId: randomUUID(), owner: "anna", currency: "EUR" };
    await post(api, "open-account", payload, { traceparent: `00-${trace}-b7ad6b7169203331-01` });
    return () => spansOf(told).filter(({ traceId, name }) => traceId === trace && name.startsWith("POST"));
  };
  // Once something has come the exporters are loaded, and a second is enough for the rest on any machine.
  const first = await send(system.api);
  assert.equal(
    (
      await eventually(
        async () => first(),
        (found) => found.length > 0,
      )
    ).length,
    1,
  );
  const last = await send(system.api);
  await system.stop();
  assert.equal(last().length, 1);
});
