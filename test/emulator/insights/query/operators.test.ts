import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, refusalOf, rowsOf } from "./support.ts";

const left = 'let X = datatable (key: string, x: long) ["a", 1, "b", 2, "b", 3, "c", 4];';
const right = 'let Y = datatable (key: string, y: long) ["b", 10, "c", 20, "c", 30, "d", 40];';
const joined = (kind: string) => rowsOf(`${left} ${right} X | join ${kind} Y on key | order by key asc, x asc, y asc`);

test("a join takes one row of the left side for each key unless it says inner", () => {
  assert.deepEqual(joined(""), [
    ["b", 2, "b", 10],
    ["c", 4, "c", 20],
    ["c", 4, "c", 30],
  ]);
  assert.deepEqual(joined("kind=inner"), [
    ["b", 2, "b", 10],
    ["b", 3, "b", 10],
    ["c", 4, "c", 20],
    ["c", 4, "c", 30],
  ]);
});

test("outer joins keep rows that meet none; text on the empty side is empty, the rest null", () => {
  const inner = joined("kind=inner");
  assert.deepEqual(joined("kind=leftouter"), [["a", 1, "", null], ...inner]);
  assert.deepEqual(joined("kind=rightouter"), [["", null, "d", 40], ...inner]);
  assert.deepEqual(joined("kind=fullouter"), [["", null, "d", 40], ["a", 1, "", null], ...inner]);
});

test("semi and anti joins keep the columns of their side", () => {
  const side = (kind: string) => rowsOf(`${left} ${right} X | join kind=${kind} Y on key | sort by key asc`);
  assert.deepEqual(side("leftsemi"), [
    ["b", 2],
    ["b", 3],
    ["c", 4],
  ]);
  assert.deepEqual(side("leftanti"), [["a", 1]]);
  assert.deepEqual(side("rightsemi"), [
    ["b", 10],
    ["c", 20],
    ["c", 30],
  ]);
  assert.deepEqual(side("rightanti"), [["d", 40]]);
});

test("keys with null meet none", () => {
  assert.deepEqual(rowsOf("let T = datatable (k: long) [1, long(null)]; T | join kind=inner T on k | count"), [[1]]);
});

test("lookup leaves the key of the right side out", () => {
  const { names, rows } = ask(`${left} ${right} X | lookup kind=inner Y on key | order by x asc, y asc`);
  assert.deepEqual(names, ["key", "x", "y"]);
  assert.deepEqual(rows, [
    ["b", 2, 10],
    ["b", 3, 10],
    ["c", 4, 20],
    ["c", 4, 30],
  ]);
});

test("a union has the columns of all, and says where rows are from", () => {
  const query = 'let A = print a = 1; let B = print b = "x"; union withsource=T A, B | order by T asc';
  assert.deepEqual(rowsOf(query), [
    ["A", 1, ""],
    ["B", null, "x"],
  ]);
  assert.deepEqual(rowsOf("union kind=inner (print a = 1, b = 2), (print b = 3)"), [[2], [3]]);
  assert.equal(refusalOf("union requests, nothing").code, "unknown-table");
  assert.deepEqual(rowsOf("union isfuzzy=true (print a = 1), nothing"), [[1]]);
});

test("order puts nulls last when it descends, first when it ascends, and where it is told", () => {
  const values = (by: string) => rowsOf(`datatable (v: long) [2, long(null), 3, 1] | order by ${by}`).flat();
  assert.deepEqual(values("v"), [3, 2, 1, null]);
  assert.deepEqual(values("v asc"), [null, 1, 2, 3]);
  assert.deepEqual(values("v desc nulls first"), [null, 3, 2, 1]);
  assert.deepEqual(values("v asc nulls last"), [1, 2, 3, null]);
});

test("mv-expand: a row for each item, side by side, with their index", () => {
  const query =
    'print a = dynamic([1, 2]), b = dynamic(["x"]), c = 0 | mv-expand with_itemindex=i a to typeof(long), b to typeof(string)';
  assert.deepEqual(ask(query).rows, [
    [1, "x", 0, 0],
    [2, "", 0, 1],
  ]);
  assert.deepEqual(rowsOf('print d = dynamic({"p": 1, "q": 2}) | mv-expand d'), [['{"p":1}'], ['{"q":2}']]);
  assert.deepEqual(rowsOf("print d = dynamic([]) | mv-expand d"), [[null]]);
});

test("parse cuts columns out of a text; what does not match is null, and parse-where drops it", () => {
  const table = 'datatable (t: string) ["GET /a 200", "POST /b x", "nothing"]';
  const pattern = 't with verb " /" path " " code:long';
  assert.deepEqual(rowsOf(`${table} | parse ${pattern} | project verb, path, code`), [
    ["GET", "a", 200],
    ["", "", null],
    ["", "", null],
  ]);
  assert.deepEqual(rowsOf(`${table} | parse-where ${pattern} | project path`), [["a"]]);
  assert.deepEqual(rowsOf(`${table} | parse kind=relaxed ${pattern} | project verb, code`), [
    ["GET", 200],
    ["POST", null],
    ["", null],
  ]);
});

test("rows in a fixed order know the ones beside them; others are refused", () => {
  const query =
    "range x from 1 to 3 step 1 | order by x desc | extend p = prev(x), n = next(x, 1, 0), r = row_number(), s = row_cumsum(x)";
  assert.deepEqual(rowsOf(query), [
    [3, null, 2, 1, 3],
    [2, 3, 1, 2, 5],
    [1, 2, 0, 3, 6],
  ]);
  assert.equal(refusalOf("requests | extend prev(name)").code, "not-serialized");
});

test("make-series has a value for each place, the default where no row is", () => {
  const table =
    "datatable (t: datetime, v: real) [datetime(2026-01-01), 4, datetime(2026-01-01 05:00), 6, datetime(2026-01-03), 1]";
  const query = `${table} | make-series n = count(), m = avg(v) default = -1 on t from datetime(2026-01-01) to datetime(2026-01-04) step 1d`;
  assert.deepEqual(rowsOf(`${query} | project n, m`), [["[2,0,1]", "[5,-1,1]"]]);
});

test("bag_unpack makes columns of what bags have", () => {
  const query = 'datatable (d: dynamic) [dynamic({"n": "a", "v": 1}), dynamic({"n": "b"})] | evaluate bag_unpack(d)';
  assert.deepEqual(ask(query), {
    names: ["n", "v"],
    rows: [
      ["a", 1],
      ["b", null],
    ],
  });
});

test("functions see what was declared before them, take rows and values, and have defaults", () => {
  const query = `let least = 2; let f = (T: (v: long), most: long = 3) { T | where v between (least .. most) };
    union (f(range v from 1 to 9 step 1)), (f((range v from 1 to 9 step 1), 5)) | summarize make_list(v)`;
  assert.deepEqual(rowsOf(query), [["[2,3,2,3,4,5]"]]);
});

test("search finds a term in any column of any table", () => {
  const rows = {
    traces: [{ message: "parked stream 7" }],
    requests: [{ name: "x", customDimensions: { why: "a stream" } }, { name: "y" }],
  };
  assert.deepEqual(rowsOf('search "stream" | summarize count() by $table | order by $table asc', rows), [
    ["requests", 1],
    ["traces", 1],
  ]);
});
