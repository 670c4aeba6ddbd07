import assert from "node:assert/strict";
import { test } from "node:test";
import { changeLog } from "../../../../codegen/compatibility/changes/change-log.ts";
import { code, printChangeLog } from "../../../../codegen/compatibility/changes/print-change-log.ts";
import { type Change, counter, decision, refusing, sideOf } from "../contracts/support.ts";

const published = (version: string, change: Change = () => undefined) => {
  const document = counter((c) => {
    change(c);
    c.info.version = version;
  });
  return sideOf(document, version);
};

const widen: Change = (c) => (c.components.messages.Add.payload.properties.by.maximum = 5);
const second: Change = (c) => {
  widen(c);
  const { messages } = c.components;
  messages["Told.v1"] = { ...structuredClone(messages.Told), name: "Told" };
  messages["Told.v1"]["x-eventwright"] = { kind: "notification", version: 1, of: "Told", sunset: "2027-06-30" };
  messages.Told["x-eventwright"].version = 2;
  // What only our own code sees is nothing for consumers.
  messages.Double.payload.properties.by.maximum = 7;
  c["x-eventwright"].retryPolicies.delivery.attempts = 6;
};
const third: Change = (c) => {
  second(c);
  delete c.components.messages["Told.v1"];
  c.components.messages.Told["x-eventwright"].deprecated = true;
};

const history = [published("2.1.0", third), published("2.0.0", second), published("1.0.0")];
const decisions = [
  decision([{ rule: "EC1999", subject: "Add", pointer: "/properties/by" }], {
    why: "Large numbers cost too much.",
    until: "2020-01-01",
  }),
];

test("the change log says per version what broke, came, changed and is deprecated, in words for consumers", () => {
  const [newest, middle, first] = changeLog(history, refusing(), decisions);
  assert.deepEqual(first, { version: "1.0.0", since: undefined, breaking: [], added: [], changed: [], deprecated: [] });
  assert.deepEqual(middle, {
    version: "2.0.0",
    since: "1.0.0",
    breaking: [
      {
        subject: "Add v1",
        kind: "command",
        name: "Add",
        rule: "EC1999",
        text: "The schemas differ.",
        witness: '{"id":"a","by":1}',
        why: "Large numbers cost too much.",
      },
    ],
    added: [
      {
        subject: "Told v2",
        kind: "notification",
        name: "Told",
        rule: "EC2204",
        text: "The newest version of Told was 1 and is 2.",
        witness: undefined,
        why: undefined,
      },
    ],
    changed: [],
    deprecated: [
      {
        subject: "Told v1",
        kind: "notification",
        name: "Told",
        rule: "EC2208",
        text: "Outsiders may use version 1 of Told until 2027-06-30.",
        witness: undefined,
        why: undefined,
      },
    ],
  });
  // That a version ended after the day that was told before is no break, whatever day it is when the log is written.
  assert.deepEqual(newest?.breaking, []);
  assert.deepEqual(
    newest?.changed.map(({ rule, subject }) => [rule, subject]),
    [["EC2203", "Told v1"]],
  );
  assert.deepEqual(
    newest?.deprecated.map(({ rule }) => rule),
    ["EC2115"],
  );
});

test("as Markdown it has the same bytes each time, newest version first", () => {
  const text = printChangeLog("Counter", changeLog(history, refusing(), decisions));
  assert.equal(text, printChangeLog("Counter", changeLog(history, refusing(), decisions)));
  assert.deepEqual(
    text.split("\n").filter((line) => line.startsWith("#")),
    [
      "# What has changed: Counter",
      "## 2.1.0",
      "### Changed",
      "### Deprecated",
      "## 2.0.0",
      "### Breaking",
      "### New",
      "### Deprecated",
      "## 1.0.0",
    ],
  );
  assert.ok(
    text.includes(
      '- **Add v1** (command): The schemas differ. `EC1999` For example: `{"id":"a","by":1}`. Why: Large numbers cost too much.',
    ),
  );
  assert.ok(text.includes("until 2027-06-30"));
  assert.ok(text.endsWith("The first published version.\n"));
});

test("code in Markdown survives backticks", () => {
  assert.equal(code("a"), "`a`");
  assert.equal(code("a`b"), "``a`b``");
  assert.equal(code("`a"), "`` `a ``");
});
