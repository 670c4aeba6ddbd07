import assert from "node:assert/strict";
import { test } from "node:test";
import { givenProcess, inMemoryApp } from "../../platform/testing/index.ts";
import { CopyBorrowed } from "./golden/library/messages/copy-borrowed.ts";
import { CopyReturned } from "./golden/library/messages/copy-returned.ts";
import { RemindReader } from "./golden/library/messages/remind-reader.ts";
import { WriteOff } from "./golden/library/messages/write-off.ts";
import { app } from "./support/library-app.ts";

const copyId = "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11";
const body = { copyId, reader: "ada", class: "adult", constructor: 7, toString: true, place: [1] };
const loan = { copyId, reader: "ada", due: "2026-03-01T00:00:00Z" };

test("a generated process waits as long as the contract says and gets what it waits for", async () => {
  await givenProcess(app, "lending")
    .when(CopyBorrowed.create(loan))
    .thenSends()
    .thenWaitsFor("CopyReturned")
    .after("P30D")
    .thenSends(RemindReader.create(loan))
    .thenWaitsFor("CopyReturned")
    .when(CopyReturned.create(loan))
    .thenEnds("returned by ada");
});

test("a generated process reads its settings: their defaults, or what a deployment sets", async () => {
  const reminder = RemindReader.create(loan);
  await givenProcess(app, "lending")
    .when(CopyBorrowed.create(loan))
    .after("P90D")
    .thenSends(reminder, reminder, reminder, WriteOff.create(loan))
    .thenAwaits("WriteOff")
    .whenDecided("WriteOff", { status: "succeeded" })
    .thenEnds("lost");
  await givenProcess(app, "lending", { settings: { reminders: 1 }, timeouts: { loan: "PT1S" } })
    .when(CopyBorrowed.create(loan))
    .after("PT1S")
    .thenSends(reminder, WriteOff.create(loan))
    .whenDecided("WriteOff", { status: "rejected", code: "copy-back" })
    .thenEnds("copy-back");
});

test("a generated process learns from the real decider whether its command was refused", async () => {
  for (const [returned, word] of [
    [false, "lost"],
    [true, "copy-back"],
  ] as const) {
    const memory = inMemoryApp(app, { environment: { Reminders: "1", LendingLoanTimeout: "PT1S" } });
    await memory.request("POST", "/api/commands/borrow-copy", { body });
    await memory.pump();
    // Somebody else returns it: the process waits for its own reader's message.
    if (returned) await memory.request("POST", "/api/commands/return-copy", { body: { ...loan, reader: "ben" } });
    await memory.advance("PT1S");
    assert.equal(memory.processes.instances()[0]?.output, word);
  }
});

test("a generated app runs from the endpoint through the process, and a filter over two fields finds either", async () => {
  const memory = inMemoryApp(app);
  assert.equal((await memory.request("POST", "/api/commands/borrow-copy", { body })).status, 202);
  await memory.pump();
  const found = async (value: string) =>
    (await memory.request("GET", `/api/loans?whatever=${value}`)).body.items.length;
  assert.deepEqual([await found("ada"), await found("ben"), await found("true")], [1, 0, 0]);
  const [started] = memory.processes.instances();
  assert.deepEqual([started?.status, started?.orchestrator], ["Running", "runLendingV2"]);
  await memory.advance("P29D");
  assert.equal((await memory.request("POST", "/api/commands/return-copy", { body: loan })).status, 202);
  await memory.pump();
  const [ended] = memory.processes.instances();
  assert.deepEqual([ended?.status, ended?.output], ["Completed", "returned by ada"]);
});

test("the app settings that a generated process reads are called as the generator says", async () => {
  const environment = { Reminders: "1", LendingLoanTimeout: "PT1S" };
  const memory = inMemoryApp(app, { environment });
  await memory.request("POST", "/api/commands/borrow-copy", { body });
  await memory.pump();
  await memory.advance("PT1S");
  assert.equal(memory.processes.instances()[0]?.output, "lost");
});
