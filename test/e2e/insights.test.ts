import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Row, TableName } from "../../emulator/insights/tables.ts";
import { eventually, get, post } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

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

async function rows(table: TableName): Promise<readonly Row[]> {
  const { body } = await get(`${system.insights}/_eventwright/rows/${table}`, {
    "x-eventwright-key": keysOf(folder.path).insights,
  });
  return body.rows;
}

/** Rows of a table that belong to a trace, once those that have these names are there. */
async function inTrace(table: TableName, trace: string, names: readonly string[]): Promise<readonly Row[]> {
  const found = await eventually(
    async () => (await rows(table)).filter((row) => row["operation_Id"] === trace),
    (some) => names.every((name) => some.some((row) => row["name"] === name)),
  );
  for (const name of names) {
    assert.ok(
      found.some((row) => row["name"] === name),
      `${name} is missing among ${found.map((row) => row["name"])}`,
    );
  }
  return found;
}

test("a command of a running system shows in Application Insights, from the request to what it set off", async () => {
  const trace = randomUUID().replaceAll("-", "");
  const traceparent = `00-${trace}-b7ad6b7169203331-01`;
  const payload = { accountId: randomUUID(), owner: "anna", currency: "EUR" };
  const accepted = await post(system.api, "open-account", payload, { traceparent });
  assert.equal(accepted.status, 202);

  const requests = await inTrace("requests", trace, ["POST /api/commands/open-account", "process OpenAccount"]);
  const dependencies = await inTrace("dependencies", trace, ["send OpenAccount"]);
  const [request] = requests.filter((row) => row["name"] === "POST /api/commands/open-account");
  assert.deepEqual(
    [request?.["resultCode"], request?.["success"], request?.["operation_ParentId"]],
    ["202", "True", "b7ad6b7169203331"],
  );
  const ids = new Set([...requests, ...dependencies].map((row) => row["id"]));
  for (const row of [...requests, ...dependencies]) {
    assert.equal(row["cloud_RoleName"], "credits");
    assert.ok(ids.has(row["operation_ParentId"]) || row === request, `${row["name"]} stands alone in its trace`);
  }
});

test("what is measured shows in customMetrics", async () => {
  const metrics = await eventually(
    () => rows("customMetrics"),
    (some) => some.some((row) => row["name"] === "eventwright.commands.accepted"),
  );
  const [accepted] = metrics.filter((row) => row["name"] === "eventwright.commands.accepted");
  assert.deepEqual([accepted?.["valueSum"], accepted?.["cloud_RoleName"]], [1, "credits"]);
  assert.deepEqual(accepted?.["customDimensions"], { "eventwright.message.name": "OpenAccount" });
});
