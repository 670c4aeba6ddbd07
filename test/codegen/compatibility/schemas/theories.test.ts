import assert from "node:assert/strict";
import { test } from "node:test";
import { formats } from "../../../../codegen/assets/runtime.js";
import { aligned, decimal, floorDivide, numberOf } from "../../../../codegen/compatibility/schemas/decimals.ts";
import { formatLanguages, formatSamples, implies } from "../../../../codegen/compatibility/schemas/formats.ts";
import { jsonTypes, negate } from "../../../../codegen/compatibility/schemas/formula.ts";
import { intersectionOf, languageOf, shortestText } from "../../../../codegen/compatibility/schemas/languages.ts";

test("numbers are decimals as they are written", () => {
  assert.deepEqual(decimal(0.1), { digits: 1n, scale: 1 });
  assert.deepEqual(decimal(-1.5e-7), { digits: -15n, scale: 8 });
  assert.deepEqual(decimal(1e21), { digits: 10n ** 21n, scale: 0 });
  assert.deepEqual(aligned([0.25, 3]), { digits: [25n, 300n], scale: 2 });
  assert.equal(numberOf(-15n, 1), -1.5);
  assert.equal(floorDivide(-7n, 2n), -4n);
  assert.equal(floorDivide(7n, 2n), 3n);
});

test("a pattern is found anywhere in a text, unless it is anchored", () => {
  const accepts = (pattern: string, text: string) =>
    languageOf(pattern, true)?.automaton.test([...text].map((character) => character.codePointAt(0) ?? 0));
  for (const [pattern, text] of [
    ["b", "abc"],
    ["^b", "abc"],
    ["b$", "ab"],
    ["^a|c$", "xc"],
    ["^a|c$", "xa"],
    ["^$", ""],
    ["^\\u{1F600}$", "😀"],
    ["\\p{Lu}", "aÄ"],
    ["^[^a]$", "\n"],
    ["^.$", "\n"],
  ] as const) {
    assert.equal(accepts(pattern, text), new RegExp(pattern, "u").test(text), `${pattern} in ${JSON.stringify(text)}`);
  }
});

test("a pattern that looks ahead is bounded from both sides, one that refers back is not understood", () => {
  assert.equal(languageOf("^a$", true)?.isExact, true);
  assert.equal(languageOf("^(?=a)", true)?.isExact, false);
  assert.equal(languageOf("^(?=a)", false)?.isExact, false);
  assert.equal(languageOf("^(a+)\\1$", true), undefined);
});

test("the shortest text of a language within limits", () => {
  const of = (pattern: string) => languageOf(pattern, true)?.automaton ?? assert.fail(pattern);
  assert.deepEqual(shortestText(of("^a*$"), 3, 5), { text: "aaa" });
  assert.equal(shortestText(of("^(aa)*$"), 3, 3), "none");
  assert.equal(shortestText(of("^(aa)+$"), 0, 1), "none");
  assert.equal(
    shortestText(intersectionOf([of("^a+$"), of("^b+$")]) ?? assert.fail(), 0, Number.POSITIVE_INFINITY),
    "none",
  );
});

const odd = ["", "a", "1", "2026-13-01", "2026-02-30", "2023-02-29", "24:00:00Z", "23:59:60Z", "12:00:60Z", "1.2.3.4"];
const more = [
  "256.1.1.1",
  "::",
  "1::2::3",
  "a@b",
  "@b",
  "a b",
  "http:",
  "//x",
  "P",
  "P1Y",
  "/~2",
  "/~1",
  "a".repeat(40),
];

test("what a format's texts look like: no text of it is outside, none inside the lower bound is refused", () => {
  for (const [name, { atMost, atLeast }] of Object.entries(formatLanguages)) {
    const format = formats[name];
    assert.ok(format?.type === "string", name);
    for (const text of [...odd, ...more, ...Object.values(formatSamples).flat()]) {
      const isOf = format.validate(text);
      if (isOf) assert.match(text, new RegExp(atMost, "u"), name);
      if (atLeast !== undefined && new RegExp(atLeast, "u").test(text)) assert.ok(isOf, `${name}: ${text}`);
    }
    for (const sample of formatSamples[name] ?? []) assert.ok(format.validate(sample), `${name}: ${sample}`);
  }
});

test("a wider format takes all texts of a narrower one", () => {
  for (const name of Object.keys(formatLanguages)) {
    for (const other of Object.keys(formatLanguages)) {
      if (!implies(name, other)) continue;
      const format = formats[other];
      assert.ok(format?.type === "string");
      for (const sample of formatSamples[name] ?? [])
        assert.ok(format.validate(sample), `${name} is ${other}: ${sample}`);
    }
  }
});

test("every format of texts is known to the comparison", () => {
  const texts = Object.entries(formats).filter(([, { type }]) => type === "string");
  assert.deepEqual(texts.map(([name]) => name).sort(), Object.keys(formatLanguages).sort());
  assert.deepEqual(Object.keys(formatSamples).sort(), Object.keys(formatLanguages).sort());
});

test("the opposite of the opposite is the same", () => {
  const statements = [
    { word: "atLeast", value: 1, open: false },
    { word: "pattern", text: "a", holds: true },
    { word: "each", index: 1, literal: 4 },
    { word: "unique", holds: true },
    { word: "every", names: [2], literal: 6 },
    { word: "among", values: [1] },
  ] as const;
  for (const fact of statements) assert.deepEqual(negate(negate({ fact })), { fact });
  assert.equal(jsonTypes.length, 6);
});
