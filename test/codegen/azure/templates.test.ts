import assert from "node:assert/strict";
import { test } from "node:test";
import { isExpression, unescaped } from "../../../codegen/infra/evaluate/parse-expression.ts";
import { literal } from "../../../codegen/render/azure/arm.ts";
import { diagnosticsOf } from "../../emulator/insights/support/kusto.ts";
import { azureFilesOf, contracts } from "./support.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look deep into templates.
type Any = any;

/** All objects in a value. */
function* objectsIn(value: unknown): Generator<Any> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value;
  for (const each of Object.values(value)) yield* objectsIn(each);
}

/** All texts in a value. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* textsIn(each);
}

/** A query of a workbook as the portal sends it. */
function filledIn(query: string): string {
  return query
    .replaceAll("{TimeRange:grain}", "5m")
    .replaceAll("{TimeRange}", "> ago(1d)")
    .replaceAll(/"\{(App|CorrelationId|MessageId)\}"/g, '"x"');
}

async function templateOf(contract: string, file: string): Promise<Any> {
  return JSON.parse((await azureFilesOf(contracts[contract]!)).get(`azure/${file}.json`) ?? "");
}

for (const contract of Object.keys(contracts)) {
  for (const file of ["workbook", "alerts"]) {
    test(`${file}.json of ${contract} is a template whose expressions name parameters that there are`, async () => {
      const template = await templateOf(contract, file);
      assert.match(template.$schema, /deploymentTemplate\.json#$/);
      assert.equal(template.contentVersion, "1.0.0.0");
      for (const [name, { type, metadata }] of Object.entries<Any>(template.parameters)) {
        assert.match(type, /^(string|int|bool|array)$/, name);
        assert.match(metadata.description, /\.$/, name);
      }
      const used = new Set<string>();
      for (const text of textsIn(template)) {
        if (!text.startsWith("[") || text.startsWith("[[") || !text.endsWith("]")) continue;
        for (const [, name = ""] of text.matchAll(/parameters\('(\w+)'\)/g)) used.add(name);
      }
      assert.deepEqual([...used].sort(), Object.keys(template.parameters).sort());
      for (const { type, apiVersion, name, location } of template.resources) {
        assert.match(type, /^Microsoft\.Insights\/\w+$/);
        assert.match(apiVersion, /^\d{4}-\d\d-\d\d$/);
        assert.ok(name && location, name);
      }
    });
  }

  test(`every query in the workbook of ${contract} is one to Microsoft's parser, and parts have names of their own`, async () => {
    const { variables } = await templateOf(contract, "workbook");
    let queries = 0;
    const names = new Set<string>();
    for (const item of objectsIn(variables.content.items)) {
      if (typeof item.type !== "number" || item.content === undefined) continue;
      assert.ok(!names.has(item.name), item.name);
      names.add(item.name);
      if (item.type !== 3) continue;
      assert.doesNotMatch(filledIn(item.content.query), /\{\w+(:\w+)?\}/, item.name);
      assert.deepEqual(diagnosticsOf(filledIn(item.content.query)), [], item.name);
      queries++;
    }
    assert.ok(queries > 15);
    const ids = [...objectsIn(variables.content.items)].flatMap(({ id }) => id ?? []);
    assert.equal(new Set(ids).size, ids.length);
  });

  test(`every rule of ${contract} has what Azure asks for, and compares a column of its query`, async () => {
    const { resources, parameters } = await templateOf(contract, "alerts");
    const names = resources.map(({ name }: Any) => name);
    assert.equal(new Set(names).size, names.length);
    for (const { type, name, properties } of resources) {
      const { severity, scopes, evaluationFrequency, windowSize, criteria, description } = properties;
      assert.ok(severity >= 0 && severity <= 4 && scopes.length === 1, name);
      assert.match(evaluationFrequency, /^PT(5|15)M$/);
      assert.match(windowSize, /^PT(15M|30M|1H)$/);
      assert.match(description, /See docs\/troubleshooting\/[\w-]+\.md\.$/i);
      assert.equal(criteria.allOf.length, 1);
      const [{ query, metricMeasureColumn, dimensions, threshold, timeAggregation }] = criteria.allOf;
      assert.match(timeAggregation, /^(Maximum|Total)$/);
      if (type !== "Microsoft.Insights/scheduledQueryRules") continue;
      assert.equal(typeof parameters[/'(\w+)'/.exec(threshold)?.[1] ?? ""].defaultValue, "number");
      const shown = dimensions.map((dimension: Any) => dimension.name);
      // The parser says so where a column is missing.
      assert.deepEqual(
        diagnosticsOf(`${query}\n| project todouble(${metricMeasureColumn}), ${shown.join(", ")}`),
        [],
        name,
      );
    }
  });
}

test("the workbook has a section for each command, read model and process of the contract", async () => {
  const { variables } = await templateOf("credits", "workbook");
  const names = new Set([...objectsIn(variables.content.items)].map(({ name }) => name));
  for (const name of [
    "commands: command-HoldTransfer",
    "read-models: read-model-transfers",
    "processes: process-transfer",
  ]) {
    assert.ok(names.has(name), name);
  }
  const tabs = [...objectsIn(variables.content.items)].flatMap(({ subTarget }) => subTarget ?? []);
  assert.deepEqual(tabs, ["overview", "commands", "read-models", "processes", "failures", "story"]);
  for (const tab of tabs) assert.ok(names.has(`tab-${tab}`), tab);
});

test("a process is overdue when all its timeouts and a tenth are over", async () => {
  const { parameters } = await templateOf("credits", "alerts");
  assert.equal(parameters.processTransferMinutes.defaultValue, ((24 + 72) * 60 * 11) / 10);
});

test("texts of the contract that look like expressions are none, and come out as they were", () => {
  assert.deepEqual(literal({ a: ["[concat('x')]", "x [y]"] }), { a: ["[[concat('x')]", "x [y]"] });
  for (const text of ["[a]", "[[a]", "[a\nb]", "[]", "[test] value", "[[test] value", "[", "]", "a]", ""]) {
    const written = literal(text);
    assert.ok(!isExpression(written), text);
    assert.equal(unescaped(written), text);
  }
  assert.equal(literal("[test] value"), "[test] value");
});
