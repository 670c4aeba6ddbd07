import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { handleEvents } from "../../../platform/events/handle-events.ts";
import { handleReaction } from "../../../platform/reactions/handle-reaction.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores } from "../../../platform/testing/instrument.ts";
import { outcome, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

describe("stores in trouble", () => {
  it("that stumble are asked again: every step may fail twice", async () => {
    const failures = new Map<string, number>();
    const app = inMemoryApp(tally(), {
      onStep(step, when) {
        const count = failures.get(step) ?? 0;
        if (when === "after" || count >= 2) return;
        failures.set(step, count + 1);
        throw new StoreError("transient", `${step} stumbles`);
      },
    });
    const sent = await send(app, "add", { counterId: "a", amount: 1 });
    await app.pump();
    assert.equal((await outcome(app, sent)).status, "succeeded");
    assert.ok(failures.has("events.append") && failures.has("publisher.publish") && failures.has("readModels.write"));
    assert.equal(app.stores.containers.deadLetters.all().length, 0);
  });

  it("that are gone hold the batch: the handler throws, and parks nothing", async () => {
    const stores = memoryStores();
    const front = inMemoryApp(tally(), { stores });
    await send(front, "add", { counterId: "a", amount: 1 });
    const clock = new FakeClock();
    let gone = "events.append";
    const hook = (step: string) => {
      if (step === gone) throw new StoreError("transient", "connection refused");
    };
    const publisher = instrumentPublisher(front.publisher, hook);
    const runtime = runtimeOf(tally(), instrumentStores(stores, hook), publisher, clock);
    const commands = () => stores.containers.commands.all().map(({ document }) => document);
    const events = () => stores.containers.events.all().map(({ document }) => document);
    await assert.rejects(driven(clock, handleCommands(runtime, commands())), /connection refused/);
    gone = "publisher.publish";
    await driven(clock, handleCommands(runtime, commands()));
    await assert.rejects(driven(clock, handleEvents(runtime, events())), /connection refused/);
    gone = "";
    await driven(clock, handleEvents(runtime, events()));
    assert.equal(front.publisher.published.length, 1);
    assert.equal(stores.containers.deadLetters.all().length, 0);
  });

  it("that are busy make a client wait that waits for its outcome, and tell others", async () => {
    const stores = memoryStores();
    const back = inMemoryApp(tally(), { stores });
    const { headers } = await send(back, "add", { counterId: "a", amount: 1 });
    await back.pump();
    let busy = 4;
    const clock = new FakeClock();
    const outcomes: typeof stores.outcomes = {
      ...stores.outcomes,
      async read(id) {
        if (busy-- > 0) throw new StoreError("transient", "busy", { retryAfter: 2_000 });
        return stores.outcomes.read(id);
      },
    };
    const front = inMemoryApp(tally(), { stores: { ...stores, outcomes }, clock });
    const location = headers["location"] ?? "";
    const told = await front.request("GET", location);
    assert.equal(told.status, 503);
    assert.equal(told.headers["retry-after"], "2");
    const { status, body } = await driven(clock, front.request("GET", location, { headers: { prefer: "wait=20" } }));
    assert.equal(status, 200);
    assert.equal(body.status, "succeeded");
    assert.ok(busy < 0);
  });

  it("that refuse one document park it", async () => {
    const stores = memoryStores();
    const app = inMemoryApp(tally(), {
      stores,
      onStep(step) {
        if (step === "events.append") throw new StoreError("refused", "Request too large");
      },
    });
    const sent = await send(app, "add", { counterId: "a", amount: 1 });
    await app.pump();
    assert.equal((await outcome(app, sent)).status, "failed");
  });

  it("an event that Event Grid never takes gets a letter, the others go out", async () => {
    const app = inMemoryApp(tally());
    const fat = "x".repeat(200_000);
    for (let n = 1; n <= 8; n++) await send(app, "add", { counterId: "a", amount: n, note: fat });
    const before = app.publisher.publish.bind(app.publisher);
    app.publisher.publish = async (events) => {
      if (events.some((event) => event.id === "counter:a:3")) throw new StoreError("refused", "too large");
      await before(events);
    };
    await app.pump();
    const ids = app.publisher.published.map((event) => event.streamversion);
    assert.deepEqual(ids, [1, 2, 4, 5, 6, 7, 8]);
    // The read model keyed by the note parks too: so long a text is no key.
    const letters = app.stores.containers.deadLetters.all().flatMap(({ document }) => {
      return document.kind === "letter" ? [`${document.handler} ${document.message.id}`] : [];
    });
    assert.deepEqual(letters, ["projection-noted counter:a:1", "publish counter:a:3"]);
  });
});

describe("a parking that ends while a message is on its way to wait", () => {
  it("does not leave the message behind", async () => {
    const switches: Switches = { projectionThrowsOn: "poison" };
    const stores = memoryStores();
    let freeing = false;
    const app = inMemoryApp(tally(switches), {
      stores,
      async onStep(step, when) {
        // Whoever ends the parking removes the marker between the look at it and the message's waiting.
        if (!freeing || step !== "deadLetters.readParked" || when !== "after") return;
        freeing = false;
        delete switches.projectionThrowsOn;
        await stores.deadLetters.remove("counter/a", "parked-projection-counters");
      },
    });
    await send(app, "add", { counterId: "a", amount: 1, note: "poison" });
    await app.pump();
    freeing = true;
    await send(app, "add", { counterId: "a", amount: 2 });
    await app.pump();
    assert.deepEqual(await stores.deadLetters.waiting("counter/a", "projection-counters"), []);
    assert.equal((await app.request("GET", "/api/counters/a")).body.total, 2);
  });
});

describe("a reaction", () => {
  it("passes over what is no event of its own, and sends once however often it is delivered", async () => {
    const warned: string[] = [];
    const definition = tally();
    const app = inMemoryApp(definition, { log: ({ message }) => void warned.push(message) });
    await send(app, "add", { counterId: "a", amount: 4 });
    await send(app, "copy", { counterId: "a", to: "b" });
    await app.pump();
    const [reaction] = definition.reactions;
    const asked = app.publisher.published.find((event) => event.type === "tally.CopyAsked.v1");
    assert.ok(reaction && asked);
    for (let n = 0; n < 3; n++)
      await handleReaction(app.runtime, reaction, { ...asked, streamversion: String(asked.streamversion) });
    await app.pump();
    assert.equal((await app.request("GET", "/api/counters/b")).body.total, 4);
    for (const odd of [
      null,
      1,
      "x",
      [],
      {},
      { ...asked, specversion: "0.3" },
      { ...asked, type: "x" },
      { ...asked, streamid: 1 },
      { ...asked, source: "/somebody/else" },
    ]) {
      await handleReaction(app.runtime, reaction, odd);
    }
    assert.equal(warned.length, 9);
    await assert.rejects(handleReaction(app.runtime, reaction, { ...asked, data: {} }), /is invalid/);
  });
});
