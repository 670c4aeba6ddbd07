import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { parseDashboardOptions } from "../../dashboard/options.ts";

describe("options of the dashboard", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-options-"));
  after(() => rmSync(folder, { recursive: true }));
  const keys = join(folder, "keys.json");
  writeFileSync(keys, JSON.stringify({ functions: { master: "local" } }));

  it("have the usual ports, and find the key of npm start", () => {
    const { dataDir, ...options } = parseDashboardOptions(["--keys", keys]);
    assert.deepEqual(options, { api: "http://127.0.0.1:7071", port: 7073, key: "local" });
    assert.equal(dataDir, ".eventwright/dashboard");
  });

  it("send the key of npm start to no other machine, and no key in the clear", () => {
    assert.equal(parseDashboardOptions(["--keys", keys, "--api", "https://app.example/api/"]).key, undefined);
    assert.equal(parseDashboardOptions(["--api", "https://app.example", "--key", "k"]).key, "k");
    assert.throws(() => parseDashboardOptions(["--api", "http://app.example", "--key", "k"]), /https/);
  });
});
