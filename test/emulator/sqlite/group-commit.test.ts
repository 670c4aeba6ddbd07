import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { GroupCommit } from "../../../emulator/sqlite/group-commit.ts";

function database() {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE t (value INTEGER UNIQUE)");
  const values = () =>
    db
      .prepare("SELECT value FROM t ORDER BY value")
      .all()
      .map(({ value }) => value);
  const insert = (value: number) => db.prepare("INSERT INTO t VALUES (?)").run(value);
  return { db, commit: new GroupCommit(db), values, insert };
}

test("writes of one turn of the event loop share a transaction; one that throws takes only its own back", async () => {
  const { commit, values, insert } = database();
  const outcomes = await Promise.allSettled([
    commit.run(() => insert(1)),
    commit.run(() => {
      insert(2);
      throw new Error("no");
    }),
    commit.run(() => insert(3)),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  assert.deepEqual(values(), [1, 3]);
});

test("when the commit fails, all that shared it fail, and the next one works", async () => {
  const { db, commit, values, insert } = database();
  db.exec("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
  db.exec("CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
  const outcomes = await Promise.allSettled([
    commit.run(() => insert(1)),
    commit.run(() => db.exec("INSERT INTO child VALUES (1)")),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  await commit.run(() => insert(2));
  assert.deepEqual(values(), [2]);
});
