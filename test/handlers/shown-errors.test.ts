import assert from "node:assert/strict";
import { it } from "node:test";
import { inMemoryApp, recordingTelemetry } from "eventwright/testing";
import { exampleWith } from "./support/failing-app.ts";

it("spans tell errors without the personal data of their message", async () => {
  const telemetry = recordingTelemetry();
  const owner = "Anna Lindqvist";
  const definition = exampleWith((handler) => {
    if (handler === "commands OpenAccount") throw new Error(`There is no account for ${owner}.`);
  });
  const app = inMemoryApp(definition, { telemetry });
  const body = { accountId: "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11", owner, currency: "EUR" };
  await app.request("POST", "/api/commands/open-account", { body });
  await app.pump();
  const failed = telemetry.spans.find(({ name }) => name === "process OpenAccount");
  const error = failed?.error as Error;
  assert.match(error.message, /There is no account for \[personal\]/);
  assert.match(error.stack ?? "", /at /);
  assert.match(String(failed?.events[0]?.attributes["exception.message"]), /\[personal\]/);
  const told = JSON.stringify(telemetry.spans, (_key, value) =>
    value instanceof Error ? [value.name, value.message, value.stack] : value,
  );
  assert.ok(!told.includes(owner));
});
