import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import type { Runtime } from "../../../platform/app/runtime.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { handleEvents } from "../../../platform/events/handle-events.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import type { CommandRecord } from "../../../platform/stores/records.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores } from "../../../platform/testing/instrument.ts";
import { everySchedule, interleave, type Worker } from "../support/interleave.ts";
import { send } from "../support/rig.ts";
import { seeded } from "../support/seeded.ts";
import { tally } from "../support/tally.ts";

/** Waiting between tries is over at once: schedules are about steps. */
const impatient = {
  now: () => Date.UTC(2026, 0, 1),
  schedule(_delay: number, task: () => void) {
    const timer = setImmediate(task);
    return { cancel: () => clearImmediate(timer) };
  },
};

type Commands = readonly (readonly [name: string, body: unknown])[];

async function prepare(app: AppDefinition, before: Commands, commands: Commands) {
  const stores = memoryStores();
  const front = inMemoryApp(app, { stores });
  for (const [name, body] of before) await send(front, name, body);
  await front.pump();
  for (const [name, body] of commands) await send(front, name, body);
  const all = stores.containers.commands.changesAfter(0).map(({ document }) => document);
  return { stores, front, batch: all.slice(before.length) };
}

function zombie(app: AppDefinition, prepared: Awaited<ReturnType<typeof prepare>>, worker: Worker): Runtime {
  const { stores, front } = prepared;
  const runtime = runtimeOf(app, stores, front.publisher, impatient);
  return {
    ...runtime,
    stores: instrumentStores(stores, worker.hook),
    publisher: instrumentPublisher(front.publisher, worker.hook),
  };
}

async function check(prepared: Awaited<ReturnType<typeof prepare>>, app: AppDefinition, label: string): Promise<void> {
  const { stores, front, batch } = prepared;
  await front.pump();
  const stored = stores.containers.events.all().map(({ document }) => document);
  for (const command of batch) {
    const results = stored.filter((record) => record.causationid === command.envelope.id);
    const markers = results.filter((record) => record.kind === "outcome");
    const waits = stores.containers.deadLetters
      .all()
      .some(({ document }) => document.kind === "waiting" && document.message.id === command.envelope.id);
    assert.ok(
      markers.length === 0 ? results.length > 0 || waits : results.length === 1,
      `${label}: one result of ${command.envelope.type}`,
    );
    const outcome = stores.containers.outcomes.read(command.envelope.id, command.envelope.id)?.document;
    if (waits) {
      assert.equal(outcome, undefined, label);
      continue;
    }
    const [first] = results;
    const wanted = first?.kind === "outcome" ? first.result.status : "succeeded";
    assert.equal(outcome?.status, wanted, `${label}: outcome of ${command.envelope.type}`);
    const positions = results.flatMap((record) => (record.kind === "event" ? [record.version] : []));
    assert.deepEqual(outcome?.events?.map((event) => event.version) ?? [], positions, label);
  }
  assert.deepEqual(await verify(app, stores), [], label);
}

async function fight(
  before: Commands,
  commands: Commands,
  batches: (batch: readonly CommandRecord[]) => readonly (readonly CommandRecord[])[],
  choose: (alive: number) => number,
  label: string,
) {
  const app = tally();
  const prepared = await prepare(app, before, commands);
  const shares = batches(prepared.batch);
  await interleave(
    shares.length,
    (worker, index) => worker.start(() => handleCommands(zombie(app, prepared, worker), shares[index] ?? [])),
    choose,
  );
  await check(prepared, app, label);
}

const twice = (batch: readonly CommandRecord[]) => [batch, batch];

describe("two workers with the same commands", () => {
  const cases: readonly (readonly [string, Commands, Commands])[] = [
    ["accept", [], [["add", { counterId: "a", amount: 1 }]]],
    ["refuse", [["add", { counterId: "a", amount: 999 }]], [["add", { counterId: "a", amount: 2 }]]],
    ["do nothing", [], [["touch", { counterId: "a", n: 1 }]]],
  ];
  for (const [what, before, commands] of cases) {
    it(`${what} once, whatever the order of their steps (every schedule)`, async () => {
      const schedules = await everySchedule((choose) => fight(before, commands, twice, choose, what));
      assert.ok(schedules > 50, `only ${schedules} schedules`);
    });
  }

  it("have one result each for a mix of accepted, refused, idle and poisonous ones (600 seeds)", async () => {
    const mix: Commands = [
      ["add", { counterId: "a", amount: 600 }],
      ["add", { counterId: "a", amount: 500 }],
      ["touch", { counterId: "a", n: 1 }],
      ["add", { counterId: "a", amount: 400 }],
      ["add-many", { counterId: "b", times: 2, ref: "r" }],
      ["break", { counterId: "b", how: "throw" }],
      ["add", { counterId: "b", amount: 1 }],
    ];
    for (let seed = 1; seed <= 600; seed++) {
      const random = seeded(seed);
      // A zombie may still hold an older or a newer stretch of the feed than the worker that took over.
      const from = Math.floor(random() * 3);
      const overlap = (batch: readonly CommandRecord[]) => [batch, batch.slice(0, batch.length - from), batch];
      await fight([], mix, overlap, (alive) => Math.floor(random() * alive), `seed ${seed}`);
    }
  });
});

describe("two workers with the same events", () => {
  it("fold each event once into every document (400 seeds)", async () => {
    for (let seed = 1; seed <= 400; seed++) {
      const random = seeded(seed);
      const app = tally();
      const stores = memoryStores();
      const front = inMemoryApp(app, { stores });
      for (const [n, counterId] of ["a", "b", "a", "b", "a"].entries()) {
        await send(front, "add", { counterId, amount: n + 1, note: `n${n % 2}` });
      }
      await handleCommands(
        runtimeOf(app, stores, front.publisher, impatient),
        stores.containers.commands.changesAfter(0).map(({ document }) => document),
      );
      const events = stores.containers.events.changesAfter(0).map(({ document }) => document);
      const prepared = { stores, front, batch: [] };
      await interleave(
        2,
        (worker, index) => {
          const runtime = zombie(app, prepared, worker);
          worker.start(() => handleEvents(runtime, index === 0 ? events : events.slice(0, 3)));
        },
        (alive) => Math.floor(random() * alive),
      );
      assert.deepEqual(await verify(app, stores), [], `seed ${seed}`);
      const ids = new Set(front.publisher.published.map((event) => event.id));
      assert.equal(ids.size, 5);
    }
  });
});
