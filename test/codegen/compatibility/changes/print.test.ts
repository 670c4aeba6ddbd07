import assert from "node:assert/strict";
import { test } from "node:test";
import { paintFor } from "../../../../codegen/cli/paint.ts";
import { printVerdictAnnotations } from "../../../../codegen/compatibility/changes/print-annotations.ts";
import { longestComment, printMarkdown } from "../../../../codegen/compatibility/changes/print-markdown.ts";
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

test("without pins, the row says whose side is hurt", () => {
  const row = printMarkdown(verdictOn(counter(), narrowed, { prove: refusing() }))
    .split("\n")
    .find((line) => line.includes("EC1999"));
  assert.match(row ?? "", /\| whoever (sends|reads) it \|$/);
});

test("a comment stays below the length that GitHub takes, and says what it leaves out", () => {
  const finding = broken.findings[0];
  assert.ok(finding);
  const witness = { text: "`".repeat(100_000) };
  const many = Array.from({ length: 400 }, (_, at) => ({ ...finding, what: `${at} ${"x".repeat(10_000)}`, witness }));
  const harmless = many.map((each) => ({ ...each, weight: "info" as const }));
  const text = printMarkdown({ ...broken, findings: [...many, ...harmless] });
  assert.ok(text.length <= longestComment, String(text.length));
  assert.match(text, /^… and \d+ more findings: `npm run contract -- check` shows them all\.$/m);
  assert.match(text, /^… and \d+ more fixes/m);
  assert.match(text, /^… and \d+ more documents/m);
});

test("annotations carry what a terminal is told, each on one line", () => {
  const lines = printVerdictAnnotations(broken, paintFor(false)).split("\n");
  assert.equal(lines.length, 3);
  assert.match(
    lines[0] ?? "",
    /^::error file=now%3Aasyncapi\.yaml,line=\d+,col=\d+,title=EC1999 differs Add v1::.*%0Ahurts: shop \| @everybody <b>%0Afix: Do not\.$/,
  );
  assert.match(lines[2] ?? "", /^2 findings stop this contract\./);
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
