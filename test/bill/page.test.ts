/** The page of costs: written from a measurement, and still true. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { measureBill, measurePaths } from "../../benchmarks/bill/measure.ts";
import { idle, pageOf, requests, secured } from "../../benchmarks/bill/page.ts";
import { readPrices, usualPrices } from "../../benchmarks/bill/prices.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The mix takes minutes on a machine that has other things to do. */
const whole = process.env["EVENTWRIGHT_WHOLE_BILL"] === "1";

test("docs/bill.md says what a fresh measurement says; `npm run bill` writes it anew", async () => {
  const page = readFileSync(join(root, "docs/bill.md"), "utf8");
  const prices = readPrices(usualPrices);
  if (whole) return assert.equal(page, pageOf(await measureBill(), prices), "Run `npm run bill`.");
  const fresh = await measurePaths();
  for (const section of [requests(fresh), secured(fresh), idle(fresh, prices)]) {
    const title = section.slice(0, section.indexOf("\n"));
    const begin = page.indexOf(title);
    assert.equal(
      page.slice(begin, begin + section.length),
      section,
      `Run \`npm run bill\`: ${title} is not as it was.`,
    );
  }
});

test("prices that are missing or no numbers are refused by name", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "bill-test-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "prices.json");
  const usual = JSON.parse(readFileSync(usualPrices, "utf8")) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...usual, telemetryPerGb: "free" }));
  assert.throws(() => readPrices(file), /"telemetryPerGb" must be a number/);
  writeFileSync(file, JSON.stringify({ ...usual, telemetryPerGb: -1 }));
  assert.throws(() => readPrices(file), /"telemetryPerGb" must be a number/);
  writeFileSync(file, JSON.stringify({ ...usual, region: "West Europe" }));
  assert.equal(readPrices(file).region, "West Europe");
});

test("the command says how it is used, and refuses what it does not know", async () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ["benchmarks/bill.ts", ...args], { cwd: root });
  assert.match((await run("--help")).stdout, /--prices FILE/);
  await assert.rejects(run("--price"), /Unknown option '--price'/);
  await assert.rejects(run("--prices", "no-such-file.json"), /no-such-file\.json/);
});
