import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { InsightsService } from "../../../../emulator/insights/server.ts";
import { type OpenTelemetry, openTelemetry } from "../../../../platform/adapters/opentelemetry/open.ts";
import type { LogSink } from "../../../../platform/app/log.ts";
import { telemetrySettings } from "../../../../platform/app/telemetry-settings.ts";
import type { LogEntry } from "../../../../platform/telemetry/telemetry.ts";
import { startTestInsights } from "../../../emulator/insights/ingest/support.ts";

let insights: InsightsService;
let opened: OpenTelemetry;
const told: LogEntry[] = [];

before(async () => {
  insights = await startTestInsights();
  opened = open((entry) => void told.push(entry));
});
beforeEach(() => {
  insights.tables.clear();
  told.length = 0;
});
after(async () => {
  await opened.close();
  await insights.stop();
});

function open(sink: LogSink, more: Record<string, string> = {}): OpenTelemetry {
  const env = { APPLICATIONINSIGHTS_CONNECTION_STRING: insights.connectionString, ...more };
  const settings = telemetrySettings(env, "credits");
  assert.ok(settings);
  return openTelemetry(settings, "1.2.3", env, sink, { patience: 60_000 });
}

const http = { "http.request.method": "POST", "http.route": "/api/commands/transfer-credits" };
const parent = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

test("a server span is a request with its result code, name, role and operation id", async () => {
  await opened.telemetry.span(
    { name: "POST /api/commands/transfer-credits", kind: "server", parent, attributes: http },
    async (span) => {
      span.set({ "http.response.status_code": 202, "eventwright.message.name": "TransferCredits" });
    },
  );
  await opened.flush();
  const [row] = insights.tables.rows("requests");
  assert.ok(row);
  assert.deepEqual(
    [row["name"], row["operation_Name"], row["resultCode"], row["success"]],
    ["POST /api/commands/transfer-credits", "POST /api/commands/transfer-credits", "202", "True"],
  );
  assert.deepEqual(
    [
      row["operation_Id"],
      row["operation_ParentId"],
      row["cloud_RoleName"],
      row["application_Version"],
      row["itemCount"],
    ],
    ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "credits", "1.2.3", 1],
  );
  assert.match(String(row["cloud_RoleInstance"]), new RegExp(`:${process.pid}$`));
  assert.equal((row["customDimensions"] as Record<string, unknown>)["eventwright.message.name"], "TransferCredits");
});

test("a consumer span is a request with its own name, what it calls are dependencies of that operation", async () => {
  const { telemetry } = opened;
  const link = { traceparent: "00-11111111111111111111111111111111-2222222222222222-01" };
  await telemetry.span({ name: "process TransferCredits", kind: "consumer", parent, links: [link] }, async () => {
    await telemetry.span({ name: "inner", attributes: { a: 1 } }, () =>
      telemetry.span(
        {
          name: "create_item events",
          kind: "client",
          attributes: {
            "db.system.name": "azure.cosmosdb",
            "db.namespace": "credits",
            "db.operation.name": "create_item",
            "db.collection.name": "events",
          },
        },
        async () => {},
      ),
    );
  });
  await telemetry.span({ name: "publish CreditsReserved", kind: "producer", parent }, async () => {});
  await opened.flush();
  const [request] = insights.tables.rows("requests");
  assert.ok(request);
  assert.deepEqual(
    [request["name"], request["resultCode"], request["success"]],
    ["process TransferCredits", "0", "True"],
  );
  assert.deepEqual(JSON.parse((request["customDimensions"] as Record<string, string>)["_MS.links"] ?? ""), [
    { operation_Id: "11111111111111111111111111111111", id: "2222222222222222" },
  ]);
  const rows = new Map(insights.tables.rows("dependencies").map((row) => [row["name"], row]));
  const [db, inner, publish] = ["create_item events", "inner", "publish CreditsReserved"].map((name) => rows.get(name));
  assert.ok(db && inner && publish);
  assert.deepEqual([db["type"], db["target"], db["data"]], ["azure.cosmosdb", "credits", "create_item"]);
  assert.deepEqual([db["operation_ParentId"], inner["operation_ParentId"]], [inner["id"], request["id"]]);
  assert.deepEqual([inner["type"], publish["type"]], ["InProc", "Queue Message"]);
  for (const row of [db, inner]) assert.equal(row["operation_Name"], "process TransferCredits");
  for (const row of [request, db, inner, publish])
    assert.equal(row["operation_Id"], "0af7651916cd43dd8448eb211c80319c");
  assert.deepEqual((db["customDimensions"] as Record<string, string>)["db.collection.name"], "events");
});

test("a failed span is a failed row, its error a row of exceptions under it", async () => {
  const failing = opened.telemetry.span({ name: "project accounts", kind: "consumer", parent }, async () => {
    throw new RangeError("no such account");
  });
  await assert.rejects(failing);
  await opened.flush();
  const [request] = insights.tables.rows("requests");
  const [exception] = insights.tables.rows("exceptions");
  assert.ok(request && exception);
  assert.equal(request["success"], "False");
  assert.deepEqual(
    [exception["type"], exception["outerMessage"], exception["operation_ParentId"], exception["operation_Id"]],
    ["RangeError", "no such account", request["id"], request["operation_Id"]],
  );
});

