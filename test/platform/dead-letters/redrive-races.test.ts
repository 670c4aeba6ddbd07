import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { handleEvents } from "../../../platform/events/handle-events.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores } from "../../../platform/testing/instrument.ts";
import { interleave, type Worker } from "../support/interleave.ts";
import { send } from "../support/rig.ts";
import { seeded } from "../support/seeded.ts";
import { type Switches, tally } from "../support/tally.ts";

/** Waiting between tries is over at once: schedules are about steps. */
const impatient = {
  now: () => Date.UTC(2026, 0, 1),
  schedule(_delay: number, task: () => void) {
    const timer = setImmediate(task);
    return { cancel: () => clearImmediate(timer) };
  },
};

/** A parked stream, repaired, and further commands that are on their way. */
async function parked(switches: Switches) {
  const app = tally(switches);
  const stores = memoryStores();
  const front = inMemoryApp(app, { stores });
  await send(front, "break", { counterId: "c", how: "throw" });
  for (const amount of [1, 2]) await send(front, "add", { counterId: "c", amount });
  await front.pump();
  const handled = stores.containers.commands.changesAfter(0).at(-1)?.lsn ?? 0;
  for (const amount of [4, 8]) await send(front, "add", { counterId: "c", amount });
  const live = stores.containers.commands
    .changesAfter(handled)
    .map(({ document, lsn }) => ({ ...document, _lsn: lsn }));
  switches.decidersWork = true;
  const [line] = await listLetters(stores);
  return { app, stores, front, live, id: line?.id ?? "" };
}

function runtimeFor(app: AppDefinition, prepared: Awaited<ReturnType<typeof parked>>, worker: Worker) {
  return {
    ...runtimeOf(app, prepared.stores, prepared.front.publisher, impatient),
    stores: instrumentStores(prepared.stores, worker.hook),
    publisher: instrumentPublisher(prepared.front.publisher, worker.hook),
  };
}

describe("two redrives at once, while the app works", () => {
  it("handle each message once and in order, whoever is faster", async () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const prepared = await parked({});
      const { app, stores, front, live, id } = prepared;
      await interleave(
        3,
        (worker, index) => {
          const runtime = runtimeFor(app, prepared, worker);
          worker.start(() => (index < 2 ? redrive(runtime, id) : handleCommands(runtime, live)));
        },
        (alive) => Math.floor(random() * alive),
      );
      await front.pump();
      const events = await stores.events.readAfter("counter/c", 0, 100);
      const amounts = events.map(({ envelope }) => (envelope.data as { amount: number }).amount);
      assert.deepEqual(amounts, [1, 1, 2, 4, 8], `seed ${seed}`);
      assert.deepEqual(stores.containers.deadLetters.all(), [], `seed ${seed}`);
      const outcomes = stores.containers.outcomes.all().map(({ document }) => document.status);
      assert.deepEqual(outcomes, Array(5).fill("succeeded"), `seed ${seed}`);
      assert.deepEqual(await verify(app, stores), [], `seed ${seed}`);
    }
  });

  it("a discard against a redrive: one of them wins, and the rest goes on in order", async () => {
    const seen = new Set<number>();
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const prepared = await parked({});
      const { app, stores, front, live, id } = prepared;
      await interleave(
        3,
        (worker, index) => {
          const runtime = runtimeFor(app, prepared, worker);
          const works = [
            () => redrive(runtime, id),
            () => discard(runtime, id, { by: "kim", reason: "race" }),
            () => handleCommands(runtime, live),
          ];
          worker.start(works[index] ?? (async () => {}));
        },
        (alive) => Math.floor(random() * alive),
      );
      await front.pump();
      const events = await stores.events.readAfter("counter/c", 0, 100);
      const amounts = events.map(({ envelope }) => (envelope.data as { amount: number }).amount);
      seen.add(amounts.length);
      assert.deepEqual(amounts, amounts.length === 5 ? [1, 1, 2, 4, 8] : [1, 2, 4, 8], `seed ${seed}`);
      const left = stores.containers.deadLetters.all().filter(({ document }) => document.kind !== "letter");
      assert.deepEqual(left, [], `seed ${seed}`);
      const failed = stores.containers.outcomes.all().filter(({ document }) => document.status === "failed");
      assert.equal(failed.length, amounts.length === 5 ? 0 : 1, `seed ${seed}`);
    }
    assert.deepEqual([...seen].sort(), [4, 5]);
  });
});

describe("two redrives of a projection at once, while events come", () => {
  it("fold each event once and in order", async () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const switches: Switches = { projectionThrowsOn: "poison" };
      const app = tally(switches);
      const stores = memoryStores();
      const front = inMemoryApp(app, { stores });
      await send(front, "add", { counterId: "a", amount: 1, note: "poison" });
      await send(front, "add", { counterId: "a", amount: 2 });
      await front.pump();
      const handled = stores.containers.events.changesAfter(0).at(-1)?.lsn ?? 0;
      await send(front, "add", { counterId: "a", amount: 4 });
      await handleCommands(
        runtimeOf(app, stores, front.publisher, impatient),
        stores.containers.commands.changesAfter(0).map(({ document }) => document),
      );
      const live = stores.containers.events.changesAfter(handled).map(({ document }) => document);
      delete switches.projectionThrowsOn;
      // The notifier shows the document, so that it is parked too: by a letter of its own, which stays here.
      const line = (await listLetters(stores)).find(({ handler }) => handler === "projection-counters");
      const prepared = { app, stores, front, live: [], id: line?.id ?? "" };
      await interleave(
        3,
        (worker, index) => {
          const runtime = runtimeFor(app, prepared, worker);
          worker.start(() => (index < 2 ? redrive(runtime, prepared.id) : handleEvents(runtime, live)));
        },
        (alive) => Math.floor(random() * alive),
      );
      await front.pump();
      assert.equal((await front.request("GET", "/api/counters/a")).body.total, 7, `seed ${seed}`);
      const left = stores.containers.deadLetters.all().map(({ document }) => document.handler);
      assert.deepEqual([...new Set(left)], ["notifier-TotalChanged"], `seed ${seed}`);
      assert.deepEqual(await verify(app, stores), [], `seed ${seed}`);
    }
  });
});
