import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { DurableStore } from "../../../../emulator/durable/store/store.ts";
import { temporaryFolder } from "../support/hub.ts";

test("a file of another format is refused and left as it is", () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "durable.sqlite");
  const db = new DatabaseSync(file);
  db.exec("PRAGMA user_version = 99");
  db.close();
  assert.throws(() => new DurableStore(folder.path), /has format 99, this version reads \d+\. Delete the file\./);
});

test("what is no database is refused", () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "durable.sqlite"), "not a database at all, and long enough to be seen as none");
  assert.throws(() => new DurableStore(folder.path), /not a database/);
});
