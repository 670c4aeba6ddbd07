import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../../codegen/compatibility/verdict.ts";
import { type Change, counter, proving, refusing, sideOf, today, told, verdictOn } from "./support.ts";

/** A second version of a message; the first stays as an earlier one, with a last day for outsiders or without. */
function secondVersion(name: string, sunset?: string): Change {
  return (c) => {
    const { messages } = c.components;
    const first = structuredClone(messages[name]);
    const { kind } = first["x-eventwright"];
    first["x-eventwright"] = { kind, version: 1, of: name, ...(sunset === undefined ? {} : { sunset }) };
    first.name = name;
    messages[`${name}.v1`] = first;
    messages[name]["x-eventwright"].version = 2;
    messages[name].payload.properties.more = { type: "string" };
  };
}

const both =
  (...changes: Change[]): Change =>
  (c) => {
    for (const change of changes) change(c);
  };

test("a new version beside the one before breaks nobody, as long as outsiders may use the one before", () => {
  for (const name of ["Add", "Added", "Told"]) {
    const prove = refusing();
    const { findings } = verdictOn(counter(), counter(secondVersion(name, "2027-06-30")), { prove });
    assert.deepEqual(
      findings.filter(({ name: rule }) => rule !== "contract-version-low").map(({ name: rule }) => rule),
      ["sunset-set", "version-added"],
    );
    // The first version is compared with the first version, and it has stayed as it was.
    assert.deepEqual(prove.asked, []);
  }
});

test("a version that outsiders cannot use any more from one day to the next is withdrawn", () => {
  for (const [name, sunset] of [
    ["Add", undefined],
    ["Added", undefined],
    ["Told", "2026-11-25"],
  ] as const) {
    const verdict = verdictOn(counter(), counter(secondVersion(name, sunset)));
    assert.ok(told(verdict).includes(`version-withdrawn ${name} v1`), name);
    assert.equal(verdict.ok, false);
  }
});

test("of a private event nobody outside used the version before: an earlier version without a sunset is enough", () => {
  const hide: Change = (c) => {
    c.components.messages.Added["x-eventwright"].visibility = "private";
    c["x-eventwright"].reactions = {};
  };
  const after = counter(both(hide, secondVersion("Added"), (c) => (c.info.version = "1.1.0")));
  after.components.messages["Added.v1"]["x-eventwright"].visibility = "private";
  assert.equal(verdictOn(counter(hide), after).ok, true);
});

test("a command's version may go after its last day, and not before", () => {
  const before = counter(secondVersion("Add", "2027-06-30"));
  const after = structuredClone(before);
  delete after.components.messages["Add.v1"];
  assert.deepEqual(told(verdictOn(before, after), true), ["version-lost Add v1"]);
  assert.deepEqual(told(verdictOn(before, after, { today: "2027-06-30" }), true), ["version-lost Add v1"]);
  assert.deepEqual(told(verdictOn(before, after, { today: "2027-07-01" }), true), ["version-ended Add v1"]);
});

test("an event's version may never go, since it is stored", () => {
  const before = counter(secondVersion("Added", "2027-06-30"));
  const after = structuredClone(before);
  delete after.components.messages["Added.v1"];
  assert.deepEqual(told(verdictOn(before, after, { today: "2030-01-01" })), ["version-lost Added v1"]);
});

test("a promised last day may move away and not come nearer", () => {
  const on = (sunset: string) => counter(secondVersion("Added", sunset));
  assert.deepEqual(told(verdictOn(on("2027-06-30"), on("2027-05-31"))), ["sunset-shortened Added v1"]);
  assert.deepEqual(told(verdictOn(on("2027-06-30"), on("2027-07-31")), true), ["sunset-moved Added v1"]);
  const late = verdictOn(on("2027-06-30"), on("2027-06-30"), { today: "2027-07-01" });
  assert.deepEqual(told(late), ["sunset-passed Added v1"]);
  assert.equal(late.ok, true);
});

test("an earlier version keeps its shape as well", () => {
  const before = counter(secondVersion("Added", "2027-06-30"));
  const after = structuredClone(before);
  after.components.messages["Added.v1"].payload.properties.by.maximum = 5;
  const { findings } = verdictOn(before, after, { prove: refusing() });
  assert.deepEqual(
    findings.filter(({ instance }) => instance !== undefined).map(({ subject, side }) => [subject.version, side]),
    [
      [1, "store"],
      [1, "readers"],
    ],
  );
});

test("a version that was stored once and then left out is missed, also when the last published contract has not got it", () => {
  const first = sideOf(counter(), "1.0.0");
  const second = counter(both(secondVersion("Added", "2027-06-30"), (c) => (c.info.version = "2.0.0")));
  delete second.components.messages["Added.v1"];
  const base = sideOf(second, "2.0.0");
  const evidence = { base, now: sideOf(second), decisions: [], pins: [], today, prove: proving };
  const { ok, findings } = judge({ ...evidence, published: [base, first] });
  assert.equal(ok, false);
  assert.deepEqual(
    findings.map(({ name, subject, against }) => [name, subject.name, subject.version, ...against]),
    [["version-lost", "Added", 1, "1.0.0"]],
  );
});

test("the stream's id may move in a new version, and not within one", () => {
  const move: Change = (c) => {
    c.components.messages.Added.payload.properties.counter = { type: "string" };
    c.components.messages.Added.payload.required.push("counter");
    c.components.messages.Added["x-eventwright"].streamId = "/counter";
  };
  assert.ok(told(verdictOn(counter(), counter(move))).includes("stream-id-moved Added"));
  const after = counter(both(secondVersion("Added", "2027-06-30"), move));
  assert.deepEqual(told(verdictOn(counter(), after)), []);
});
