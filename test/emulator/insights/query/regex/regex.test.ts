import assert from "node:assert/strict";
import { test } from "node:test";
import { KqlError } from "../../../../../emulator/insights/query/error.ts";
import { compileRegex } from "../../../../../emulator/insights/query/regex/compile.ts";
import { randomOf } from "../random.ts";

const patterns = [
  "a",
  "ab|c",
  "a*",
  "a+?b",
  "(a|b)*c",
  "(a*)(a*)",
  "(?:ab)+",
  "a{2}",
  "a{1,3}b?",
  "[a-c]+",
  "[^a]b",
  "^a",
  "b$",
  "\\bab\\b",
  "(a)|(b)",
  "a.c",
  "\\d+",
  "(a+)(b+)?c",
  "((a)|b)+",
  "a{2,}",
  "(a??)(a*)",
  "x*y",
  "\\w+\\s",
  "[\\da]b",
  "(|a)b",
  "a|ab",
  "(ab|a)(c|bcd)",
];

test("patterns match where a backtracking engine matches, with the same groups", () => {
  const random = randomOf(7);
  for (const pattern of patterns) {
    const [own, native] = [compileRegex(pattern, 0), new RegExp(pattern, "u")];
    for (let count = 0; count < 60; count++) {
      const text = Array.from({ length: random(8) }, () => "abc1 xy"[random(7)]).join("");
      const found = native.exec(text);
      assert.equal(own.test(text), found !== null, `${pattern} in '${text}'`);
      const expected = found ? { groups: [...found], at: found.index } : undefined;
      // A group inside a repetition keeps its last text here, and loses it in JavaScript when the repetition goes on without it.
      if (pattern !== "((a)|b)+") assert.deepEqual(own.exec(text), expected, `${pattern} in '${text}'`);
    }
  }
});

test("patterns that make a backtracking engine go on for ever take no longer for it", () => {
  const text = `${"a".repeat(5_000)}!`;
  for (const pattern of ["(a+)+$", "^(a|a?)+$", "(a*)*b", "(.*a){20}b"])
    assert.equal(compileRegex(pattern, 0).test(text), false);
});

test("what RE2 has beside JavaScript: flags inside, POSIX classes, quotes, names of groups", () => {
  assert.equal(compileRegex("(?i)error", 0).test("An ERROR"), true);
  assert.equal(compileRegex("a(?i:b)c", 0).test("aBC"), false);
  assert.equal(compileRegex("(?s)a.b", 0).test("a\nb"), true);
  assert.equal(compileRegex("a.b", 0).test("a\nb"), false);
  assert.equal(compileRegex("(?m)^b$", 0).test("a\nb\nc"), true);
  assert.deepEqual(compileRegex("(?U)a+", 0).exec("aaa")?.groups, ["a"]);
  assert.equal(compileRegex("^[[:alpha:]]+$", 0).test("abC"), true);
  assert.equal(compileRegex("\\Qa.b\\E", 0).test("axb"), false);
  assert.deepEqual(compileRegex("(?P<x>\\d+)", 0).exec("a12")?.groups, ["12", "12"]);
  assert.equal(compileRegex("^\\pL+$", 0).test("äöü"), true);
});

test("what is no pattern of RE2 is refused", () => {
  for (const pattern of [
    "(?=a)",
    "(?<!a)b",
    "(a)\\1",
    "a**",
    "*a",
    "(a",
    "a)",
    "[a",
    "a{2000}",
    "(((a{100}){100}){100})",
    "\\",
  ]) {
    assert.throws(
      () => compileRegex(pattern, 3),
      (error) => error instanceof KqlError && error.code === "bad-regex",
      pattern,
    );
  }
});
