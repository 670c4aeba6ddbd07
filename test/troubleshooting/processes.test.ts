import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { transferProcess } from "../../generated/processes/transfer.ts";
import { outcomeOfCommand } from "../../platform/processes/command-outcome.ts";
import { inMemoryApp } from "../../platform/testing/in-memory-app.ts";
import { bookingApp, riddle } from "../platform/support/booking.ts";
import { brokenExample, throwing, withDecider } from "./support/broken-example.ts";
import { watching } from "./support/watch.ts";

const watch = watching();

/** Two accounts, and a transfer that is held for review. */
async function holdTransfer(app: ReturnType<typeof brokenExample>): Promise<void> {
  const [fromAccountId, toAccountId] = [randomUUID(), randomUUID()];
  for (const accountId of [fromAccountId, toAccountId]) {
    await app.send("open-account", { accountId, owner: "anna", currency: "EUR" });
  }
  const load = { accountId: fromAccountId, amount: 500_000, currency: "EUR", loadId: randomUUID() };
  await app.send("load-credits", load);
  const transfer = { transferId: randomUUID(), fromAccountId, toAccountId, amount: 150_000, currency: "EUR" };
  await app.send("transfer-credits", transfer);
}

test("process-fails: the code of a process throws", async () => {
  await using watched = await watch();
  const app = brokenExample(
    (handlers) => ({
      ...handlers,
      processes: {
        // biome-ignore lint/correctness/useYield: it does not come to a step.
        transfer: transferProcess.earlier(function* () {
          throw new Error("There is no such rule.");
        }),
      },
    }),
    watched,
  );
  await holdTransfer(app);
  await watched.measure(app);
  await watched.shows("process-fails", "failures");
  await watched.shows("process-fails", "process-instances");
});

test("process-stuck: the command that it has sent is parked", async () => {
  await using watched = await watch();
  const app = brokenExample(
    (handlers) => withDecider(handlers, { HoldTransfer: throwing("It cannot be held.") }),
    watched,
  );
  await holdTransfer(app);
  await app.advance("P6D");
  await watched.measure(app);
  await watched.shows("process-stuck", "failures");
  await watched.shows("process-stuck", "process-instances");
  assert.ok((await watched.alerts()).includes("process-transfer"));
});

test("process-stuck: a process that waits for an outcome says so", async () => {
  await using watched = await watch();
  const app = inMemoryApp(bookingApp(), watched);
  await app.request("POST", "/api/commands/want", { body: { wishId: "a", seat: riddle } });
  await app.pump();
  const [parked] = app.stores.containers.outcomes.all().filter(({ document }) => document.status === "failed");
  const request = {
    process: "booking",
    instanceId: "booking-a",
    name: "TakeSeat",
    commandId: parked?.document.id ?? "",
  };
  // Durable Functions asks again and again, at last every ten minutes.
  for (let times = 0; times < 2; times++) await assert.rejects(outcomeOfCommand(app.runtime, request as never));
  await watched.shows("process-stuck", "process-waits");
});
