import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readDecisions } from "../../../../codegen/compatibility/decisions/read-decisions.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { counter, decision, refusing, sideOf, told, verdictOn } from "../contracts/support.ts";

const before = counter();
const after = counter((c) => {
  for (const name of ["Add", "Told"]) c.components.messages[name].payload.properties.by.maximum = 5;
  c["x-eventwright"].topic = "sums";
  c.info.version = "2.0.0";
});
const all = ["differs Add v1", "differs Told v1", "topic-changed contract"];
const add = { rule: "EC1999", subject: "Add", version: 1, pointer: "/properties/by" };

function stopping(decisions: readonly ReturnType<typeof decision>[]) {
  const verdict = verdictOn(before, after, { decisions, prove: refusing() });
  return {
    ok: verdict.ok,
    stopped: told({
      ...verdict,
      findings: verdict.findings.filter(({ allowedBy }) => allowedBy === undefined),
    }).toSorted(),
    allowed: told({ ...verdict, findings: verdict.findings.filter(({ allowedBy }) => allowedBy !== undefined) }),
  };
}

test("without a decision every break stops the contract", () => {
  assert.deepEqual(stopping([]), { ok: false, stopped: all, allowed: [] });
});

test("a decision allows exactly the finding that it names", () => {
  const { ok, stopped, allowed } = stopping([decision([add])]);
  assert.equal(ok, false);
  assert.deepEqual(allowed, ["differs Add v1"]);
  assert.deepEqual(stopped, ["differs Told v1", "topic-changed contract"]);
});

for (const [what, allowance] of [
  ["another rule", { ...add, rule: "EC1998" }],
  ["another message", { ...add, subject: "Double" }],
  ["another version", { ...add, version: 2 }],
  ["another place in the schema", { ...add, pointer: "/properties/id" }],
  ["no place in the schema", { rule: "EC1999", subject: "Add", version: 1 }],
  ["the other direction", { ...add, direction: "forward" as const }],
] as const) {
  test(`a decision that names ${what} allows nothing, and is told`, () => {
    const { ok, stopped, allowed } = stopping([decision([allowance])]);
    assert.equal(ok, false);
    assert.deepEqual(allowed, []);
    assert.deepEqual(stopped, ["decision-unused contract", ...all].toSorted());
  });
}

test("decisions that name every break let the contract pass; rules may be named by their names", () => {
  const { ok, stopped } = stopping([
    decision([add, { ...add, subject: "Told", direction: "forward" }]),
    decision([{ rule: "topic-changed", subject: "contract" }]),
  ]);
  assert.deepEqual({ ok, stopped }, { ok: true, stopped: [] });
});

test("a decision counts on its last day and no longer", () => {
  const onDay = (until: string) => stopping([decision([add], { until })]);
  assert.deepEqual(onDay("2026-11-26").allowed, ["differs Add v1"]);
  const late = onDay("2026-11-25");
  assert.deepEqual(late.allowed, []);
  assert.ok(late.stopped.includes("decision-expired contract"));
  const { findings } = verdictOn(before, after, {
    decisions: [decision([add], { until: "2026-11-25" })],
    prove: refusing(),
  });
  const finding = findings.find(({ subject }) => subject.name === "Add");
  assert.equal(finding?.objection, "contract/decisions/d.yaml allowed it until 2026-11-25.");
});

test("a decision about what is published already is neither unused nor over", () => {
  const published = [sideOf(after, "2.0.0"), sideOf(before, "1.0.0")];
  const rename = { rule: "contract-name-changed", subject: "contract" };
  const found = (lines: Parameters<typeof decision>[0], until: string) => {
    const decisions = [decision(lines, { until })];
    return told(verdictOn(after, after, { base: published[0], published, decisions, prove: refusing() }));
  };
  const past = [add, { rule: "topic-changed", subject: "contract" }];
  assert.deepEqual(found(past, "2026-11-26"), []);
  assert.deepEqual(found(past, "2026-11-25"), []);
  assert.deepEqual(found([...past, rename], "2026-11-26"), ["decision-unused contract"]);
  assert.deepEqual(found([...past, rename], "2026-11-25"), ["decision-expired contract"]);
});

