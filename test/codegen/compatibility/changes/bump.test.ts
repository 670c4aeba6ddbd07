import assert from "node:assert/strict";
import { test } from "node:test";
import { versionBump } from "../../../../codegen/compatibility/changes/bump.ts";
import type { Bump } from "../../../../codegen/compatibility/contracts/catalogue.ts";
import { compareVersions, semanticVersion } from "../../../../codegen/compatibility/history/versions.ts";
import { type Change, counter, refusing, verdictOn } from "../contracts/support.ts";

const cases: readonly (readonly [bump: Bump, from: string, given: string, least: string, isEnough: boolean])[] = [
  ["none", "1.2.3", "1.2.3", "1.2.3", true],
  ["none", "1.2.3", "1.3.0", "1.2.3", true],
  ["none", "1.2.3", "1.2.2", "1.2.3", false],
  ["patch", "1.2.3", "1.2.3", "1.2.4", false],
  ["patch", "1.2.3", "1.2.4", "1.2.4", true],
  ["minor", "1.2.3", "1.2.9", "1.3.0", false],
  ["minor", "1.2.3", "1.3.0", "1.3.0", true],
  ["minor", "1.9.0", "1.10.0", "1.10.0", true],
  ["major", "1.2.3", "1.9.9", "2.0.0", false],
  ["major", "1.2.3", "2.0.0", "2.0.0", true],
  ["major", "1.2.3", "3.1.0", "2.0.0", true],
  ["major", "0.4.1", "0.5.0", "0.5.0", true],
  ["major", "0.4.1", "0.4.2", "0.5.0", false],
  ["major", "1.2.3", "2.0.0-beta.1", "2.0.0", true],
  ["patch", "2.0.0-beta.1", "2.0.0-beta.1", "2.0.0", true],
  ["minor", "1.2.3", "next", "1.3.0", false],
];

for (const [bump, from, given, least, isEnough] of cases) {
  test(`${bump} since ${from}: ${given} is ${isEnough ? "enough" : "too low"}`, () => {
    assert.deepEqual(versionBump(bump, from, given), { bump, from, given, least, isEnough });
  });
}

test("versions are ordered as semantic versioning orders them", () => {
  const sorted = [
    "0.9.0",
    "1.0.0-1",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-beta",
    "1.0.0",
    "1.0.1",
    "1.10.0",
  ];
  const numbers = sorted.toReversed().map((text) => semanticVersion(text) ?? assert.fail(text));
  assert.deepEqual(numbers.sort(compareVersions), sorted.map(semanticVersion));
  for (const none of ["1.0", "v1.0.0", "1.0.0.0", "", "1.0.x"]) assert.equal(semanticVersion(none), undefined);
});

const bumps: readonly (readonly [what: string, change: Change, bump: Bump])[] = [
  ["nothing", () => undefined, "none"],
  ["only words", (c) => (c.components.messages.Add.description = "Adds up."), "patch"],
  ["a retry", (c) => (c["x-eventwright"].retryPolicies.delivery.attempts = 6), "patch"],
  ["a new private command", (c) => addCommand(c, "private"), "patch"],
  ["a new command", (c) => addCommand(c, "public"), "minor"],
  ["a new refusal", (c) => c.components.messages.Add["x-eventwright"].rejections.push("too-little"), "minor"],
  ["a removed message", (c) => delete c.components.messages.Told, "major"],
];

for (const [what, change, bump] of bumps) {
  test(`the bump of ${what} is ${bump}`, () => {
    const { version } = verdictOn(counter(), counter(change));
    assert.equal(version?.bump, bump);
  });
}

test("a break of a private command is no matter of the version", () => {
  const after = counter((c) => (c.components.messages.Double.payload.properties.by.maximum = 5));
  assert.equal(verdictOn(counter(), after, { prove: refusing() }).version?.bump, "patch");
});

test("a version that is too low fails, and the right one is in the fix", () => {
  const after = counter((c) => addCommand(c, "public"));
  const verdict = verdictOn(counter(), after);
  assert.equal(verdict.ok, false);
  const finding = verdict.findings.find(({ name }) => name === "contract-version-low");
  assert.equal(finding?.fix, "Set `info.version` to 1.1.0.");
  assert.equal(finding?.at.pointer, "/info/version");
  after.info.version = "1.1.0";
  assert.equal(verdictOn(counter(), after).ok, true);
});

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to change it.
function addCommand(contract: any, visibility: string): void {
  const { messages } = contract.components;
  messages.More = structuredClone(messages.Double);
  messages.More["x-eventwright"].visibility = visibility;
}
