import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RetryPolicy } from "../../../platform/app/definition.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { retryLetters } from "../../../platform/dead-letters/redrive/retry-letters.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores, type StepHook } from "../../../platform/testing/instrument.ts";
import { interleave } from "../support/interleave.ts";
import { send } from "../support/rig.ts";
import { seeded } from "../support/seeded.ts";
import { type Switches, tally } from "../support/tally.ts";

class Crash extends Error {}

const hour = 3_600_000;
const broken: Switches = { projectionThrowsOn: "poison", notifierThrowsOn: "poison" };

/** Handlers that are all tried `attempts` times, an hour apart. */
function hourly(attempts: number, switches: Switches) {
  const policy: RetryPolicy = { attempts, strategy: "fixed", first: hour, max: hour, jitter: 0 };
  return tally(switches, { retry: { commands: policy, projections: policy } });
}

async function fill(app: InMemoryApp): Promise<void> {
  await send(app, "break", { counterId: "c", how: "throw" });
  await send(app, "add", { counterId: "c", amount: 2 });
  await send(app, "add", { counterId: "c", amount: 5000 });
  await send(app, "add", { counterId: "c", amount: 4 });
  await send(app, "add", { counterId: "a", amount: 1, note: "poison" });
  await send(app, "add", { counterId: "a", amount: 2 });
  await send(app, "add", { counterId: "a", amount: 4 });
}

/** Streams that wait for the next try of a decider, a projection and a notifier, with messages behind; it is due. */
async function due(attempts: number, switches: Switches) {
  const definition = hourly(attempts, switches);
  const app = inMemoryApp(definition);
  await fill(app);
  await app.pump();
  await app.clock.advance(hour + 1);
  return { app, definition };
}

type Prepared = Awaited<ReturnType<typeof due>>;

/** The work of another process, whose every step is told to the hook. */
function processOf({ app, definition }: Prepared, hook: StepHook = () => {}) {
  return {
    ...runtimeOf(definition, app.stores, app.publisher, app.clock),
    stores: instrumentStores(app.stores, hook),
    publisher: instrumentPublisher(app.publisher, hook),
  };
}

/** What anybody can see in the end. */
async function visible({ app }: Pick<Prepared, "app">): Promise<unknown> {
  await app.pump();
  const { containers, readModels } = app.stores;
  const events = containers.events
    .all()
    .map(({ document }) =>
      document.kind === "event"
        ? [document.streamid, document.version, document.causationid]
        : [document.id, document.result.status],
    );
  const told: unknown[] = [];
  for (const recipient of ["a", "c"]) {
    const { items } = (await app.request("GET", `/api/notifications?recipient=${recipient}`)).body;
    for (const { data } of items) told.push(data);
  }
  const left = containers.deadLetters.all().map(({ document }) => {
    if (document.kind !== "letter") return [document.kind, document.id];
    const { id, attempts, retryAt, closed } = document;
    return [id, attempts.length, retryAt !== undefined, closed?.how];
  });
  const outcomes = containers.outcomes.all().map(({ document }) => [document.id, document.status, document.deadLetter]);
  const shown = ["counters", "additions"].flatMap((name) => readModels.container(name).all());
  const sets = [events, outcomes, left, told, shown.map(({ document }) => document.data)];
  return { sets: sets.map((set) => set.map((entry) => JSON.stringify(entry)).sort()) };
}

async function crashEverywhere(
  prepare: () => Promise<Prepared>,
  work: (prepared: Prepared, hook?: StepHook) => Promise<unknown>,
) {
  let steps = 0;
  const calm = await prepare();
  await work(calm, () => void steps++);
  const wanted = await visible(calm);
  for (let crashAt = 0; crashAt < steps; crashAt++) {
    const prepared = await prepare();
    let step = 0;
    const crash = () => {
      if (step++ === crashAt) throw new Crash(`at ${crashAt}`);
    };
    await assert.rejects(work(prepared, crash), Crash);
    if (crashAt % 3 === 0) await inMemoryApp(prepared.definition, { stores: prepared.app.stores }).pump();
    await work(prepared);
    assert.deepEqual(await visible(prepared), wanted, `crash at step ${crashAt}`);
  }
  return { steps, wanted: wanted as { readonly sets: readonly (readonly string[])[] } };
}

