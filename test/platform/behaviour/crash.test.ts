import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";
import { send } from "../support/rig.ts";
import { seeded } from "../support/seeded.ts";
import { tally } from "../support/tally.ts";

class Crash extends Error {}

/** A little of everything: acceptance, refusal, nothing, a reaction, poison and what waits behind it. */
async function play(app: InMemoryApp): Promise<void> {
  await send(app, "add", { counterId: "a", amount: 5, note: "x" });
  await send(app, "add", { counterId: "b", amount: 7 });
  await send(app, "add", { counterId: "a", amount: 5000 });
  await send(app, "touch", { counterId: "a", n: 1 });
  await send(app, "add-many", { counterId: "a", times: 3, ref: "r" });
  await send(app, "copy", { counterId: "a", to: "b" });
  await send(app, "break", { counterId: "c", how: "throw" });
  await send(app, "add", { counterId: "c", amount: 1 });
  await app.pump();
}

/** Everything that clients and consumers can see in the end, without times. */
async function visible(app: InMemoryApp): Promise<unknown> {
  const { containers } = app.stores;
  const outcomes = containers.outcomes.all().map(({ document }) => document);
  const events = containers.events
    .all()
    .map(({ document }) =>
      document.kind === "event"
        ? [document.streamid, document.version, document.causationid, document.envelope.data]
        : [document.id, document.result.status],
    );
  const letters = containers.deadLetters.all().map(({ document }) => [document.id, document.kind, document.streamid]);
  const documents = ["counters", "additions", "noted"].flatMap((name) =>
    app.stores.readModels
      .container(name)
      .all()
      .map(({ document }) => document),
  );
  const told = [];
  for (const recipient of ["a", "b", "c"]) {
    const { items } = (await app.request("GET", `/api/notifications?recipient=${recipient}`)).body;
    told.push(...items.map((item: { id: string; data: unknown }) => [item.id, item.data]));
  }
  const published = [...new Set(app.publisher.published.map((event) => event.id))];
  const sorted = (list: readonly unknown[]) =>
    list.map((entry) => JSON.stringify(entry, (key, value) => (key === "correlationId" ? undefined : value))).sort();
  return [outcomes, events, letters, documents, told, published].map(sorted);
}

describe("a crash between any two steps loses nothing and does nothing twice", () => {
  it("at every single step, before and after it", async () => {
    let steps = 0;
    const calm = inMemoryApp(tally(), { onStep: () => void steps++ });
    await play(calm);
    const wanted = await visible(calm);
    assert.ok(steps > 100, `only ${steps} steps`);
    for (let crashAt = 0; crashAt < steps; crashAt++) {
      let step = 0;
      const app = inMemoryApp(tally(), {
        onStep() {
          if (step++ === crashAt) throw new Crash(`crash at ${crashAt}`);
        },
      });
      await play(app);
      assert.deepEqual(await visible(app), wanted, `crash at step ${crashAt}`);
    }
  });

  it("again and again, from a seed, in batches of any size", async () => {
    const wanted = await (async () => {
      const calm = inMemoryApp(tally());
      await play(calm);
      return visible(calm);
    })();
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed);
      const app = inMemoryApp(tally(), {
        batchSize: 1 + (seed % 7),
        onStep() {
          if (random() < 0.04) throw new Crash(`seed ${seed}`);
        },
      });
      await play(app);
      assert.deepEqual(await visible(app), wanted, `seed ${seed}`);
      assert.deepEqual(await verify(tally(), app.stores), [], `seed ${seed}`);
    }
  });

  it("a new process that reads the whole feed again changes nothing", async () => {
    const stores = memoryStores();
    const first = inMemoryApp(tally(), { stores });
    await play(first);
    const wanted = (await visible(first)) as unknown[];
    const second = inMemoryApp(tally(), { stores });
    await second.pump();
    assert.deepEqual(await visible(second), wanted);
  });
});
