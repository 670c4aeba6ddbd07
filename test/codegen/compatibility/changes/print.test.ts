import assert from "node:assert/strict";
import { test } from "node:test";
import { paintFor } from "../../../../codegen/cli/print.ts";
import { printMarkdown } from "../../../../codegen/compatibility/changes/print-markdown.ts";
import { printText } from "../../../../codegen/compatibility/changes/print-text.ts";
import { counter, decision, refusing, verdictOn } from "../contracts/support.ts";

const narrowed = counter((c) => (c.components.messages.Add.payload.properties.by.maximum = 5));
const pin = {
  consumer: "shop | @everybody <b>",
  contact: "shop@example.com",
  uses: [{ message: "Add", fields: "whole" as const }],
};
const broken = verdictOn(counter(), narrowed, { prove: refusing(), pins: [pin] });

test("a comment for a pull request begins with the verdict", () => {
  assert.match(printMarkdown(broken), /^🔴 \*\*Breaks the contract\*\*: 2 findings against before\.\n/);
  assert.match(printMarkdown(verdictOn(counter(), counter())), /^🟢 \*\*Compatible\*\* with before: no change\.\n$/);
});

test("it has a row for each finding with place and who is hurt, the version, how to mend it, and the witness folded away", () => {
  const text = printMarkdown(broken);
  assert.match(text, /the contract needs 2\.0\.0 or higher and says only 1\.0\.0/);
  assert.match(
    text,
    /\| 🔴 breaking \| `EC1999` differs \| \*\*Add v1\*\*: The schemas differ\. \| `now:asyncapi\.yaml:\d+` \|/,
  );
  assert.match(
    text,
    /- `EC1999` Add v1: Do not\. To allow it: `\{ rule: EC1999, subject: Add, version: 1, pointer: "\/properties\/by", direction: backward \}`/,
  );
  assert.match(
    text,
    /<details><summary><code>EC1999<\/code> Add v1: a document that was valid and is refused now<\/summary>\n\n```json\n\{\n {2}"id": "a"/,
  );
  assert.match(text, /<\/details>\n$/);
});

test("names in it can neither break the table nor call anybody nor be HTML", () => {
  const row = printMarkdown(broken)
    .split("\n")
    .find((line) => line.includes("EC1999"));
  assert.ok(row?.includes("shop \\| @\u200beverybody &lt;b&gt; (shop@\u200bexample.com)"));
});

test("what a decision allows is told as allowed", () => {
  const decisions = [
    decision([{ rule: "EC1999", subject: "Add", pointer: "/properties/by" }], { consents: [pin.consumer] }),
  ];
  const after = structuredClone(narrowed);
  after.info.version = "2.0.0";
  const text = printMarkdown(verdictOn(counter(), after, { prove: refusing(), decisions, pins: [pin] }));
  assert.match(text, /^🟢 \*\*Compatible\*\* with before: a major change, 1 break by decision\.\n/);
  assert.match(text, /\| 🟣 allowed \|.*Allowed by `contract\/decisions\/d\.yaml`/);
});

test("the text for a terminal has place, rule, reason, witness, who is hurt, fix and a summary; colours only when asked", () => {
  const text = printText(broken, paintFor(false));
  const lines = text.split("\n");
  assert.match(
    lines[0] ?? "",
    /^now:asyncapi\.yaml:\d+:\d+ breaking EC1999 differs Add v1 \(against before\) \/properties\/by$/,
  );
  assert.ok(lines.includes('  valid before, refused now: {"id":"a","by":1}'));
  assert.ok(lines.includes("  hurts: shop | @everybody <b> (shop@example.com)"));
  assert.ok(lines.includes("  fix: Do not."));
  assert.match(
    lines.at(-1) ?? "",
    /^2 findings stop this contract\. .* needs 2\.0\.0 or higher \(major\) and says 1\.0\.0\.$/,
  );
  assert.ok(printText(broken, paintFor(true)).includes("\u001b[31m"));
});
