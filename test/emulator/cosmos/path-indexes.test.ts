import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { Container, JSONObject, SqlQuerySpec } from "@azure/cosmos";
import { start } from "./support.ts";

/** More than a container needs to be worth an index. */
const many = 1_200;

/** Items with a time that rises, a group of 40 values, a word, and some of other types in their places. */
async function fill(items: Container): Promise<void> {
  const strange = [null, true, 7, 2.5, ["a"], { a: 1 }];
  for (let from = 0; from < many; from += 100) {
    const operations = Array.from({ length: 100 }, (_, index) => {
      const n = from + index;
      const time =
        n % 200 < strange.length ? strange[n % 200] : `2026-01-${String(1 + (n % 28)).padStart(2, "0")}T${n}`;
      const word = n % 300 === 5 ? "Kelvin" : n % 300 === 7 ? "\u212aelvin" : `word ${n % 11}`;
      const resourceBody: JSONObject = {
        id: `i${n}`,
        pk: `p${n % 13}`,
        inner: { time: time as string, group: `g${n % 40}`, "it's": n % 40 },
        data: { word, nested: [{ n: `${n}` }] },
        kind: n % 2 === 0 ? "even" : "odd",
        ...(n % 100 === 0 ? { rare: n % 300 === 0 ? "very" : "rather" } : {}),
      };
      return { operationType: "Create" as const, resourceBody };
    });
    await items.items.bulk(operations);
  }
}

const of = (query: string, ...values: readonly (string | number | readonly string[])[]): SqlQuerySpec => ({
  query,
  parameters: values.map((value, index) => ({ name: `@${index}`, value: value as string })),
});

const queries: readonly SqlQuerySpec[] = [
  of("SELECT c.id, c.inner.time FROM c ORDER BY c.inner.time DESC"),
  of("SELECT c.id FROM c ORDER BY c.inner.time"),
  of("SELECT c.id FROM c WHERE c.inner.time <= @0 ORDER BY c.inner.time DESC", "2026-01-07T500"),
  of("SELECT c.id FROM c WHERE c.inner.time > @0 ORDER BY c.inner.time", "2026-01-07T500"),
  of("SELECT c.id FROM c WHERE c.inner.time >= @0 ORDER BY c.inner.time", 2.5),
  of("SELECT c.id FROM c WHERE c.inner.group = @0 ORDER BY c.inner.time DESC", "g7"),
  of('SELECT c.id FROM c WHERE c.inner["it\'s"] = @0', 9),
  of("SELECT c.id FROM c WHERE ARRAY_CONTAINS(@0, c.inner.group) AND c.kind = 'odd'", ["g1", "g2", "g3"]),
  of('SELECT c.id FROM c WHERE c.inner.group = @0 OR c.inner["it\'s"] = @1', "g7", 9),
  of("SELECT c.id FROM c WHERE CONTAINS(ToString(c.data), @0, true) ORDER BY c.inner.time", "kelvin"),
  of("SELECT c.id FROM c WHERE CONTAINS(ToString(c.data), @0)", "Kelvin"),
  of("SELECT c.id FROM c WHERE CONTAINS(ToString(c.data), @0)", '"n":"77"'),
  of("SELECT c.id FROM c WHERE CONTAINS(c.data.word, @0, true)", "WORD 1"),
  of("SELECT c.id FROM c WHERE c._ts >= @0", 5),
  of("SELECT c.id FROM c WHERE c.kind = 'even' AND c.rare = @0 ORDER BY c._ts DESC", "rather"),
  of("SELECT c.id FROM c ORDER BY c.id DESC"),
  of("SELECT c.kind, COUNT(1) AS n FROM c WHERE c.kind = 'odd' GROUP BY c.kind"),
];

/** How the answers are compared: where nothing says in what order they come, by their texts. */
const inOrder = ({ query }: SqlQuerySpec, rows: readonly unknown[]) =>
  query.includes("ORDER BY") ? rows : rows.map((row) => JSON.stringify(row)).sort();

test("no answer changes when an index is made for what was asked for often", async (t) => {
  const { container, service, dataDir } = await start(t, { partitionRanges: 1 });
  const items = await container({});
  // Of one range: the SDK cannot merge ranges that are sorted by values of several types.
  await fill(items);
  const ask = async (spec: SqlQuerySpec) =>
    inOrder(spec, (await items.items.query(spec, { maxItemCount: 200 }).fetchAll()).resources);
  const before = [];
  for (const spec of queries) before.push(await ask(spec));
  assert.ok(before.every((rows) => rows.length > 0));
  for (let round = 0; round < 4; round++) {
    for (const [index, spec] of queries.entries()) assert.deepEqual(await ask(spec), before[index], spec.query);
  }
  await items.items.create({ id: "late", pk: "p1", inner: { time: "2026-02-01", group: "g7" } });
  const [first] = (await items.items.query(queries[0] ?? "").fetchAll()).resources;
  const rest = (await items.items.query(of("SELECT VALUE c.id FROM c WHERE c.inner.group = @0", "g7")).fetchAll())
    .resources;
  assert.ok(rest.includes("late"));
  assert.equal(
    (await items.items.query("SELECT c.id FROM c WHERE c.inner.time = '2026-02-01'").fetchAll()).resources.length,
    1,
  );
  assert.ok(first !== undefined);
  await service.stop();
  const file = new DatabaseSync(join(dataDir, "cosmos.sqlite"), { readOnly: true });
  const made = new Map(
    file
      .prepare("SELECT key, name FROM path_indexes")
      .all()
      .map(({ key, name }) => [String(key).slice(2), name]),
  );
  file.close();
  for (const key of [
    'order $."inner"."time"',
    'lookup $."inner"."group"',
    'lookup $."inner"."it\'s"',
    'lookup $."rare"',
    "order ts",
    "order id",
  ]) {
    assert.match(String(made.get(key)), /^path_/, key);
  }
  assert.equal(made.get('lookup $."kind"'), "useless", "half of the items have it");
});

test("a small container, and what nobody asks for again, gets no index", async (t) => {
  const { container, service, dataDir } = await start(t, {});
  const items = await container({});
  for (let n = 0; n < 20; n++) await items.items.create({ id: `i${n}`, pk: "p", n });
  for (let round = 0; round < 5; round++) await items.items.query("SELECT * FROM c WHERE c.n = 3").fetchAll();
  for (let n = 0; n < 20; n++) await items.items.query(`SELECT * FROM c WHERE c.n${n} = 3`).fetchAll();
  await service.stop();
  const file = new DatabaseSync(join(dataDir, "cosmos.sqlite"), { readOnly: true });
  assert.deepEqual(file.prepare("SELECT * FROM path_indexes").all(), []);
  file.close();
});
