import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { RecordingInvalid, readRecording } from "../../../../emulator/durable/gate/recording.ts";
import { shipped, waiting } from "./recordings.ts";

const script = fileURLToPath(new URL("../../../../scripts/processes-replay.ts", import.meta.url));
const app = fileURLToPath(new URL("app", import.meta.url));
let folder = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "gate-"));
  mkdirSync(join(folder, "runOrder"));
  writeFileSync(join(folder, "runOrder", "waiting.json"), JSON.stringify(waiting));
  writeFileSync(join(folder, "runOrder", "shipped.json"), JSON.stringify(shipped));
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Verdict {
  readonly file: string;
  readonly instanceId: string;
  readonly kind: string;
  readonly step?: number;
  readonly expected?: string;
  readonly found?: string;
}

/** Runs the gate over both recordings with the app's code as a team has edited it. */
function gate(edit: string) {
  const run = spawnSync(process.execPath, [script, folder, "--app", app, "--json"], {
    encoding: "utf8",
    env: { ...process.env, ORDER_CODE: edit, NODE_NO_WARNINGS: "1" },
  });
  assert.notEqual(run.status, 2, run.stderr);
  const verdicts = JSON.parse(run.stdout) as Verdict[];
  const of = (id: string) => verdicts.find(({ instanceId }) => instanceId === id);
  return { status: run.status, waiting: of("order-1"), shipped: of("order-2") };
}

test("recorded instances hold under the code that they were recorded with", () => {
  const { status, ...verdicts } = gate("as-recorded");
  assert.equal(status, 0);
  assert.equal(verdicts.waiting?.kind, "holds");
  assert.equal(verdicts.shipped?.kind, "holds");
});

test("another step is named with what was expected and what was found", () => {
  const { status, ...verdicts } = gate("other-step");
  assert.equal(status, 1);
  for (const verdict of [verdicts.waiting, verdicts.shipped]) {
    assert.equal(verdict?.kind, "breaks");
    assert.equal(verdict?.step, 0);
    assert.equal(verdict?.expected, "an activity task named 'reserve'");
    assert.equal(verdict?.found, "an activity task named 'charge'");
  }
});

test("a step that was put in front is found at the first step that differs", () => {
  const verdict = gate("step-added").waiting;
  assert.deepEqual([verdict?.kind, verdict?.step], ["breaks", 0]);
  assert.equal(verdict?.found, "an activity task named 'audit'");
});

test("a step that an instance has not taken, but today's code takes, breaks the one that still runs", () => {
  const { waiting: running, shipped: ended } = gate("wait-dropped");
  assert.deepEqual([running?.kind, running?.step, running?.found], ["breaks", 1, "an activity task named 'ship'"]);
  assert.equal(ended?.kind, "holds", "the finished one took the same steps");
});

test("waiting for something else breaks the instance that waits", () => {
  const { waiting: running, shipped: ended } = gate("other-wait");
  assert.equal(running?.kind, "breaks");
  assert.match(running?.expected ?? "", /Paid/);
  assert.match(running?.found ?? "", /Refused/);
  assert.equal(ended?.kind, "holds");
});

test("another result is told for the finished instance", () => {
  const { waiting: running, shipped: ended } = gate("other-result");
  assert.equal(running?.kind, "holds");
  assert.deepEqual([ended?.expected, ended?.found], ['Completed with "shipped"', 'Completed with "sent"']);
});

test("code that is gone breaks what runs and retires what has ended", () => {
  const { status, waiting: running, shipped: ended } = gate("gone");
  assert.equal(status, 1);
  assert.equal(running?.kind, "breaks");
  assert.match(running?.expected ?? "", /'runOrder'/);
  assert.equal(ended?.kind, "retired");
});

test("for people it prints process, instance, step, expected and found, and what to do", () => {
  const run = spawnSync(process.execPath, [script, folder, "--app", app], {
    encoding: "utf8",
    env: { ...process.env, ORDER_CODE: "other-step", NODE_NO_WARNINGS: "1" },
  });
  assert.equal(run.status, 1);
  assert.match(run.stdout, /runOrder, instance order-1 \(Running\)/);
  assert.match(run.stdout, /step {6}0\n {2}expected {2}an activity task named 'reserve'\n {2}found {5}an activity/);
  assert.match(run.stdout, /raise the process's `version`/);
});

test("a folder without recordings, and a file that is none, are told apart from a break", () => {
  const empty = mkdtempSync(join(tmpdir(), "gate-empty-"));
  const run = () => spawnSync(process.execPath, [script, empty, "--app", app], { encoding: "utf8" });
  try {
    assert.equal(run().status, 2);
    writeFileSync(join(empty, "broken.json"), "{");
    const { status, stderr } = run();
    assert.equal(status, 2);
    assert.match(stderr, /broken\.json: This is no recorded instance/);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
});

test("a recording is checked field by field", () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [null, /no JSON object/],
    [{ ...waiting, name: "" }, /"name" is no text/],
    [{ ...waiting, history: {} }, /"history" is no list/],
    [{ ...waiting, history: [{ EventType: 12, Timestamp: "yesterday" }] }, /"history" is no list/],
    [{ ...waiting, history: waiting.history.slice(3) }, /ExecutionStarted/],
  ];
  for (const [value, pattern] of cases) {
    assert.throws(
      () => readRecording(JSON.stringify(value)),
      (error) => error instanceof RecordingInvalid && pattern.test(error.message),
    );
  }
  assert.deepEqual(readRecording(JSON.stringify(waiting)), waiting);
});