test("what was published under a decision stays allowed when its day is over, against every version before", () => {
  const published = [sideOf(after, "2.0.0"), sideOf(before, "1.0.0")];
  const lines = [add, { ...add, subject: "Told" }, { rule: "topic-changed", subject: "contract" }];
  const against = (base: number, now: unknown, until = "2026-11-25") => {
    const verdict = verdictOn(before, now, {
      base: published[base],
      published,
      decisions: [decision(lines, { until })],
      prove: refusing(),
    });
    const open = verdict.findings.filter(({ allowedBy }) => allowedBy === undefined);
    return [verdict.ok, ...told({ ...verdict, findings: open })];
  };
  assert.deepEqual(against(1, after), [true]);
  assert.deepEqual(against(0, after), [true]);
  // What goes further is another change: it needs a decision that counts, whatever is compared with.
  const further = structuredClone(after);
  further["x-eventwright"].topic = "totals";
  further.info.version = "3.0.0";
  for (const base of [0, 1]) {
    assert.deepEqual(against(base, further), [false, "topic-changed contract", "decision-expired contract"]);
    assert.deepEqual(against(base, further, "2026-11-26"), [true]);
  }
});

test("a stored event that changed under a decision is held against old versions for ever, and stops nobody later", () => {
  const event = counter((c) => {
    c.components.messages.Added.payload.properties.by.maximum = 5;
    c.info.version = "2.0.0";
  });
  const published = [sideOf(event, "2.0.0"), sideOf(before, "1.0.0")];
  const judged = (decisions: Parameters<typeof decision>[0][]) =>
    verdictOn(event, event, {
      base: published[0],
      published,
      decisions: decisions.map((lines) => decision(lines, { until: "2026-11-25" })),
      prove: refusing(),
    });
  const without = judged([]);
  assert.equal(without.ok, false, "it is found against 1.0.0");
  const lines = without.findings
    .filter(({ weight }) => weight === "breaking")
    .map(({ rule, subject, pointer }) => ({ rule, subject: subject.name, version: 1, pointer }));
  assert.ok(lines.length > 0);
  assert.deepEqual([judged([lines]).ok, ...told(judged([lines]))], [true, ...told(without)]);
});

test("a decision cannot let a version pass that is too low", () => {
  const low = counter((c) => (c["x-eventwright"].topic = "sums"));
  const decisions = [
    decision([
      { rule: "topic-changed", subject: "contract" },
      { rule: "contract-version-low", subject: "contract" },
    ]),
  ];
  const { ok, findings } = verdictOn(before, low, { decisions });
  assert.equal(ok, false);
  const finding = findings.find(({ name }) => name === "contract-version-low");
  assert.equal(finding?.fix, "Set `info.version` to 2.0.0.");
});

const good = `what: The topic moves.
why: The old one is shared.
agreedBy: [anna]
until: 2027-01-31
allows:
  - { rule: EC2003, subject: contract }
`;

function folderWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "contract/decisions"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "contract/decisions", name), text);
  return folder;
}

test("a decision file is read with its dates and places", (context) => {
  const { decisions, faults } = readDecisions(folderWith(context, { "topic.yaml": good, "notes.txt": "nothing" }));
  assert.deepEqual(faults, []);
  assert.equal(decisions.length, 1);
  assert.equal(decisions[0]?.until, "2027-01-31");
  assert.deepEqual(decisions[0]?.allows[0]?.at, {
    file: "contract/decisions/topic.yaml",
    pointer: "/allows/0",
    line: 6,
    column: 5,
  });
});

test("no folder is no decision", (context) => {
  assert.deepEqual(readDecisions(temporaryFolder(context)), { decisions: [], faults: [] });
});

for (const [what, text, line, words] of [
  ["a word is missing", good.replace("why: The old one is shared.\n", ""), 1, /why/],
  ["a word is unknown", `${good}untill: 2027-01-31\n`, 7, /untill|not expected|additional/i],
  ["the day does not exist", good.replace("2027-01-31", "2027-02-30"), 4, /2027-02-30.*no day/],
  ["it is no day at all", good.replace("2027-01-31", "soon"), 4, /until/],
  ["nothing is allowed", good.slice(0, good.indexOf("allows:")), 1, /allows|everyConsumerPinned/],
  ["nobody has agreed", good.replace("[anna]", "[]"), 3, /agreedBy/],
  ["it is no YAML", "what: [", 1, /cannot be read/],
] as const) {
  test(`a decision file is refused with its line when ${what}`, (context) => {
    const { decisions, faults } = readDecisions(folderWith(context, { "d.yaml": text }));
    assert.deepEqual(decisions, []);
    assert.ok(faults.length > 0);
    assert.equal(faults[0]?.file, "contract/decisions/d.yaml");
    assert.equal(faults[0]?.line, line);
    assert.match(faults.map(({ message }) => message).join("\n"), words);
  });
}
