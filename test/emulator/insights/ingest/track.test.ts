import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { InsightsService } from "../../../../emulator/insights/server.ts";
import { envelope, instrumentationKey, post, request, startTestInsights } from "./support.ts";

let insights: InsightsService;
before(async () => {
  insights = await startTestInsights();
});
beforeEach(() => insights.tables.clear());
after(() => insights.stop());

test("arrays, single items and lines are taken, packed or not, at both addresses", async () => {
  const two = [request(), request()];
  const lines = two.map((each) => JSON.stringify(each)).join("\n");
  const accepted = [
    await post(insights, two),
    await post(insights, two[0]),
    await post(insights, lines, { headers: { "content-type": "application/x-json-stream" } }),
    await post(insights, gzipSync(JSON.stringify(two)), { headers: { "content-encoding": "gzip" } }),
    await post(insights, two, { path: "/v2/track" }),
  ].map(({ status, body }) => [status, body.itemsAccepted]);
  assert.deepEqual(
    accepted,
    [200, 1, 2, 2, 2].map((count, at) => [200, at === 0 ? 2 : count]),
  );
  assert.equal(insights.tables.rows("requests").length, 9);
});

test("a request becomes a row as queries show it", async () => {
  const tags = {
    "ai.operation.id": "trace",
    "ai.operation.parentId": "parent",
    "ai.operation.name": "POST /x",
    "ai.cloud.role": "credits",
    "ai.cloud.roleInstance": "one",
    "ai.application.ver": "1.2.3",
    "ai.internal.sdkVersion": "node24:otel2",
  };
  const time = new Date(Date.now() - 1_000).toISOString();
  const item = request({
    id: "span",
    duration: "1.02:03:04.5678",
    success: false,
    responseCode: "500",
    url: "http://x/",
    properties: { "eventwright.attempt": 2, list: ["a"], none: null },
    measurements: { size: 3 },
  });
  await post(insights, [{ ...item, time, tags, sampleRate: 25 }]);
  const [row] = insights.tables.rows("requests");
  const { itemId, ...rest } = row ?? {};
  assert.match(String(itemId), /^[0-9a-f-]{36}$/);
  assert.deepEqual(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== "")), {
    timestamp: time,
    id: "span",
    name: "POST /x",
    url: "http://x/",
    success: "False",
    resultCode: "500",
    duration: ((26 * 60 + 3) * 60 + 4) * 1000 + 567.8,
    performanceBucket: ">=5min",
    itemType: "request",
    itemCount: 4,
    customDimensions: { "eventwright.attempt": "2", list: '["a"]' },
    customMeasurements: { size: 3 },
    operation_Id: "trace",
    operation_ParentId: "parent",
    operation_Name: "POST /x",
    cloud_RoleName: "credits",
    cloud_RoleInstance: "one",
    application_Version: "1.2.3",
    sdkVersion: "node24:otel2",
    client_Type: "PC",
    client_IP: "0.0.0.0",
    appId: instrumentationKey,
    appName: "local",
    iKey: instrumentationKey,
  });
});

test("each type of data has its table and its columns", async () => {
  const stack = "RangeError: no\n    at Deciding.decide (file:///app/decide.ts:1:1)\n    at other (x.ts:2:2)";
  const { status } = await post(insights, [
    envelope("RemoteDependencyData", {
      name: "create_item",
      type: "azure.cosmosdb",
      target: "credits",
      data: "x",
      duration: "00:00:00.1",
    }),
    envelope("MessageData", { message: "hello", severityLevel: "Warning" }),
    envelope("ExceptionData", {
      exceptions: [{ typeName: "RangeError", message: "no", stack, hasFullStack: true }],
      severityLevel: 3,
    }),
    envelope("EventData", { name: "clicked" }),
    envelope("MetricData", {
      metrics: [
        { name: "lag", value: 6, count: 3, min: 1, max: 3 },
        { name: "one", value: 2 },
      ],
    }),
    envelope("AvailabilityData", { id: "a", name: "ping", duration: "00:00:01", success: true, runLocation: "here" }),
    envelope("PageViewData", { id: "p", name: "page", url: "http://x/" }),
  ]);
  assert.equal(status, 200);
  const pick = (table: Parameters<typeof insights.tables.rows>[0], ...names: string[]) =>
    insights.tables.rows(table).map((row) => names.map((name) => row[name]));
  assert.deepEqual(pick("dependencies", "name", "type", "target", "data", "success", "duration", "performanceBucket"), [
    ["create_item", "azure.cosmosdb", "credits", "x", "True", 100, "<250ms"],
  ]);
  assert.deepEqual(pick("traces", "message", "severityLevel", "itemType"), [["hello", 2, "trace"]]);
  assert.deepEqual(pick("exceptions", "type", "outerMessage", "method", "problemId", "severityLevel"), [
    ["RangeError", "no", "Deciding.decide", "RangeError at Deciding.decide", 3],
  ]);
  assert.deepEqual(pick("customEvents", "name"), [["clicked"]]);
  assert.deepEqual(
    pick("customMetrics", "name", "value", "valueCount", "valueSum", "valueMin", "valueMax", "itemCount"),
    [
      ["lag", 6, 3, 6, 1, 3, undefined],
      ["one", 2, 1, 2, 2, 2, undefined],
    ],
  );
  assert.deepEqual(pick("availabilityResults", "name", "location", "success", "duration"), [
    ["ping", "here", "True", 1000],
  ]);
  assert.deepEqual(pick("pageViews", "name", "url"), [["page", "http://x/"]]);
});