describe("a crash between any two steps", () => {
  it("of a try that passes loses nothing and does nothing twice", async () => {
    const prepare = async () => {
      const switches: Switches = { ...broken };
      const prepared = await due(3, switches);
      switches.decidersWork = true;
      delete switches.projectionThrowsOn;
      delete switches.notifierThrowsOn;
      return prepared;
    };
    const { steps, wanted } = await crashEverywhere(prepare, (prepared, hook) =>
      retryLetters(processOf(prepared, hook)),
    );
    assert.ok(steps > 60, `only ${steps} steps`);
    assert.deepEqual(wanted.sets[2], []);
  });

  it("of a try that fails counts it once, and the next one is an hour away", async () => {
    const { steps, wanted } = await crashEverywhere(
      () => due(3, { ...broken }),
      (prepared, hook) => retryLetters(processOf(prepared, hook)),
    );
    assert.ok(steps > 20, `only ${steps} steps`);
    const letters = wanted.sets[2]?.filter((entry) => entry.includes('"letter-')) ?? [];
    assert.equal(letters.length, 3);
    for (const letter of letters) assert.match(letter, /,2,true,null\]$/);
  });

  it("of the last try leaves an ordinary letter, and the command has failed once", async () => {
    const { steps, wanted } = await crashEverywhere(
      () => due(2, { ...broken }),
      (prepared, hook) => retryLetters(processOf(prepared, hook)),
    );
    assert.ok(steps > 20, `only ${steps} steps`);
    const letters = wanted.sets[2]?.filter((entry) => entry.includes('"letter-')) ?? [];
    assert.equal(letters.length, 3);
    for (const letter of letters) assert.match(letter, /,2,false,null\]$/);
    assert.equal(wanted.sets[1]?.filter((entry) => entry.includes('"failed"')).length, 1);
    assert.equal(wanted.sets[3]?.filter((entry) => entry.includes("deadLetter")).length, 1);
  });

  it("of discarding what waits for its next try: it has failed once, and the rest goes on", async () => {
    const { wanted } = await crashEverywhere(
      () => due(3, { ...broken }),
      async (prepared, hook) => {
        const runtime = processOf(prepared, hook);
        for (const { id, handler } of await listLetters(prepared.app.stores, { all: true })) {
          if (handler === "commands") await discard(runtime, id, { by: "kim", reason: "test" });
        }
      },
    );
    assert.equal(wanted.sets[1]?.filter((entry) => entry.includes('"failed"')).length, 1);
    assert.equal(wanted.sets[3]?.filter((entry) => entry.includes("deadLetter")).length, 1);
  });

  it("of the app when it parks for an hour: tried on time, in order, each once", async () => {
    const run = async (onStep: StepHook) => {
      const switches: Switches = { ...broken };
      const definition = hourly(3, switches);
      const app = inMemoryApp(definition, { onStep });
      await fill(app);
      await app.pump();
      const waiting = (await listLetters(app.stores)).map(({ id, attempts, retryAt }) => [
        id,
        attempts,
        retryAt !== undefined,
      ]);
      switches.decidersWork = true;
      delete switches.projectionThrowsOn;
      delete switches.notifierThrowsOn;
      await app.advance("PT2H");
      return [waiting.sort(), await visible({ app })];
    };
    let steps = 0;
    const wanted = await run(() => void steps++);
    assert.ok(steps > 150, `only ${steps} steps`);
    for (let crashAt = 0; crashAt < steps; crashAt += 3) {
      let step = 0;
      const seen = await run(() => {
        if (step++ === crashAt) throw new Crash(`at ${crashAt}`);
      });
      assert.deepEqual(seen, wanted, `crash at step ${crashAt}`);
    }
  });
});

describe("two hosts whose timers fire at once", () => {
  it("do each message once and in order, and count a failed try once", async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed);
      const passes = seed % 2 === 0;
      const switches: Switches = { ...broken };
      const prepared = await due(3, switches);
      if (passes) {
        switches.decidersWork = true;
        delete switches.projectionThrowsOn;
        delete switches.notifierThrowsOn;
      }
      await interleave(
        2,
        (worker) => worker.start(() => retryLetters(processOf(prepared, worker.hook))),
        (alive) => Math.floor(random() * alive),
      );
      await prepared.app.pump();
      const letters = await listLetters(prepared.app.stores);
      if (passes) {
        const events = await prepared.app.stores.events.readAfter("counter/c", 0, 100);
        const amounts = events.map(({ envelope }) => (envelope.data as { amount: number }).amount);
        assert.deepEqual(amounts, [1, 2, 4], `seed ${seed}`);
        assert.deepEqual(letters, [], `seed ${seed}`);
        assert.deepEqual(await verify(prepared.definition, prepared.app.stores), [], `seed ${seed}`);
      } else {
        assert.deepEqual(
          letters.map(({ attempts }) => attempts),
          [2, 2, 2],
          `seed ${seed}`,
        );
      }
    }
  });
});
