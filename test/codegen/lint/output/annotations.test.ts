import assert from "node:assert/strict";
import { test } from "node:test";
import { printAnnotations } from "../../../../codegen/lint/output/annotations.ts";

const hostile = "50%\r\n::add-mask::a,b:c";

test("what a contract says can neither end an annotation nor begin another command", () => {
  const text = printAnnotations([
    { level: "error", file: hostile, line: 3, column: 7, title: hostile, message: hostile },
    { level: "notice", file: "asyncapi.yaml", line: 1, column: 1, title: "EL1503 event-tense", message: "Name it." },
  ]);
  assert.deepEqual(text.split(/\r|\n/), [
    "::error file=50%25%0D%0A%3A%3Aadd-mask%3A%3Aa%2Cb%3Ac,line=3,col=7,title=50%25%0D%0A%3A%3Aadd-mask%3A%3Aa%2Cb%3Ac::50%25%0D%0A::add-mask::a,b:c",
    "::notice file=asyncapi.yaml,line=1,col=1,title=EL1503 event-tense::Name it.",
  ]);
});
