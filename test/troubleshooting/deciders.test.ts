import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { brokenExample, withDecider } from "./support/broken-example.ts";
import { watching } from "./support/watch.ts";

const watch = watching();

const account = (accountId: string) => ({ accountId, owner: "anna", currency: "EUR" });
const load = (accountId: string, loadId: string = randomUUID()) => ({
  accountId,
  amount: 60_000,
  currency: "EUR",
  loadId,
});

const noCover = (fromAccountId: string, toAccountId: string) => ({
  transferId: randomUUID(),
  fromAccountId,
  toAccountId,
  currency: "EUR",
});

test("parked-stream: a decider throws in all its tries", async () => {
  await using watched = await watch();
  const app = brokenExample(
    (handlers) =>
      withDecider(handlers, {
        CloseAccount: (_command: unknown, state: { missing?: { field: string } }) => [state.missing!.field],
      }),
    watched,
  );
  const accountId = randomUUID();
  await app.send("open-account", account(accountId));
  await app.send("close-account", { accountId });
  await app.send("load-credits", load(accountId));
  await watched.shows("parked-stream", "failures");
  assert.deepEqual(await watched.alerts(), ["letters"]);
  await app.advance("PT2H");
  await watched.measure(app);
  await watched.shows("parked-stream", "parked-streams");
  await watched.shows("parked-stream", "command-outcomes");
  assert.deepEqual(await watched.alerts(), ["letters", "parked-streams"]);
});

test("retrying: a decider stumbles twice and then passes", async () => {
  await using watched = await watch();
  let calls = 0;
  const app = brokenExample(
    (handlers) =>
      withDecider(handlers, {
        LoadCredits: (...args: readonly unknown[]) => {
          // The first try asks twice: on the state that is remembered, and on the one that is stored.
          if (++calls <= 3) throw new Error("Not now.");
          return (handlers.streams.account.decide.LoadCredits as (...args: readonly unknown[]) => unknown)(...args);
        },
      }),
    watched,
  );
  const accountId = randomUUID();
  await app.send("open-account", account(accountId));
  const { body } = await app.send("load-credits", load(accountId));
  await watched.shows("retrying", "retries");
  await watched.shows("retrying", "message", { messageId: JSON.stringify(body.commandId) });
  assert.deepEqual(await watched.alerts(), []);
});

test("duplicates: a form that is sent three times, and a key for two wishes", async () => {
  await using watched = await watch();
  const app = brokenExample((handlers) => handlers, watched);
  const accountId = randomUUID();
  await app.send("open-account", account(accountId));
  const wish = load(accountId);
  for (const body of [wish, wish, wish]) await app.send("load-credits", body);
  for (let times = 0; times < 2; times++) {
    await app.send("load-credits", load(accountId), { "idempotency-key": '"one"' });
  }
  await app.send("load-credits", { ...wish, amount: "much" });
  await watched.shows("duplicates", "refused-requests");
  await watched.shows("duplicates", "command-outcomes");
});

test("rejections-rising: transfers without cover", async () => {
  await using watched = await watch();
  const app = brokenExample((handlers) => handlers, watched);
  const [from, to, closed] = [randomUUID(), randomUUID(), randomUUID()];
  for (const accountId of [from, to, closed]) await app.send("open-account", account(accountId));
  await app.send("load-credits", load(from));
  for (const amount of [100, 900_000, 900_001, 900_002]) {
    await app.send("transfer-credits", { ...noCover(from, to), amount });
  }
  for (let times = 0; times < 2; times++) {
    await app.send("close-account", { accountId: closed }, { "idempotency-key": `"${times}"` });
  }
  await watched.shows("rejections-rising", "rejections");
  await watched.shows("rejections-rising", "rejection-rate");
  assert.deepEqual(await watched.alerts(), []);
  for (let amount = 900_003; amount < 900_020; amount++) {
    await app.send("transfer-credits", { ...noCover(from, to), amount });
  }
  assert.deepEqual(await watched.alerts(), ["rejected-commands"]);
});
