import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, Tables, tableNames } from "../../../emulator/insights/tables.ts";

test("rows come back in the order of their arrival, and a table that is full forgets the oldest", () => {
  const tables = new Tables(10);
  for (let id = 0; id < 12; id++) tables.add("requests", { id });
  assert.deepEqual(
    tables.rows("requests").map((row) => row["id"]),
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  );
  assert.deepEqual(tables.rows("traces"), []);
  tables.clear();
  assert.deepEqual(tables.rows("requests"), []);
});

test("every table can be joined by operation and told apart by role", () => {
  for (const name of tableNames) {
    const { timestamp, operation_Id, cloud_RoleName, customDimensions } = columns[name];
    assert.deepEqual(
      [timestamp, operation_Id, cloud_RoleName, customDimensions],
      ["datetime", "string", "string", "dynamic"],
    );
  }
});
