import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { parseApprovalsOptions } from "../../approvals/options.ts";
import { runProgram } from "../e2e/support/commands.ts";

describe("the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-options-"));
  const settings = join(folder, "settings.json");
  const EventGridTopicEndpoint = "http://127.0.0.1:8082/topics/credits-events/api/events";
  writeFileSync(settings, JSON.stringify({ EventGridTopicEndpoint, EventGridTopicKey: "from-file" }));
  after(() => rmSync(folder, { recursive: true }));

  it("finds the topic's key and address in the settings of npm start", () => {
    const { topic, port, api } = parseApprovalsOptions(["--settings", settings], {});
    assert.deepEqual(topic, { eventgrid: "http://127.0.0.1:8082", topic: "credits-events", key: "from-file" });
    assert.deepEqual([port, api], [7072, "http://127.0.0.1:7071"]);
  });

  it("takes secrets from the environment only", () => {
    const env = { APPROVALS_TOPIC_KEY: "k", APPROVALS_WEBHOOK_SECRET: "s", APPROVALS_API_KEY: "f" };
    const options = parseApprovalsOptions(["--eventgrid", "http://127.0.0.1:1", "--settings", "/nowhere"], env);
    assert.equal(options.topic?.key, "k");
    assert.equal(options.webhookSecret, "s");
    assert.deepEqual(options.apiHeaders, { "x-functions-key": "f" });
  });

  it("says what is missing and how to say it", () => {
    assert.throws(() => parseApprovalsOptions(["--settings", "/nowhere"], {}), /key is not known.*--no-subscribe/s);
    assert.equal(parseApprovalsOptions(["--settings", "/nowhere", "--no-subscribe"], {}).topic, undefined);
  });

  it("teaches, and refuses what it does not know", async () => {
    const help = await runProgram("approvals/main.ts", ["--help"]);
    assert.equal(help.code, 0);
    for (const word of ["--api", "--eventgrid", "--public-url", "APPROVALS_TOPIC_KEY", "Examples:"])
      assert.ok(help.stdout.includes(word), word);
    const wrong = await runProgram("approvals/main.ts", ["--port", "x"]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /A port is a number/);
  });
});
