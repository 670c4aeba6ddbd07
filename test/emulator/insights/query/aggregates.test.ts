import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, refusalOf, rowsOf } from "./support.ts";

const table =
  'datatable (k: string, v: long, d: dynamic) ["a", 1, dynamic([1, 2]), "a", long(null), dynamic({"p": 1}), "b", 5, dynamic({"p": 2, "q": 3})]';
const of = (aggregates: string) => rowsOf(`${table} | summarize ${aggregates}`)[0];

test("aggregates leave nulls out", () => {
  assert.deepEqual(of("count(), sum(v), avg(v), min(v), max(v), dcount(v), make_list(v), make_set(k)"), [
    3,
    6,
    3,
    1,
    5,
    2,
    "[1,5]",
    '["a","b"]',
  ]);
  assert.deepEqual(
    of('countif(k == "a"), sumif(v, k == "a"), avgif(v, k == "b"), maxif(v, k == "a"), dcountif(v, v > 1)'),
    [2, 1, 5, 1, 1],
  );
  assert.deepEqual(of("make_set(d), make_bag(d)"), ['[1,2,{"p":1},{"p":2,"q":3}]', '{"p":1,"q":3}']);
});

test("of no rows there is one row without keys, and none with keys", () => {
  const none = "datatable (v: long, s: string) []";
  const row = [0, 0, null, null, 0, "[]", 0, ""];
  assert.deepEqual(
    rowsOf(`${none} | summarize count(), sum(v), avg(v), max(v), dcount(v), make_list(v), stdev(v), take_any(s)`),
    [row],
  );
  assert.deepEqual(rowsOf(`${none} | summarize count() by s`), []);
});

test("percentiles are the nearest ranks, values that are there", () => {
  const values = "range v from 1 to 10 step 1";
  assert.deepEqual(rowsOf(`${values} | summarize percentiles(v, 0, 50, 95, 100), percentiles_array(v, 25, 75)`), [
    [1, 5, 10, 10, "[3,8]"],
  ]);
});

test("the spread is that of a sample, or of all", () => {
  assert.deepEqual(
    rowsOf("range v from 1 to 5 step 1 | summarize variance(v), variancep(v), stdevp(v) * stdevp(v) < 2.001"),
    [[2.5, 2, true]],
  );
});

test("arg_max and arg_min give the row where it is most and least; rows without a value only when there are no others", () => {
  assert.deepEqual(of("arg_max(v, k), arg_min(v, k)"), [5, "b", 1, "a"]);
  assert.deepEqual(rowsOf('datatable (k: string, v: long) ["x", long(null)] | summarize arg_max(v, k)'), [[null, "x"]]);
  assert.deepEqual(ask(`${table} | summarize arg_max(v, *) by k | project-away d`), {
    names: ["k", "v"],
    rows: [
      ["a", 1],
      ["b", 5],
    ],
  });
});

test("expressions over aggregates, and columns that are named in several places", () => {
  assert.deepEqual(
    ask(`${table} | summarize share = 100.0 * countif(v > 1) / count(), max(v) - min(v) by k | order by k asc`),
    {
      names: ["k", "share", "Column1"],
      rows: [
        ["a", 0, 0],
        ["b", 50 * 2, 0],
      ],
    },
  );
  assert.deepEqual(ask(`${table} | summarize (most, which) = arg_max(v, k)`), {
    names: ["most", "which"],
    rows: [[5, "b"]],
  });
});

test("dynamic values are no keys and no numbers until they are cast", () => {
  assert.equal(refusalOf(`${table} | summarize count() by d`).code, "dynamic-key");
  assert.equal(refusalOf(`${table} | summarize sum(d)`).code, "bad-types");
  assert.equal(refusalOf(`${table} | order by d`).code, "dynamic-key");
});