test("log lines are traces with the severity, the stable name and the operation; with an error they are exceptions", async () => {
  const { telemetry } = opened;
  await telemetry.span({ name: "process X", kind: "consumer", parent }, async () => {
    telemetry.log({ level: "info", event: "eventwright.process.started", message: "A process has started." });
    const attributes = {
      "exception.type": "RangeError",
      "exception.message": "no",
      "exception.stacktrace": "RangeError: no\n    at decide (x.ts:1:1)",
      "eventwright.handler": "commands",
    };
    telemetry.log({ level: "error", event: "eventwright.command.parked", message: "A command is parked.", attributes });
  });
  await opened.flush();
  const [request] = insights.tables.rows("requests");
  const [line] = insights.tables.rows("traces");
  const [error] = insights.tables.rows("exceptions");
  assert.ok(request && line && error);
  assert.deepEqual([line["message"], line["severityLevel"]], ["A process has started.", 1]);
  assert.deepEqual(line["customDimensions"], { "event.name": "eventwright.process.started" });
  assert.deepEqual([error["type"], error["outerMessage"], error["severityLevel"]], ["RangeError", "no", 3]);
  assert.deepEqual(error["customDimensions"], {
    "eventwright.handler": "commands",
    "event.name": "eventwright.command.parked",
    "log.message": "A command is parked.",
  });
  for (const row of [line, error]) {
    assert.deepEqual(
      [row["operation_Id"], row["operation_ParentId"], row["operation_Name"], row["cloud_RoleName"]],
      [request["operation_Id"], request["id"], "process X", "credits"],
    );
  }
});

test("an error without a stack, and a try that failed, are told with what is known of them", async () => {
  const { telemetry } = opened;
  const thrown = { "exception.type": "unknown", "exception.message": "no" };
  await telemetry.span({ name: "process X", kind: "consumer", parent }, async (span) => {
    span.event("retry", { "eventwright.attempt": 1, "exception.type": "Timeout", "exception.message": "late" });
    telemetry.log({ level: "error", event: "eventwright.x", message: "A command is parked.", attributes: thrown });
  });
  await opened.flush();
  const [error] = insights.tables.rows("exceptions");
  const [retry] = insights.tables.rows("traces");
  assert.deepEqual([error?.["type"], error?.["outerMessage"]], ["unknown", "no"]);
  assert.equal(retry?.["message"], "retry");
  assert.deepEqual(retry?.["customDimensions"], {
    "eventwright.attempt": "1",
    "eventwright.error.text": "Timeout: late",
  });
});

test("metrics are rows with sum and count of what was added since the last ones", async () => {
  const { telemetry } = opened;
  const by = { "eventwright.message.name": "TransferCredits" };
  telemetry.count("eventwright.commands.accepted", 2, by);
  for (const seconds of [0.1, 0.3]) telemetry.record("eventwright.commands.duration", seconds, by);
  telemetry.gauge("eventwright.letters.open", 4, { "eventwright.handler": "commands" });
  await opened.flush();
  telemetry.count("eventwright.commands.accepted", 3, by);
  await opened.flush();
  const rows = insights.tables.rows("customMetrics");
  const of = (name: string) => rows.filter((row) => row["name"] === name);
  assert.deepEqual(
    of("eventwright.commands.accepted").map((row) => row["valueSum"]),
    [2, 3],
  );
  const [duration] = of("eventwright.commands.duration");
  assert.ok(duration);
  assert.deepEqual(
    [duration["valueSum"], duration["valueCount"], duration["valueMin"], duration["valueMax"]],
    [0.4, 2, 0.1, 0.3],
  );
  assert.deepEqual(duration["customDimensions"], by);
  assert.equal(duration["cloud_RoleName"], "credits");
  assert.equal(of("eventwright.letters.open")[0]?.["value"], 4);
  assert.deepEqual(new Set(rows.map((row) => String(row["name"]).split(".")[0])), new Set(["eventwright"]));
});

test("what was throttled is sent again, once, and trouble is told of and its end", async () => {
  insights.order({ status: 429, times: 1, retryAfter: 1 });
  await opened.telemetry.span({ name: "throttled", kind: "consumer", parent }, async () => {});
  await opened.flush();
  assert.deepEqual(insights.tables.rows("requests"), []);
  assert.deepEqual(
    told.map(({ event, attributes }) => [event, attributes?.["eventwright.telemetry.signal"]]),
    [["eventwright.telemetry.waits", "spans"]],
  );
  await opened.flush();
  assert.deepEqual(
    insights.tables.rows("requests").map((row) => row["name"]),
    ["throttled"],
  );
  assert.deepEqual(told.map(({ event }) => event).at(-1), "eventwright.telemetry.sent");
});

test("of a batch that was taken in part, only the rest is sent again", async () => {
  insights.order({ status: 206, times: 1 });
  for (const name of ["a", "b", "c"]) {
    await opened.telemetry.span({ name, kind: "consumer", parent }, async () => {});
  }
  await opened.flush();
  assert.deepEqual(
    insights.tables.rows("requests").map((row) => row["name"]),
    ["a", "c", "b"],
  );
  assert.deepEqual(told, []);
});

test("the exporter neither counts for itself nor asks Microsoft for settings", async () => {
  await opened.telemetry.span({ name: "x", kind: "consumer", parent }, async () => {});
  await opened.flush();
  const index = import.meta.resolve("@azure/monitor-opentelemetry-exporter");
  const singleton = async (path: string, name: string) => {
    const exported = (await import(new URL(path, index).href)) as Record<string, { getInstance(): object }>;
    return exported[name]?.getInstance() as Record<string, unknown>;
  };
  const settings = await singleton("./_configuration/configurationManager.js", "ConfigurationManager");
  const counts = await singleton("./export/statsbeat/statsbeatManager.js", "StatsbeatManager");
  assert.deepEqual([settings["worker"], settings["callbacks"]], [undefined, []]);
  assert.deepEqual(
    [counts["networkMetrics"], counts["longIntervalMetrics"], counts["options"]],
    [undefined, undefined, undefined],
  );
});
