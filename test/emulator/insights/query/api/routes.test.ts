import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type InsightsService, startInsights } from "../../../../../emulator/insights/server.ts";

const key = "00000000-0000-0000-0000-000000000001";
let service: InsightsService;
before(async () => {
  service = await startInsights({ port: 0, instrumentationKey: key, appId: "shop", apiKey: "secret" });
  const at = (minute: number) => new Date(Date.now() - minute * 60_000).toISOString();
  service.tables.add("requests", { timestamp: at(1), name: "new", duration: 1.5, customDimensions: { "a.b": "1" } });
  service.tables.add("requests", { timestamp: at(90), name: "old", duration: 3 });
});
after(() => service.stop());

const auth = { "x-api-key": "secret" };
const post = async (body: unknown, headers: Record<string, string> = auth, path = "/v1/apps/shop/query") => {
  const init = { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(service.url + path, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test("a query is answered as Azure answers it: a table with typed columns, dynamic values as JSON in text", async () => {
  const { status, body } = await post({
    query: "requests | where name == 'new' | project name, duration, customDimensions, d = 1h",
  });
  assert.equal(status, 200);
  assert.deepEqual(body, {
    tables: [
      {
        name: "PrimaryResult",
        columns: [
          { name: "name", type: "string" },
          { name: "duration", type: "real" },
          { name: "customDimensions", type: "dynamic" },
          { name: "d", type: "timespan" },
        ],
        rows: [["new", 1.5, '{"a.b":"1"}', "01:00:00"]],
      },
    ],
  });
});

test("GET takes the query from the address, a bearer token serves as key, and a timespan leaves out what is older", async () => {
  const query = new URLSearchParams({ query: "requests | project name", timespan: "PT1H" });
  const response = await fetch(`${service.url}/v1/apps/SHOP/query?${query}`, {
    headers: { authorization: "Bearer secret" },
  });
  const body = (await response.json()) as { tables: { rows: unknown[][] }[] };
  assert.deepEqual(body.tables[0]?.rows, [["new"]]);
});

test("an interval is counted from its start, without its end", async () => {
  const start = new Date(Date.now() - 95 * 60_000).toISOString();
  const { body } = await post({ query: "requests | project name", timespan: `${start}/PT10M` });
  assert.deepEqual((body as { tables: { rows: unknown[][] }[] }).tables[0]?.rows, [["old"]]);
});

test("without a key nobody is answered, and a wrong key or application is not let in", async () => {
  assert.equal((await post({ query: "requests" }, {})).status, 401);
  assert.equal((await post({ query: "requests" }, { "x-api-key": "guess!" })).status, 403);
  assert.equal((await post({ query: "requests" }, auth, "/v1/apps/other/query")).status, 403);
});

test("what is wrong with a query is said as Azure says it, with its place", async () => {
  const { status, body } = await post({ query: "requests\n| where nothing == 1" });
  assert.equal(status, 400);
  const { error } = body as {
    error: { code: string; innererror: { code: string; innererror: Record<string, unknown> } };
  };
  assert.equal(error.code, "BadArgumentError");
  assert.equal(error.innererror.code, "SemanticError");
  const { line, pos, token, localCode } = error.innererror.innererror;
  assert.deepEqual({ line, pos, token, localCode }, { line: 2, pos: 8, token: "nothing", localCode: "unknown-name" });
});

test("a body that is no query, a bad timespan and other methods are refused", async () => {
  assert.equal((await post("{")).status, 400);
  assert.equal((await post({ query: "" })).status, 400);
  assert.equal((await post({ query: "requests", timespan: "yesterday" })).status, 400);
  assert.equal((await fetch(`${service.url}/v1/apps/shop/query`, { method: "DELETE", headers: auth })).status, 405);
});

test("how to draw the answer is told when it is asked for", async () => {
  const { body } = await post({ query: "print 1 | render piechart" }, { ...auth, prefer: "include-render=true" });
  assert.deepEqual(body["render"], { visualization: "piechart" });
});
