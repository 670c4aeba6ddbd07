import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { letterIntake } from "../../platform/dead-letters/event-grid/take-in.ts";
import { blobOf, deadEvent, MemoryLetterBlobs } from "../platform/support/letter-blobs.ts";
import { brokenExample, throwing } from "./support/broken-example.ts";
import { watching } from "./support/watch.ts";

const watch = watching();

const account = (accountId: string) => ({ accountId, owner: "anna", currency: "EUR" });
const load = (accountId: string, currency = "EUR") => ({ accountId, amount: 60_000, currency, loadId: randomUUID() });

test("notifier-fails: one of events, and one of refusals", async () => {
  await using watched = await watch();
  const app = brokenExample((handlers) => {
    const { account: stream } = handlers.streams;
    return {
      ...handlers,
      streams: {
        ...handlers.streams,
        account: { ...stream, notify: { ...stream.notify, CommandRejected: throwing("There are no words for it.") } },
      },
      notifiers: {
        ...handlers.notifiers,
        BalanceChanged: { ...handlers.notifiers.BalanceChanged, CreditsLoaded: throwing("It has no balance.") },
      },
    };
  }, watched);
  const accountId = randomUUID();
  await app.send("open-account", account(accountId));
  await app.send("load-credits", load(accountId));
  await app.send("load-credits", load(accountId, "USD"));
  await watched.shows("notifier-fails", "failures");
});

test("publish-refused: an event that is too large for Event Grid", async () => {
  await using watched = await watch();
  const app = brokenExample((handlers) => handlers, watched);
  const [fromAccountId, toAccountId, transferId] = [randomUUID(), randomUUID(), randomUUID()];
  for (const accountId of [fromAccountId, toAccountId]) await app.send("open-account", account(accountId));
  await app.send("load-credits", { ...load(fromAccountId), amount: 500_000 });
  await app.send("transfer-credits", { transferId, fromAccountId, toAccountId, amount: 150_000, currency: "EUR" });
  const { publish } = app.publisher;
  app.publisher.publish = (events) =>
    publish.call(
      app.publisher,
      events.map((event) =>
        event.type.includes("TransferApproved") ? { ...event, data: "x".repeat(1_100_000) } : event,
      ),
    );
  await app.send("approve-transfer", { transferId, fromAccountId, reviewer: "rita" });
  await watched.shows("publish-refused", "failures");
});

for (const { page, reason } of [
  { page: "webhook-down", reason: "TimeToLiveExceeded" },
  { page: "subscriber-refuses", reason: "UndeliverableDueToClientError" },
]) {
  test(`${page}: Event Grid has left its dead letters in the storage`, async () => {
    await using watched = await watch();
    const app = brokenExample((handlers) => handlers, watched);
    const accountId = randomUUID();
    await app.send("open-account", account(accountId));
    if (page === "webhook-down") await app.send("load-credits", load(accountId));
    const blobs = new MemoryLetterBlobs();
    for (const [index, event] of app.publisher.published.entries()) {
      blobs.put(blobOf("ledger", String(index)), [deadEvent(event, { deadletterreason: reason })]);
    }
    await letterIntake(blobs)(app.runtime);
    await watched.shows(page, "deliveries-given-up");
    assert.deepEqual(await watched.alerts(), ["letters"]);
    if (page === "webhook-down") await watched.shows(page, "failures");
  });
}
