import assert from "node:assert/strict";
import { test } from "node:test";
import { attribute, logEvent, metric } from "../../../codegen/render/azure/telemetry-names.ts";
import { logEvents } from "../../../platform/telemetry/log-events.ts";
import { metrics } from "../../../platform/telemetry/metrics.ts";
import { analysisOf, diagnosticsOf } from "../../emulator/insights/support/kusto.ts";
import { azureFilesOf, contracts } from "./support.ts";

for (const [name, files] of Object.entries(contracts)) {
  test(`every query of ${name} is one to Microsoft's parser, and says what it answers`, async () => {
    const queries = [...(await azureFilesOf(files))].filter(([path]) => path.endsWith(".kql"));
    assert.ok(queries.length >= 20);
    for (const [path, text] of queries) {
      assert.deepEqual(diagnosticsOf(text), [], path);
      const [head = ""] = text.split("\nlet ");
      assert.match(
        head,
        /^\/\/ Generated .*\n\/\/ .*\.\n\/\/\n\/\/ .*[.]\n\/\/\n\/\/ Parameters:\n(\/\/ {3}\w+ .+\n)+\/\/ Columns:\n/s,
        path,
      );
      for (const [, parameter] of text.matchAll(
        /^let (\w+) = (?!\w*\(|\w+ *\n|customMetrics|union|requests|dependencies)[^;]+;$/gm,
      )) {
        assert.ok(head.includes(`//   ${parameter} `), `${path} says nothing of ${parameter}`);
      }
    }
  });
}

test("the columns that a query's head names are those of its rows", async () => {
  for (const [path, text] of await azureFilesOf(contracts["credits"]!)) {
    if (!path.endsWith(".kql")) continue;
    const head = text.slice(text.indexOf("// Columns:"), text.indexOf("\nlet "));
    const named = [...head.matchAll(/^\/\/ {3}(\w+) /gm)].map(([, column]) => column);
    assert.deepEqual((analysisOf(text).columns ?? []).map(({ name }) => name).sort(), [...named].sort(), path);
  }
});

test("measurements and log lines that queries look for are those of the platform, by its attributes", async () => {
  for (const name of Object.values(metric)) assert.ok(name in metrics, name);
  const ids = new Set<string>(Object.values(logEvents).map(({ id }) => id));
  for (const id of Object.values(logEvent)) assert.ok(ids.has(id), id);
  for (const [path, text] of await azureFilesOf(contracts["credits"]!)) {
    if (!path.endsWith(".kql") || !text.includes("customMetrics")) continue;
    const names = Object.values(metric).filter((name) => text.includes(`"${name}"`));
    const by = new Set(names.flatMap((name) => metrics[name].by as readonly string[]));
    for (const [, asked] of text.slice(text.indexOf("customMetrics")).matchAll(/customDimensions\["([^"]+)"\]/g)) {
      assert.ok(asked !== undefined && by.has(asked), `${path}: ${names.join(", ")} has no ${asked}`);
    }
  }
  assert.equal(new Set(Object.values(attribute)).size, Object.values(attribute).length);
});
