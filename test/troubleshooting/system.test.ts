import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually, run } from "../e2e/support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "../e2e/support/system.ts";
import { assertShown, expectedOf } from "./support/page.ts";
import { alertsOf, askInsights } from "./support/watch.ts";

const folder = temporaryFolder();
let system: System;

before(async () => {
  // What is measured comes every second, not every minute.
  const env = { OTEL_METRIC_EXPORT_INTERVAL: "1000" };
  system = await startSystem(folder.path, 0, env, ["--insights", "--insights-port", "0"]);
});
after(async () => {
  await system?.stop();
  folder.remove();
});

const ask = (query: string, parameters?: Readonly<Record<string, string>>) => {
  const { insights: key } = keysOf(folder.path);
  return askInsights({ url: system.insights, appId: key, apiKey: key }, query, parameters);
};

/** Asks until there are rows: telemetry is sent a moment later. */
const askUntil = (query: string, parameters?: Readonly<Record<string, string>>, fewest = 1) =>
  eventually(
    () => ask(query, parameters),
    (rows) => rows.length >= fewest,
  );

test("cold-starts: the first request to a system that has just started", async () => {
  const { body } = await run(system.api, "open-account", { accountId: randomUUID(), owner: "anna", currency: "EUR" });
  assert.equal(body.status, "succeeded");
  const [expected] = expectedOf("cold-starts");
  assert.ok(expected);
  assertShown(expected, await askUntil("cold-starts"));
});

test("the story of a request leads from the door to the notifications", async () => {
  const accountId = randomUUID();
  await run(system.api, "open-account", { accountId, owner: "anna", currency: "EUR" });
  const load = { accountId, amount: 60_000, currency: "EUR", loadId: randomUUID() };
  const { body } = await run(system.api, "load-credits", load);
  const parameters = { correlationId: JSON.stringify(body.correlationId) };
  const steps = [
    "POST /api/commands/load-credits",
    "send LoadCredits",
    "process LoadCredits",
    "project accounts",
    "project statements",
    "publish CreditsLoaded",
    "notify BalanceChanged",
  ];
  const rows = await eventually(
    () => ask("story", parameters),
    (found) => steps.every((step) => found.some(({ what }) => what === step)),
  );
  const told = rows.map(({ what }) => what);
  for (const step of steps) assert.ok(told.includes(step), `${step} is missing among ${told}`);
  assert.equal(new Set(rows.map(({ trace }) => trace)).size, 1);
  assert.ok(told.indexOf("send LoadCredits") < told.indexOf("process LoadCredits"));
});

test("a command's latency is measured from its sending to its decision", async () => {
  const rows = await askUntil("command-latency", undefined, 2);
  const [open] = rows.filter(({ command }) => command === "OpenAccount");
  assert.equal(open?.["commands"], 2);
  assert.match(String(open?.["slowest"]), /^00:00:\d\d/);
});

test("nothing of a system that is well is an alert", async () => {
  const { insights: key } = keysOf(folder.path);
  assert.deepEqual(await alertsOf({ url: system.insights, appId: key, apiKey: key }), []);
});

test("every query is answered", async () => {
  const files = readdirSync(fileURLToPath(new URL("../../generated/azure/queries", import.meta.url)));
  for (const file of files) await ask(file.replace(/\.kql$/, ""));
  assert.ok(files.length > 20);
});
