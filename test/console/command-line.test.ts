import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type SmallSystem, startSmallSystem } from "./support/small-system.ts";

const program = fileURLToPath(new URL("../../console/simulate.ts", import.meta.url));
const small = ["--accounts", "8", "--transfers", "10", "--seed", "3", "--patience", "5"];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the console as its users do. */
async function simulate(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, ...texts };
}

describe("npm run simulate", () => {
  let system: SmallSystem;
  before(async () => {
    system = await startSmallSystem();
  });
  beforeEach(() => {
    system.tamper = (answer) => answer;
  });
  after(() => system.close());

  it("prints a table and the invariants, and ends with 0 when all hold", async () => {
    const { code, stdout, stderr } = await simulate(...small, "--run", "table", "--url", system.url);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^commands accepted +\d+$/m);
    assert.match(stdout, /^latency in ms +p50 +p95 +p99/m);
    assert.match(stdout, /^✓ credits are neither made nor lost/m);
    assert.doesNotMatch(stdout, /✗/);
    assert.match(stdout, /All invariants hold\. Seed 3, run table\.$/m);
    assert.match(stderr, /Seed 3, run table/);
  });

  it("prints one JSON object, and nothing else, when asked to", async () => {
    const { code, stdout, stderr } = await simulate(...small, "--json", "--url", system.url);
    assert.equal(code, 0, stdout + stderr);
    assert.equal(stderr, "");
    const report = JSON.parse(stdout);
    assert.equal(report.ok, true);
    assert.equal(report.seed, 3);
    assert.match(report.repeat, new RegExp(`--seed 3 --run ${report.run} `));
    assert.ok(report.summary.latency.outcome.p95 >= report.summary.latency.outcome.p50);
  });

  it("ends with 1 when an invariant is broken, and says how to look again", async () => {
    system.tamper = (answer) =>
      answer.body?.code === "invalid-payload" ? { ...answer, body: { ...answer.body, code: "other" } } : answer;
    const { code, stdout } = await simulate(...small, "--quiet", "--run", "broken", "--url", system.url);
    assert.equal(code, 1);
    assert.match(stdout, /^✗ invalid payloads are refused \(invalid 1\.\d+ \(.+\) was answered 400 other/m);
    assert.doesNotMatch(stdout, /✓/);
    assert.match(stdout, /npm run simulate -- --accounts 8 --transfers 10 --duplicates 5 --seed 3 --run broken /);
  });

  it("ends with 2 when the system cannot be reached, and says how to go on", async () => {
    const away = await startSmallSystem();
    await away.close();
    const { code, stdout, stderr } = await simulate(...small, "--patience", "1", "--url", away.url);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /cannot be used.*\nIs it running \(npm start\)\?/);
    assert.match(stderr, /npm run simulate -- .*--run /);
  });

  it("ends with 2 when what answers is another system", async () => {
    system.status = 404;
    const { code, stderr } = await simulate(...small, "--url", system.url);
    system.status = undefined;
    assert.equal(code, 2);
    assert.match(stderr, /cannot be used/);
  });

  const wrong: Readonly<Record<string, readonly string[]>> = {
    "too few accounts": ["--accounts", "7"],
    "a share above 100 percent": ["--duplicates", "101"],
    "shares that are not 100 together": ["--reviews", "50:25:20"],
    "shares of two": ["--guardians", "50:50"],
    "a number that is none": ["--transfers", "many"],
    "an address without a scheme": ["--url", "localhost:7071"],
    "a name with a blank": ["--run", "a b"],
    "a header without a value": ["--header", "x-functions-key"],
    "an unknown option": ["--acounts", "50"],
    "words too many": ["50"],
  };
  for (const [words, args] of Object.entries(wrong)) {
    it(`ends with 2 for ${words}`, async () => {
      const { code, stderr } = await simulate(...args);
      assert.equal(code, 2);
      assert.match(stderr, /^error: /);
    });
  }

  it("teaches its use with --help", async () => {
    const { code, stdout } = await simulate("--help");
    assert.equal(code, 0);
    for (const word of [
      "--patience",
      "--run",
      "--no-verify",
      "--reviews",
      "moves the clock",
      "Examples:",
      "Exit codes:",
    ])
      assert.ok(stdout.includes(word), word);
  });
});
