import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { cosmosExample } from "./support/cosmos-example.ts";
import { assertShown, expectedOf } from "./support/page.ts";
import { watching } from "./support/watch.ts";

const watch = watching();

test("throttled: Cosmos DB refuses writes for lack of request units", async () => {
  await using watched = await watch();
  await using app = await cosmosExample(watched.telemetry);
  const accounts = Array.from({ length: 4 }, () => randomUUID());
  const send = (name: string, body: object) => app.request("POST", `/api/commands/${name}`, { body });
  for (const accountId of accounts) await send("open-account", { accountId, owner: "anna", currency: "EUR" });
  await app.pump();
  app.throttles = 3;
  for (const accountId of accounts) {
    await send("load-credits", { accountId, amount: 60_000, currency: "EUR", loadId: randomUUID() });
  }
  await app.pump();
  const slices = await watched.ask("throttling");
  const containers = Map.groupBy(slices, ({ container }) => container);
  const [throttling] = expectedOf("throttled").filter(({ query }) => query === "throttling");
  assert.ok(throttling);
  assertShown(
    throttling,
    [...containers].map(([container, rows]) => ({
      container,
      throttled: rows.reduce((sum, { throttled }) => sum + Number(throttled), 0),
    })),
  );
  await watched.shows("throttled", "request-units");
  // Three are no alert yet.
  assert.deepEqual(await watched.alerts(), []);
  assert.deepEqual(await watched.ask("failures"), []);
});

test("store-outage: every request for documents is answered with 503", async () => {
  await using watched = await watch();
  await using app = await cosmosExample(watched.telemetry);
  const open = () =>
    app.request("POST", "/api/commands/open-account", {
      body: { accountId: randomUUID(), owner: "anna", currency: "EUR" },
    });
  assert.equal((await open()).status, 202);
  app.isAway = true;
  assert.equal((await open()).status, 503);
  app.isAway = false;
  await app.pump();
  await watched.shows("store-outage", "store-errors");
  await watched.shows("store-outage", "request-errors");
  app.isAway = true;
  for (let requests = 0; requests < 5; requests++) await open();
  assert.deepEqual(await watched.alerts(), ["request-errors"]);
  assert.deepEqual(await watched.ask("failures"), []);
});
