import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type InsightsService, startInsights } from "../../../emulator/insights/server.ts";

const key = "00000000-0000-0000-0000-000000000007";
const data = mkdtempSync(join(tmpdir(), "insights-"));
let service: InsightsService;

before(async () => {
  service = await startInsights({ port: 0, instrumentationKey: key });
  service.tables.add("requests", { timestamp: new Date().toISOString(), name: "process TransferCredits", duration: 4 });
  writeFileSync(join(data, "addresses.json"), JSON.stringify({ insights: service.url }));
  writeFileSync(join(data, "keys.json"), JSON.stringify({ insights: key }));
});
after(async () => {
  await service.stop();
  rmSync(data, { recursive: true });
});

const run = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ["scripts/insights.ts", "--data", data, ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });

test("a query, a file with parameters and the tables are answered from the running local system", async () => {
  const shown = await run("query", "requests | project name, duration");
  assert.deepEqual(shown, {
    code: 0,
    out: `name                     duration\n${"─".repeat(23)}  ────────\nprocess TransferCredits         4\n1 row\n`,
    err: "",
  });
  const file = join(data, "q.kql");
  writeFileSync(file, 'let what = "nothing";\nrequests | where name has what | count\n');
  const counted = await run("--json", "query", "--file", file, "--param", "what=TransferCredits");
  assert.deepEqual(JSON.parse(counted.out).tables[0].rows, [[1]]);
  assert.match((await run("tables")).out, /^requests +1 /m);
});

test("a query that is refused is 1 and says where; when nothing can be asked it is 2", async () => {
  const refused = await run("query", "requests | where nothing == 1");
  assert.equal(refused.code, 1);
  assert.match(refused.err, /'nothing' is no column.*line 1, column 18/);
  const empty = mkdtempSync(join(tmpdir(), "insights-"));
  const unasked = await run("--data", empty, "query", "requests");
  rmSync(empty, { recursive: true });
  assert.equal(unasked.code, 2);
  assert.match(unasked.err, /npm start -- --insights/);
});
