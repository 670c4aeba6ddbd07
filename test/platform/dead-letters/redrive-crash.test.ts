import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores, type StepHook } from "../../../platform/testing/instrument.ts";
import { send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

class Crash extends Error {}

/** One stream that is parked for its deciders, another one for a projection and a notifier, each with messages behind. */
async function prepared(): Promise<{ app: InMemoryApp; definition: ReturnType<typeof tally>; switches: Switches }> {
  const switches: Switches = { projectionThrowsOn: "poison", notifierThrowsOn: "poison" };
  const definition = tally(switches);
  const app = inMemoryApp(definition);
  await send(app, "break", { counterId: "c", how: "throw" });
  await send(app, "add", { counterId: "c", amount: 2 });
  await send(app, "add", { counterId: "c", amount: 5000 });
  await send(app, "add", { counterId: "c", amount: 4 });
  await send(app, "add", { counterId: "a", amount: 1, note: "poison" });
  await send(app, "add", { counterId: "a", amount: 2 });
  await send(app, "add", { counterId: "a", amount: 4 });
  await app.pump();
  switches.decidersWork = true;
  delete switches.projectionThrowsOn;
  delete switches.notifierThrowsOn;
  return { app, definition, switches };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;
type Work = (runtime: InMemoryApp["runtime"], id: string) => Promise<unknown>;

/** Works on every open letter in a process of its own, whose every step is told to the hook. */
async function workThrough({ app, definition }: Prepared, work: Work, hook: StepHook = () => {}): Promise<void> {
  const runtime = {
    ...runtimeOf(definition, app.stores, app.publisher, app.clock),
    stores: instrumentStores(app.stores, hook),
    publisher: instrumentPublisher(app.publisher, hook),
  };
  const order = (await listLetters(app.stores)).toSorted((a, b) => (a.handler < b.handler ? 1 : -1));
  for (const { id } of order) await work(runtime, id);
}

/** What anybody can see in the end. */
async function visible({ app, definition }: Prepared): Promise<unknown> {
  await app.pump();
  const { containers, readModels } = app.stores;
  const events = containers.events
    .all()
    .map(({ document }) =>
      document.kind === "event"
        ? [document.streamid, document.version, document.causationid]
        : [document.id, document.result.status],
    );
  // Totals are told in the order of the stream; whether a refusal is told before them is up to two feeds.
  const totals: unknown[] = [];
  const others: unknown[] = [];
  for (const recipient of ["a", "c"]) {
    const { items } = (await app.request("GET", `/api/notifications?recipient=${recipient}`)).body;
    for (const { data } of items) (Object.keys(data).length === 2 && "total" in data ? totals : others).push(data);
  }
  const left = containers.deadLetters.all().map(({ document }) => [document.kind, document.id]);
  const outcomes = containers.outcomes.all().map(({ document }) => [document.id, document.status, document.events]);
  const documents = ["counters", "additions"].flatMap((name) => readModels.container(name).all());
  const differences = await verify(definition, app.stores);
  const shown = documents.map(({ document }) => document.data);
  // Which of two streams' documents was written first is nobody's business.
  const sets = [events, outcomes, left, shown, others].map((set) => set.map((entry) => JSON.stringify(entry)).sort());
  return { sets, totals, differences };
}

const works: readonly (readonly [string, Work])[] = [
  ["redrive", (runtime, id) => redrive(runtime, id)],
  [
    "redrive with a repaired payload",
    async (runtime, id) => {
      const edit = { payload: { counterId: "c", how: "x" }, by: "kim", why: "test" };
      const report = await redrive(runtime, id, { edit });
      return report.status === "refused" ? redrive(runtime, id) : report;
    },
  ],
  ["discard", (runtime, id) => discard(runtime, id, { by: "kim", reason: "test" })],
];

describe("a crash between any two steps", () => {
  for (const [name, work] of works) {
    it(`of ${name} loses nothing and does nothing twice`, async () => {
      let steps = 0;
      const calm = await prepared();
      await workThrough(calm, work, () => void steps++);
      const wanted = await visible(calm);
      assert.ok(steps > 60, `only ${steps} steps`);
      for (let crashAt = 0; crashAt < steps; crashAt++) {
        const broken = await prepared();
        let step = 0;
        const crash = () => {
          if (step++ === crashAt) throw new Crash(`at ${crashAt}`);
        };
        await assert.rejects(workThrough(broken, work, crash), Crash);
        // The app goes on, commands come, and the feeds are read again from their beginning by another process.
        if (name !== "discard" && crashAt % 3 === 0)
          await inMemoryApp(broken.definition, { stores: broken.app.stores }).pump();
        await workThrough(broken, work);
        assert.deepEqual(await visible(broken), wanted, `crash at step ${crashAt}`);
      }
    });
  }
});

describe("stores in trouble", () => {
  it("are asked again: every step of a redrive may fail twice", async () => {
    const calm = await prepared();
    await workThrough(calm, (runtime, id) => redrive(runtime, id));
    const wanted = await visible(calm);
    const broken = await prepared();
    const failures = new Map<string, number>();
    const stumble: StepHook = (step, when) => {
      const before = failures.get(step) ?? 0;
      if (when !== "before" || before >= 2) return;
      failures.set(step, before + 1);
      throw new StoreError("transient", `${step} stumbles`);
    };
    const patient = (runtime: InMemoryApp["runtime"], id: string): Promise<unknown> =>
      driven(broken.app.clock, redrive(runtime, id)).catch((error: unknown) => {
        // As a person would: its tries are used up, so once more.
        assert.ok(error instanceof StoreError);
        return patient(runtime, id);
      });
    await workThrough(broken, patient, stumble);
    assert.ok(failures.size > 10);
    assert.deepEqual(await visible(broken), wanted);
  });
});
