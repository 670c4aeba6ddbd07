import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOf } from "./random.ts";
import { rowsOf } from "./support.ts";

type Request = {
  readonly name: string;
  readonly duration: number | undefined;
  readonly operation_Id: string;
};

/** Rows from a seed, with names and durations that come again and again, and some that are missing. */
function requestsOf(seed: number): readonly Request[] {
  const random = randomOf(seed);
  return Array.from({ length: random(60) }, () => ({
    name: "abcd"[random(4)] as string,
    duration: random(8) === 0 ? undefined : random(20) / 2,
    operation_Id: `t${random(10)}`,
  }));
}

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const groupsOf = (rows: readonly Request[]) => Map.groupBy(rows, (row) => row.name);
const durations = (rows: readonly Request[]) =>
  rows.flatMap((row) => (row.duration === undefined ? [] : [row.duration]));

test("summarize is what plain JavaScript makes of the groups", () => {
  for (const seed of seeds) {
    const requests = requestsOf(seed);
    const query =
      "requests | summarize count(), sum(duration), max(duration), dcount(operation_Id), percentile(duration, 50) by name | order by name asc";
    const expected = [...groupsOf(requests)].sort().map(([name, rows]) => {
      const values = durations(rows).sort((a, b) => a - b);
      const sum = values.reduce((a, b) => a + b, 0);
      const ids = new Set(rows.map((row) => row.operation_Id)).size;
      return [name, rows.length, sum, values.at(-1) ?? null, ids, values[Math.ceil(values.length / 2) - 1] ?? null];
    });
    assert.deepEqual(rowsOf(query, { requests }), expected, `seed ${seed}`);
  }
});

test("top is the beginning of order, and take of order is top", () => {
  for (const seed of seeds) {
    const requests = requestsOf(seed);
    const most = seed % 7;
    const top = rowsOf(`requests | top ${most} by duration asc | project name, duration`, { requests });
    const ordered = rowsOf("requests | order by duration asc | project name, duration", { requests });
    assert.deepEqual(top, ordered.slice(0, most), `seed ${seed}`);
    assert.deepEqual(
      rowsOf(`requests | order by duration asc | take ${most} | project name, duration`, { requests }),
      top,
    );
  }
});

test("joins are what plain JavaScript makes of all pairs", () => {
  for (const seed of seeds) {
    const [requests, dependencies] = [requestsOf(seed), requestsOf(seed + 1_000)];
    const pairs = (left: readonly Request[]) =>
      left
        .flatMap((l) => dependencies.filter((r) => r.operation_Id === l.operation_Id).map((r) => [l.name, r.name]))
        .sort();
    const joined = (kind: string) =>
      rowsOf(
        `requests | join kind=${kind} dependencies on operation_Id | project name, name1 | order by name asc, name1 asc`,
        {
          requests,
          dependencies,
        },
      );
    assert.deepEqual(joined("inner"), pairs(requests), `seed ${seed}`);
    const firsts = [...Map.groupBy(requests, (row) => row.operation_Id).values()].map(([first]) => first as Request);
    assert.deepEqual(joined("innerunique"), pairs(firsts), `seed ${seed}`);
    const anti = requests.filter((l) => !dependencies.some((r) => r.operation_Id === l.operation_Id)).length;
    assert.deepEqual(
      rowsOf("requests | join kind=leftanti dependencies on operation_Id | count", { requests, dependencies }),
      [[anti]],
    );
  }
});

test("a query answers the same when all columns of its tables are looked at", () => {
  // Columns that a query does not name are not read; `search` and `*` read all of them.
  for (const seed of seeds.slice(0, 10)) {
    const requests = requestsOf(seed);
    const few = rowsOf(
      "requests | where duration > 3 | summarize arg_max(duration, name) by operation_Id | order by operation_Id asc",
      { requests },
    );
    const all = rowsOf(
      "requests | where duration > 3 | summarize arg_max(duration, *) by operation_Id | order by operation_Id asc | project operation_Id, duration, name",
      { requests },
    );
    assert.deepEqual(few, all, `seed ${seed}`);
  }
});

test("columns that come of a join under another name have their values", () => {
  const requests = [{ timestamp: "2026-11-26T10:00:00.000Z", operation_Id: "t", url: "here" }];
  const query =
    "requests | join kind=inner requests on operation_Id | project-rename there = url1 | project there, timestamp1";
  assert.deepEqual(rowsOf(query, { requests }), [["here", "2026-11-26T10:00:00Z"]]);
});

test("random text is answered or refused, and never breaks the engine", () => {
  const random = randomOf(11);
  const pieces =
    "requests | where name == 'a' | summarize count() by bin ( ) , 1h ; let x = dynamic([1]) | join kind=inner on $left . [ ] * ! in~ between .. and or not mv-expand parse with union".split(
      " ",
    );
  for (let count = 0; count < 3_000; count++) {
    const text = Array.from({ length: 1 + random(14) }, () => pieces[random(pieces.length)]).join(" ");
    try {
      rowsOf(text);
    } catch (error) {
      assert.equal((error as Error).name, "KqlError", `${text}\n${(error as Error).stack}`);
    }
  }
});
