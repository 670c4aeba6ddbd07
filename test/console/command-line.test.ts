import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type SmallSystem, startSmallSystem } from "./support/small-system.ts";

const program = fileURLToPath(new URL("../../console/simulate.ts", import.meta.url));

/** Runs the program to its end. */
async function simulate(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, ...texts };
}

describe("the command line", () => {
  let system: SmallSystem;
  before(async () => {
    system = await startSmallSystem();
  });
  after(() => system.close());
  const small = ["--accounts", "6", "--transfers", "5"];

  it("prints a table and the invariants, and ends with 0", async () => {
    const { code, stdout, stderr } = await simulate(...small, "--url", system.url, "--seed", "1");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /commands accepted +\d+/);
    assert.match(stdout, /✓ credits are neither made nor lost/);
    assert.match(stderr, /^Seed 1, run [0-9a-f]{8}, against http/);
  });

  it("prints one JSON object", async () => {
    const { code, stdout, stderr } = await simulate(...small, "--url", `${system.url}/api/`, "--json", "--run", "json");
    assert.equal(code, 0, stdout + stderr);
    const report = JSON.parse(stdout);
    assert.deepEqual([report.ok, report.seed, report.run], [true, 42, "json"]);
    assert.match(report.repeat, /--accounts 6 --transfers 5 .*--seed 42 --run json/);
    assert.equal(stderr, "");
  });

  it("ends with 1 when an invariant is broken, and says how to look again", async () => {
    system.tamper = (answer, { path }) =>
      /\/statement/.test(path) ? { ...answer, body: { items: answer.body.items.toReversed() } } : answer;
    const { code, stdout } = await simulate(...small, "--url", system.url, "--quiet");
    system.tamper = (answer) => answer;
    assert.equal(code, 1, stdout);
    assert.match(stdout, /^✗ statements sum to the balances/);
    assert.match(stdout, /npm run simulate -- .*--run [0-9a-f]{8}/);
  });

  it("ends with 2 where nothing answers", async () => {
    const gone = await startSmallSystem();
    await gone.close();
    const { code, stderr } = await simulate(...small, "--url", gone.url, "--patience", "1");
    assert.equal(code, 2);
    assert.match(stderr, /cannot be used: The server cannot be reached .*\nIs it running \(npm start\)\?/);
  });

  for (const [args, message] of [
    [["--accounts", "2"], /at least 6|from 6 to/],
    [["--transfers", "many"], /whole number/],
    [["--url", "ftp://example.org"], /address/],
    [["--run", "a b"], /letters, digits/],
    [["--header", "nonsense"], /x-functions-key/],
    [["--nonsense"], /unknown option/],
    [["left", "over"], /too many arguments/],
  ] as const) {
    it(`ends with 2 for ${args.join(" ")}`, async () => {
      const { code, stderr } = await simulate(...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }

  it("explains itself", async () => {
    const { code, stdout } = await simulate("--help");
    assert.equal(code, 0);
    for (const word of ["--duplicates", "Examples:", "Exit codes:", "--patience"])
      assert.ok(stdout.includes(word), word);
  });
});
