import assert from "node:assert/strict";
import { test } from "node:test";
import { runQuery } from "../../../../emulator/insights/query/engine.ts";
import { KqlError } from "../../../../emulator/insights/query/error.ts";
import { insightsTables } from "../../../../emulator/insights/query/insights-tables.ts";
import { Tables } from "../../../../emulator/insights/tables.ts";
import { now, refusalOf } from "./support.ts";

test("what is not supported is refused by name and place", () => {
  const named = [
    ["requests | mv-apply x on (take 1)", "mv-apply", 12],
    ["requests | summarize hll(name)", "hll", 22],
    ["print hash(1)", "hash", 7],
    ["requests | evaluate autocluster()", "autocluster", 12],
    ["find 'x'", "find", 1],
    ["print decimal(1)", "decimal", 7],
    ["app('x').requests", "app", 1],
    ["print bag_has_key(dynamic({}), '$.a.b')", "$.a.b", 7],
    ["requests | union dep*", "wildcard", 18],
    ["requests | parse kind=regex name with a", "regex", 12],
  ] as const;
  for (const [query, name, column] of named) {
    const refusal = refusalOf(query);
    assert.equal(refusal.kind, "unsupported", query);
    assert.ok(refusal.message.includes(name), `${query}: ${refusal.message}`);
    assert.deepEqual(refusal.place, { line: 1, column }, `${query}: ${refusal.message}`);
  }
});

test("what means nothing is refused with its place, and what is near is named", () => {
  const refusal = refusalOf("requests\n| where Name == 'x'");
  assert.equal(refusal.code, "unknown-name");
  assert.deepEqual(refusal.place, { line: 2, column: 9 });
  assert.match(refusal.message, /did you mean 'name'/);
  assert.equal(refusalOf("request").code, "unknown-table");
  assert.match(refusalOf("request").message, /did you mean 'requests'/);
  assert.match(refusalOf("print strln('a')").message, /did you mean 'strlen'/);
});

test("types that do not fit are refused", () => {
  for (const query of [
    "requests | where name == 5",
    "requests | where name < 'x'",
    "requests | where duration > now()",
    "requests | where name",
    "requests | where customDimensions.x and true",
    "requests | extend name.x",
    "requests | project iff(true, 1, 'x')",
    "requests | extend count()",
    "requests | where duration in ('a')",
    "requests | summarize sum(name)",
    "requests | join dependencies on nothing",
    "requests | join dependencies on $left.name == $right.duration",
    "print 'a' + 'b'",
    "print bin(now(), 5)",
    "range x from 1 to now() step 1",
    "let f = (x: long) { x }; print f('a')",
  ]) {
    assert.equal(refusalOf(query).kind, "semantic", query);
  }
});

test("text that is no query is refused", () => {
  for (const query of [
    "",
    "requests |",
    "| take 5",
    "requests take 5",
    "print 'a",
    "print (1",
    "requests | where",
    "print 1 == 2 == 3",
    "let x = 1",
    "print '\\q'",
  ]) {
    assert.notEqual(refusalOf(query), undefined, query);
  }
});

const run = (query: string, limits: Parameters<typeof runQuery>[1]["limits"]) => {
  try {
    runQuery(query, { tables: insightsTables(new Tables()), now, ...(limits && { limits }) });
  } catch (error) {
    if (error instanceof KqlError) return error.code;
    throw error;
  }
  return undefined;
};

test("queries that ask for too much are stopped", () => {
  const many = "range x from 1 to 1000 step 1";
  assert.equal(run(many, { rows: 999 }), "too-many-rows");
  assert.equal(run(many, { rows: 1000 }), undefined);
  assert.equal(
    run(`${many} | extend a = 1 | join kind=inner (${many} | extend a = 1) on a | count`, { values: 100_000 }),
    "too-much-memory",
  );
  assert.equal(run(`${many} | where x > 1 | where x > 2 | count`, { steps: 1_000 }), "too-much-work");
  assert.equal(run(many, { text: 10 }), "too-long");
  assert.equal(run("range x from 1 to 1000000000000 step 1", { values: 100_000 }), "too-much-memory");
});

test("queries that are deep are refused, not a crash", () => {
  const deep = [
    `print ${"(".repeat(5_000)}1${")".repeat(5_000)}`,
    `print ${"-".repeat(5_000)}1`,
    `print ${"not(".repeat(5_000)}true${")".repeat(5_000)}`,
    `print dynamic(${"[".repeat(5_000)}${"]".repeat(5_000)})`,
    `${"(".repeat(5_000)}requests${")".repeat(5_000)}`,
  ];
  for (const query of deep) assert.equal(refusalOf(query).kind, "syntax");
  const calls = Array.from({ length: 200 }, (_, index) => `let f${index + 1} = () { f${index}() + f${index}() };`);
  assert.equal(refusalOf(`let f0 = () { 1 }; ${calls.join(" ")} print f200()`).code, "too-deep");
  assert.equal(refusalOf(`let f0 = () { 1 }; ${calls.slice(0, 50).join(" ")} print f50()`).code, "too-much-work");
});

test("long queries of one level are answered: operators and operands beside each other are no depth", () => {
  const sum = Array.from({ length: 2_000 }, () => "1").join(" + ");
  assert.equal(run(`print ${sum}`, {}), undefined);
  assert.equal(run(`requests ${"| where true ".repeat(2_000)}`, {}), undefined);
});

test("values that grow without end are stopped", () => {
  const doubled = (expression: string, times: number) => ` | extend a = ${expression}`.repeat(times);
  const refused = (query: string) => {
    const refusal = refusalOf(query);
    assert.deepEqual([refusal.kind, refusal.code], ["limit", "too-large-value"], query.slice(0, 80));
  };
  refused(`print a = "aaaaaaaa"${doubled("strcat(a, a)", 60)}`);
  refused(`print a = dynamic([1, 2])${doubled("array_concat(a, a)", 60)}`);
  refused(`print a = dynamic([1])${doubled('bag_pack("x", a, "y", a)', 60)} | project tostring(a)`);
  refused(`print a = replace_regex(strrep("a", 1000), "a", strrep("b", 1024)) | extend b = replace_regex(a, "b", a)`);
});

test("a pattern with much work for each row is counted", () => {
  const query =
    'range x from 1 to 1000 step 1 | where strcat(strrep("a", 200), x) matches regex "(a{1,90}){1,90}b" | count';
  assert.equal(run(query, { steps: 1_000_000 }), "too-much-work");
});