test("what is wrong with an item is said, and the others are taken", async () => {
  const items = [
    request(),
    { ...request(), time: "soon" },
    { ...request(), time: new Date(Date.now() - 49 * 3_600_000).toISOString() },
    { ...request(), time: undefined },
    request({ duration: 5 }),
    request({ duration: "5s" }),
    request({ success: "yes" }),
    envelope("RemoteDependencyData", { duration: "00:00:01" }),
    envelope("StatsbeatData", {}),
    envelope("MessageData", { message: "x", severityLevel: "Loud" }),
    envelope("MetricData", { metrics: [] }),
    "text",
  ];
  const { status, body } = await post(insights, items);
  assert.deepEqual([status, body.itemsReceived, body.itemsAccepted], [206, 12, 1]);
  assert.deepEqual(
    body.errors.map(({ index, statusCode }) => [index, statusCode]),
    items.slice(1).map((_, index) => [index + 1, 400]),
  );
  const [notTime, old, missing, wrong, noSpan] = body.errors.map(({ message }) => message);
  assert.match(notTime ?? "", /^102: Field 'time' on type 'Envelope' is not a valid time string\. .*Actual: soon$/);
  assert.match(old ?? "", /^103: Field 'time' .* Expected: now - 172800000ms, Actual: now - 1764\d{5}ms$/);
  assert.match(
    missing ?? "",
    /^109: Field 'time' .* required but missing or empty\. Expected: string, Actual: undefined$/,
  );
  assert.match(
    wrong ?? "",
    /^106: Field 'duration' on type 'RequestData' is of incorrect type\. Expected: string, Actual: number$/,
  );
  assert.match(noSpan ?? "", /^102: Field 'duration'/);
  assert.equal(insights.tables.rows("requests").length, 1);
});

test("items for another component are refused as Azure refuses them", async () => {
  const other = { ...request(), iKey: "99999999-1111-4222-8333-444444444444" };
  const { status, body } = await post(insights, [other, other]);
  assert.equal(status, 400);
  assert.deepEqual(
    body.errors.map(({ message }) => message),
    ["Invalid instrumentation key", "Invalid instrumentation key"],
  );
  assert.equal((await post(insights, [request(), other])).status, 206);
});

test("bodies that are none are refused before anything is taken", async () => {
  const gzip = { "content-encoding": "gzip" };
  const statuses = [
    await post(insights, "[{]"),
    await post(insights, `${JSON.stringify(request())}\nnothing`),
    await post(insights, "[]"),
    await post(insights, "no gzip", { headers: gzip }),
    await post(insights, gzipSync(Buffer.alloc(17 * 1_048_576, " ")), { headers: gzip }),
    await post(insights, "{}", { headers: { "content-encoding": "br" } }),
    await post(insights, "{}", { path: "/v3/track" }),
    await post(insights, "{}", { path: "/QuickPulseService.svc/ping?ikey=x" }),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [400, 400, 400, 400, 413, 415, 404, 404]);
  assert.deepEqual(insights.tables.rows("requests"), []);
});

test("trouble can be ordered: so many requests are throttled, then all is well", async () => {
  const order = (body: object, key = instrumentationKey) =>
    fetch(`${insights.url}/_eventwright/trouble`, {
      method: "PUT",
      body: JSON.stringify(body),
      headers: { "x-eventwright-key": key },
    });
  assert.equal((await order({ status: 429 }, "x")).status, 401);
  assert.equal((await order({ status: 418 })).status, 400);
  assert.equal((await order({ status: 429, times: 2, retryAfter: 3 })).status, 200);
  const first = await post(insights, [request()]);
  assert.deepEqual([first.status, first.retryAfter, first.body.errors[0]?.statusCode], [429, "3", 429]);
  assert.equal((await post(insights, [request()])).status, 429);
  assert.equal((await post(insights, [request()])).status, 200);
  await order({ status: 206, times: 1 });
  const { status, body } = await post(insights, [request(), request(), request()]);
  assert.deepEqual([status, body.itemsAccepted, body.errors.map(({ index }) => index)], [206, 2, [1]]);
});

test("only this machine by its own name is answered", async () => {
  const { request: ask } = await import("node:http");
  const status = await new Promise((resolve) => {
    ask(`${insights.url}/v2/track`, { method: "POST", headers: { host: "evil.example" } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).end("{}");
  });
  assert.equal(status, 421);
});
