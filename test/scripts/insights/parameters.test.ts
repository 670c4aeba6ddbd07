import assert from "node:assert/strict";
import { test } from "node:test";
import { withParameters } from "../../../scripts/insights/parameters.ts";
import { linesOfTable } from "../../../scripts/insights/table.ts";
import { rowsOf } from "../../emulator/insights/query/support.ts";

test("a parameter takes the place of the literal that the query declares, in its form", () => {
  const query = 'let id = "x"; let since = 1h; let at = datetime(2026-01-01); requests | where id == id';
  assert.equal(
    withParameters(query, ["id=6f-1", "since=30m", "at=2026-02-03"]),
    'let id = "6f-1"; let since = 30m; let at = datetime(2026-02-03); requests | where id == id',
  );
});

test("a name that the query does not declare is declared before it, and a value cannot leave its quotes", () => {
  const hostile = 'a"; requests | take 1 //\\\n';
  assert.deepEqual(rowsOf(withParameters("print v", [`v=${hostile}`])), [[hostile]]);
  assert.deepEqual(rowsOf(withParameters('let v = "b";\nprint v', [`v=${hostile}`])), [[hostile]]);
});

test("a value that does not fit, and what is no parameter, are refused", () => {
  assert.throws(() => withParameters("let n = 5; print n", ["n=5; print 1"]), /does not fit/);
  assert.throws(() => withParameters("let t = datetime(2026-01-01); print t", ["t=now())"]), /does not fit/);
  assert.throws(() => withParameters("print 1", ["novalue"]), /name=value/);
});

const table = {
  columns: [
    { name: "name", type: "string" },
    { name: "n", type: "long" },
  ],
  rows: [
    ["a\u001b[31m", 5],
    [null, 12],
  ],
};

test("rows are aligned, numbers to the right, and nothing reaches the terminal that steers it", () => {
  assert.deepEqual(linesOfTable(table), ["name     n", "──────  ──", "a [31m   5", "        12", "2 rows"]);
  assert.ok(linesOfTable(table).every((line) => !line.includes("\u001b")));
});

test("rows that are wider than the terminal stand as one line for each column", () => {
  assert.deepEqual(linesOfTable(table, 6), ["── 1", "  name  a [31m", "  n     5", "── 2", "  n     12", "2 rows"]);
});
