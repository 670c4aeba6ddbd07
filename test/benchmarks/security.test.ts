import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { algorithms, answeredBy, makeIssuer } from "../../benchmarks/security/issuer.ts";
import type { Cost } from "../../benchmarks/security/measure.ts";
import { marks, pageWith } from "../../benchmarks/security/page.ts";
import { callers, wayNames, waysOf } from "../../benchmarks/security/ways.ts";

const benchmarks = new URL("../../benchmarks/", import.meta.url);
const page = readFileSync(new URL("security.md", benchmarks), "utf8");
/** Where the peer is not installed, or has no such algorithm, its row is left out. */
const optional = "`jsonwebtoken`, one key";

test("the program measures every way for every algorithm, and whole paths with tokens off and on", async () => {
  const file = fileURLToPath(new URL("security.ts", benchmarks));
  const args = [file, "--rounds", "2", "--checks", "3", "--commands", "3", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { sizes, checks, paths } = JSON.parse(stdout);
  assert.deepEqual(sizes, { rounds: 2, checks: 3, commands: 3 });
  assert.deepEqual(Object.keys(checks), [...algorithms]);
  const all: Cost[] = [];
  for (const ways of Object.values<Record<string, Cost[]>>(checks)) {
    const names = new Set([...Object.keys(ways), optional]);
    assert.deepEqual(names, new Set(wayNames));
    for (const costs of Object.values(ways)) assert.equal(all.push(...costs) && costs.length, 2);
  }
  for (const path of [paths.command, paths.query]) {
    for (const costs of [path.off, path.on]) assert.equal(all.push(...costs) && costs.length, 2);
  }
  for (const { cpu, time } of all) assert.ok(Number.isFinite(cpu) && cpu >= 0 && Number.isFinite(time) && time >= 0);
});

test("keys are fetched and imported for the first request, and not for any other", async (context) => {
  const issuer = await makeIssuer("ES256");
  await answeredBy([issuer], async () => {
    const door = (await waysOf(issuer)).get("the door: token, scope, owner, rate");
    assert.ok(door !== undefined);
    const fetched = issuer.asked();
    // One for each of the two doors that ask for tokens.
    assert.equal(fetched, 2);
    const imports = context.mock.method(crypto.subtle, "importKey");
    for (let caller = 0; caller < callers; caller++) await door(caller);
    assert.equal(imports.mock.callCount(), 0);
    assert.equal(issuer.asked(), fetched);
  });
});

test("the page has every row, for every algorithm, in the place where the program writes", () => {
  const figures = page.slice(page.indexOf(marks.from), page.indexOf(marks.to));
  for (const algorithm of algorithms) assert.match(figures, new RegExp(`^\\| ${algorithm} \\|`, "m"));
  for (const name of wayNames) assert.ok(figures.includes(`\n| ${name} | `), name);
  const again = pageWith(page, "| other |", { rounds: 1, checks: 2000, commands: 3 });
  assert.ok(again.includes("| other |") && again.includes("2,000 asks"));
  assert.equal(again.replace(/<!-- figures[\s\S]*figures -->/, ""), page.replace(/<!-- figures[\s\S]*figures -->/, ""));
  assert.throws(() => pageWith("no place", "", { rounds: 1, checks: 1, commands: 1 }), /no place|has no/);
});
