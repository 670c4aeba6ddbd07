import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { Handlers } from "../../generated/handlers.ts";
import { brokenExample, throwing } from "./support/broken-example.ts";
import { assertShown, expectedOf } from "./support/page.ts";
import { watching } from "./support/watch.ts";

const watch = watching();

const account = (accountId: string) => ({ accountId, owner: "anna", currency: "EUR" });
const load = (accountId: string) => ({ accountId, amount: 60_000, currency: "EUR", loadId: randomUUID() });

/** A projection in the place of the example's. */
function withProjection(handlers: Handlers, model: keyof Handlers["readModels"], folds: object): Handlers {
  const changed = { ...handlers.readModels[model], ...folds };
  return { ...handlers, readModels: { ...handlers.readModels, [model]: changed } };
}

test("poison-event: a projection throws for one event", async () => {
  await using watched = await watch();
  const app = brokenExample(
    (handlers) => withProjection(handlers, "accounts", { CreditsLoaded: throwing("No such field.") }),
    watched,
  );
  const accountId = randomUUID();
  await app.send("open-account", account(accountId));
  await app.send("load-credits", load(accountId));
  await watched.measure(app);
  await watched.shows("poison-event", "failures");
  await watched.shows("poison-event", "parked-streams");
  await watched.shows("poison-event", "slowest-handlers");
});

test("read-model-lags: the app handles no events for ten minutes", async () => {
  await using watched = await watch();
  let isAway = false;
  const app = brokenExample((handlers) => handlers, {
    ...watched,
    onStep(step) {
      if (isAway && step.startsWith("readModels.")) throw new Error("away");
    },
  });
  const accountId = randomUUID();
  await app.request("POST", "/api/commands/open-account", { body: account(accountId) });
  await app.request("POST", "/api/commands/load-credits", { body: load(accountId) });
  isAway = true;
  await assert.rejects(app.pump());
  await app.clock.advance(600_000);
  await watched.measure(app);
  await watched.shows("read-model-lags", "feed-lag");
  assert.deepEqual(await watched.alerts(), ["feed-lag"]);
  isAway = false;
  await app.pump();
  await watched.shows("read-model-lags", "read-model-lag");
  assert.deepEqual(await watched.alerts(), ["feed-lag", "read-model-lag", "publish-lag"]);
});

test("read-model-differs: a fold was changed and nothing rebuilt", async () => {
  await using watched = await watch();
  const app = brokenExample((handlers) => handlers, watched);
  const accountId = randomUUID();
  await app.send("open-account", account(accountId));
  const changed = brokenExample(
    (handlers) =>
      withProjection(handlers, "accounts", {
        AccountOpened: (event: never, document: never, context: never) => ({
          ...handlers.readModels.accounts.AccountOpened(event, document, context),
          owner: "somebody else",
        }),
      }),
    { ...watched, stores: app.stores },
  );
  const { body } = await changed.request("GET", "/api/admin/verify");
  const [expected] = expectedOf("read-model-differs");
  assert.ok(expected);
  const rows = body.readModels.map(({ name, differences }: { name: string; differences: readonly unknown[] }) => ({
    readModel: name,
    differences: differences.length,
  }));
  assertShown(expected, rows);
  assert.deepEqual(await watched.ask("failures"), []);
});

test("version-unreadable: an upcaster throws for what is stored", async () => {
  await using watched = await watch();
  const stored = brokenExample((handlers) => handlers, watched);
  const [fromAccountId, toAccountId, transferId] = [randomUUID(), randomUUID(), randomUUID()];
  for (const accountId of [fromAccountId, toAccountId]) await stored.send("open-account", account(accountId));
  await stored.send("load-credits", { ...load(fromAccountId), amount: 500_000 });
  await stored.send("transfer-credits", { transferId, fromAccountId, toAccountId, amount: 150_000, currency: "EUR" });
  // What an app of the time before has stored.
  for (const { document } of stored.stores.containers.events.all()) {
    if (document.kind !== "event" || document.envelope.type !== "credits.TransferHeld.v2") continue;
    const { reason: _reason, decideBy: until, ...data } = document.envelope.data as Record<string, unknown>;
    const envelope = { ...document.envelope, type: "credits.TransferHeld.v1", data: { ...data, until } };
    stored.stores.containers.events.write(document.id, { ...document, envelope } as never, "any");
  }
  const app = brokenExample(
    (handlers) => ({
      ...handlers,
      upcasters: { ...handlers.upcasters, TransferHeld: { from1: throwing("A currency is missing.") } },
    }),
    { ...watched, stores: stored.stores },
  );
  await app.pump();
  await watched.shows("version-unreadable", "failures");
});
