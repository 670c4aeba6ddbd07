import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type MemoryStores, memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { RetryPolicy } from "../../../platform/app/definition.ts";
import type { Runtime } from "../../../platform/app/runtime.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { handleEvents } from "../../../platform/events/handle-events.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores, type StepHook } from "../../../platform/testing/instrument.ts";
import { send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

const hourly: RetryPolicy = { attempts: 3, strategy: "fixed", first: 3_600_000, max: 3_600_000 };

/** Commands of several streams, some of them poison, and what they lead to. */
async function filled(switches: Switches, retry = tally().retry) {
  const stores = memoryStores();
  const app = tally(switches, { retry });
  const front = inMemoryApp(app, { stores });
  for (const counterId of ["a", "b", "c", "d"]) {
    await send(front, "add", { counterId, amount: 1 });
    if (counterId < "c") await send(front, "add", { counterId, amount: 2, note: "poison" });
    if (counterId === "c") await send(front, "break", { counterId, how: "throw" });
    await send(front, "add", { counterId, amount: 4 });
  }
  return { app, stores, publisher: front.publisher };
}

type Filled = Awaited<ReturnType<typeof filled>>;

function processOf({ app, stores, publisher }: Filled, hook: StepHook, clock = new FakeClock()): Runtime {
  return runtimeOf(app, instrumentStores(stores, hook), instrumentPublisher(publisher, hook), clock);
}

const commandsOf = (stores: MemoryStores) => {
  return stores.containers.commands.changesAfter(0).map(({ document, lsn }) => ({ ...document, _lsn: lsn }));
};
const eventsOf = (stores: MemoryStores) => stores.containers.events.changesAfter(0).map(({ document }) => document);
const totalOf = (stores: MemoryStores, id: string) => {
  const found = stores.readModels.container("counters").all();
  return found
    .map(({ document }) => document.data as { counterId: string; total: number })
    .find((one) => one.counterId === id)?.total;
};

describe("a projection that throws for some streams", () => {
  it("holds up nobody else: the others are written before anything is waited for", async () => {
    const clock = new FakeClock();
    const prepared = await filled({ projectionThrowsOn: "poison" });
    const { stores } = prepared;
    const runtime = processOf({ ...prepared, app: { ...prepared.app, notifiers: [] } }, () => {}, clock);
    await driven(clock, handleCommands(runtime, commandsOf(stores)));
    const batch = eventsOf(stores).toSorted((one, other) => (one.streamid < other.streamid ? -1 : 1));
    const work = handleEvents(runtime, batch);
    for (let turn = 0; turn < 1000 && clock.pending === 0; turn++) await new Promise((done) => setImmediate(done));
    assert.ok(clock.pending > 0);
    assert.deepEqual(
      ["a", "b", "c", "d"].map((id) => totalOf(stores, id)),
      [1, 1, 1, 5],
    );
    const begun = clock.now();
    await driven(clock, work);
    // Streams that fail at once wait together, and not one after the other: 75 and 150 ms.
    assert.ok(clock.now() - begun <= 350, `${clock.now() - begun} ms`);
    const lines = await listLetters(stores);
    assert.deepEqual(
      lines
        .filter(({ handler }) => handler === "projection-counters")
        .map(({ stream, attempts }) => [stream, attempts])
        .sort(),
      [
        ["counter/a", 3],
        ["counter/b", 3],
      ],
    );
  });
});

describe("a document that the store will never take", () => {
  for (const [store, method] of [
    ["readModels", "write"],
    ["notifications", "create"],
  ] as const) {
    it(`parks its stream in ${store}; everybody else goes on`, async () => {
      const prepared = await filled({});
      const { stores, app, publisher } = prepared;
      const clock = new FakeClock();
      const target: object = stores[store];
      const picky = new Proxy(target, {
        get(object, property) {
          const member: unknown = Reflect.get(object, property);
          if (typeof member !== "function") return member;
          return (...args: unknown[]) => {
            const isBig = property === method && JSON.stringify(args).includes('"b"');
            if (isBig) throw new StoreError("refused", "Request Entity Too Large");
            return member.apply(object, args) as unknown;
          };
        },
      });
      const runtime = runtimeOf(app, { ...stores, [store]: picky }, publisher, clock);
      await driven(clock, handleCommands(runtime, commandsOf(stores)));
      await driven(clock, handleEvents(runtime, eventsOf(stores)));
      const lines = (await listLetters(stores)).filter(({ handler }) => handler !== "commands");
      assert.ok(lines.length > 0);
      for (const { stream, error } of lines) {
        assert.equal(stream, "counter/b");
        assert.match(error, /Too Large/);
      }
      assert.equal(totalOf(stores, "a"), 7);
      assert.equal(totalOf(stores, "d"), 5);
      assert.equal(publisher.published.length, 9);
    });
  }
});

/** Messages of a batch that neither are done nor kept: an empty list, or something is lost. */
function lostCommands(stores: MemoryStores): readonly string[] {
  const letters = stores.containers.deadLetters.all().flatMap(({ document }) => {
    return document.kind === "parked" ? [] : [document.message.id];
  });
  const decided = eventsOf(stores).map(({ causationid }) => causationid);
  const kept = new Set([...letters, ...decided]);
  return commandsOf(stores).flatMap(({ envelope }) => (kept.has(envelope.id) ? [] : [envelope.id]));
}

function lostEvents(stores: MemoryStores, publisher: Filled["publisher"]): readonly string[] {
  const documents = stores.containers.deadLetters.all().map(({ document }) => document);
  const isKept = (handler: string, id: string) =>
    documents.some(
      (document) => document.kind !== "parked" && document.handler === handler && document.message.id === id,
    );
  const published = new Set(publisher.published.map(({ id }) => id));
  return eventsOf(stores).flatMap((event) => {
    if (event.kind !== "event") return [];
    const { id } = event.envelope;
    const seen = stores.readModels.container("counters").all();
    const isFolded = seen.some(({ document }) => (document.seen[event.streamid] ?? 0) >= event.version);
    const missing = [
      ...(isFolded || isKept("projection-counters", id) ? [] : ["folded"]),
      ...(published.has(id) ? [] : ["published"]),
    ];
    return missing.map((what) => `${id} is not ${what}`);
  });
}

describe("nothing is checkpointed before it has succeeded or is parked", () => {
  for (const [name, own] of [
    ["short waits", undefined],
    ["waits of an hour", { commands: hourly, projections: hourly }],
  ] as const) {
    it(`whichever store is gone, and from whichever call on (${name})`, async () => {
      const switches: Switches = { projectionThrowsOn: "poison", notifierThrowsOn: "poison" };
      const prepare = () => filled(switches, own ?? tally().retry);
      const handle = async (prepared: Filled, hook: StepHook) => {
        const clock = new FakeClock();
        const runtime = processOf(prepared, hook, clock);
        await driven(clock, handleCommands(runtime, commandsOf(prepared.stores)));
        assert.deepEqual(lostCommands(prepared.stores), []);
        await driven(clock, handleEvents(runtime, eventsOf(prepared.stores)));
        assert.deepEqual(lostEvents(prepared.stores, prepared.publisher), []);
      };
      const calls = new Map<string, number>();
      await handle(await prepare(), (step, when) => {
        if (when === "before") calls.set(step, (calls.get(step) ?? 0) + 1);
      });
      assert.ok(calls.has("deadLetters.change") && calls.has("events.append"), [...calls.keys()].join());
      let refusals = 0;
      for (const [gone, count] of calls) {
        for (let from = 0; from < count; from += Math.ceil(count / 6)) {
          const prepared = await prepare();
          let call = 0;
          const hook: StepHook = (step, when) => {
            if (step === gone && when === "before" && call++ >= from)
              throw new StoreError("unavailable", `${step} is gone`);
          };
          try {
            // When it answers, nothing may be lost; when it throws, the batch comes again.
            await handle(prepared, hook);
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            refusals++;
          }
          await handle(prepared, () => {});
          // Read again, nothing waits behind its own letter.
          const kept = prepared.stores.containers.deadLetters.all().flatMap(({ document }) => {
            return document.kind === "parked" ? [] : [`${document.handler} ${document.message.id}`];
          });
          assert.deepEqual(kept.toSorted(), [...new Set(kept)].sort());
        }
      }
      assert.ok(refusals > 20, `only ${refusals} refusals`);
    });
  }
});
