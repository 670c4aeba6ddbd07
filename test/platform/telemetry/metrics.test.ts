import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemMeasures } from "../../../platform/telemetry/measure/measure-system.ts";
import { type InMemoryApp, inMemoryApp, recordingTelemetry } from "../../../platform/testing/index.ts";
import { questApp } from "../support/quest.ts";
import { send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

/** An app in memory, and what it measures. */
function open(switches: Switches = {}, definition = tally(switches)) {
  const telemetry = recordingTelemetry();
  const app = inMemoryApp(definition, { telemetry });
  /** All measurements of one name: value and attributes. */
  const of = (name: string) =>
    telemetry.measurements
      .filter((measured) => measured.name === name)
      .map(({ value, attributes }): readonly [number, Readonly<Record<string, unknown>>] => [
        value,
        defined(attributes),
      ]);
  return { app, of };
}

const defined = (attributes: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

describe("commands are counted", () => {
  it("when they are accepted, come again, or are refused at the door", async () => {
    const { app, of } = open();
    await send(app, "add", { counterId: "a", amount: 1 });
    await send(app, "add", { counterId: "a", amount: 1 });
    await send(app, "add", { counterId: "a", amount: "many" });
    await app.request("POST", "/api/commands/add", { body: "{", headers: { "content-type": "application/json" } });
    const add = { "eventwright.message.name": "Add" };
    assert.deepEqual(of("eventwright.commands.accepted"), [[1, add]]);
    assert.deepEqual(of("eventwright.commands.duplicates"), [[1, add]]);
    assert.deepEqual(
      of("eventwright.commands.invalid").map(([, by]) => by["eventwright.code"]),
      ["invalid-payload", "invalid-json"],
    );
    assert.deepEqual(of("eventwright.commands.invalid")[0], [1, { ...add, "eventwright.code": "invalid-payload" }]);
  });

  it("when they have their outcome, with the code of a refusal and how long it took", async () => {
    const { app, of } = open();
    await send(app, "add", { counterId: "a", amount: 1 });
    await app.clock.advance(2_000);
    await send(app, "add", { counterId: "a", amount: 5000 });
    await send(app, "break", { counterId: "b", how: "throw" });
    await app.pump();
    const finished = of("eventwright.commands.finished").map(([value, by]) => [value, ...Object.values(by)]);
    assert.deepEqual(finished.toSorted(), [
      [1, "Add", "rejected", "too-much"],
      [1, "Add", "succeeded"],
      [1, "Break", "failed"],
    ]);
    const [took] = of("eventwright.commands.duration").filter(([, by]) => by["eventwright.outcome"] === "succeeded");
    assert.ok((took?.[0] ?? 0) >= 2);
    assert.deepEqual(took?.[1], { "eventwright.message.name": "Add", "eventwright.outcome": "succeeded" });
  });
});

describe("lag is told", () => {
  it("of read models, of Event Grid and of whoever waits to see what a command has done", async () => {
    const { app, of } = open();
    await send(app, "add", { counterId: "a", amount: 1 });
    await app.clock.advance(3_000);
    // Two events of one command: they are seen together.
    await send(app, "add-many", { counterId: "b", times: 2, ref: "r" });
    await app.pump();
    const visible = new Map(
      of("eventwright.commands.visible").map(([value, by]) => [by["eventwright.message.name"], value]),
    );
    assert.deepEqual([...visible.keys()].sort(), ["Add", "AddMany"]);
    assert.equal(of("eventwright.commands.visible").length, 2);
    assert.ok((visible.get("Add") ?? 0) >= 3);
    const models = new Set(of("eventwright.projection.lag").map(([, by]) => by["eventwright.read_model"]));
    assert.deepEqual([...models].sort(), ["additions", "counters", "noted"]);
    assert.deepEqual(of("eventwright.publish.lag")[0]?.[1], { "eventwright.message.name": "Added" });
    assert.equal(of("eventwright.publish.lag").length, 3);
  });

  it("of nothing that a read model has not shown", async () => {
    const { app, of } = open({ projectionThrowsOn: "poison" });
    await send(app, "add", { counterId: "a", amount: 1, note: "poison" });
    await app.pump();
    assert.deepEqual(of("eventwright.commands.visible"), []);
    assert.ok(!of("eventwright.projection.lag").some(([, by]) => by["eventwright.read_model"] === "counters"));
  });
});

describe("trouble is counted", () => {
  it("tries after the first one, and letters", async () => {
    const { app, of } = open({ projectionThrowsOn: "poison" });
    await send(app, "break", { counterId: "a", how: "throw" });
    await send(app, "add", { counterId: "b", amount: 1, note: "poison" });
    await app.pump();
    const retries = of("eventwright.retries").map(([, by]) => by);
    assert.deepEqual(
      retries.filter((by) => by["eventwright.handler"] === "commands"),
      Array.from({ length: retriesOf(app) }, () => ({
        "eventwright.handler": "commands",
        "eventwright.message.name": "Break",
      })),
    );
    assert.ok(retries.some((by) => by["eventwright.handler"] === "projection-counters"));
    const letters = of("eventwright.letters").map(([value, by]) => [value, ...Object.values(by)]);
    assert.deepEqual(letters.toSorted(), [
      [1, "commands", "Break"],
      [1, "notifier-TotalChanged", "Added"],
      [1, "projection-counters", "Added"],
    ]);
  });
});

/** Tries of a command after the first one. */
function retriesOf(app: InMemoryApp): number {
  return app.runtime.catalog.app.retry.commands.attempts - 1;
}

describe("how things stand", () => {
  it("is shown each minute, and as zero when it is over", async () => {
    const switches: Switches = { projectionThrowsOn: "poison" };
    const { app, of } = open(switches);
    const measure = systemMeasures();
    await send(app, "add", { counterId: "a", amount: 1, note: "poison" });
    await app.pump();
    await app.clock.advance(30_000);
    await send(app, "add", { counterId: "c", amount: 1 });
    await measure(app.runtime);
    const counters = { "eventwright.handler": "projection-counters" };
    const series = (name: string, by: object) =>
      of(name)
        .filter(([, own]) => JSON.stringify(own) === JSON.stringify(by))
        .map(([value]) => value);
    assert.deepEqual(series("eventwright.feed.lag", { "eventwright.feed": "commands" }), [1]);
    assert.deepEqual(series("eventwright.feed.lag", { "eventwright.feed": "events" }), [0]);
    assert.deepEqual(series("eventwright.feed.lag.time", { "eventwright.feed": "commands" }), [0]);
    assert.deepEqual(series("eventwright.streams.parked", counters), [1]);
    assert.ok((series("eventwright.streams.parked.oldest", counters)[0] ?? 0) >= 30);
    assert.deepEqual(series("eventwright.letters.open", counters), [1]);
    for (const { document } of app.stores.containers.deadLetters.all()) {
      await app.stores.deadLetters.remove(document.streamid, document.id);
    }
    await measure(app.runtime);
    for (const name of ["streams.parked", "streams.parked.oldest", "letters.open"]) {
      assert.equal(series(`eventwright.${name}`, counters)[1], 0, name);
    }
  });

  it("of processes: by state, with the age of the oldest", async () => {
    const { app, of } = open({}, questApp());
    await app.request("POST", "/api/commands/open", { body: { questId: "q", size: 1 } });
    await app.pump();
    await app.clock.advance(90_000);
    const processes = { client: app.processes.client } as never;
    await systemMeasures()({ ...app.runtime, processes });
    const by = { "eventwright.process": "quest", "eventwright.process.status": "Running" };
    assert.deepEqual(of("eventwright.process.instances"), [[1, by]]);
    assert.deepEqual(of("eventwright.process.oldest"), [[90, by]]);
  });

  it("is told as far as it can be measured", async () => {
    const { app, of } = open();
    const lines: string[] = [];
    const measures = { ...app.stores.measures, feed: () => Promise.reject(new Error("away")) };
    const log = ({ id }: { id: string }) => void lines.push(id);
    await systemMeasures()({ ...app.runtime, log, stores: { ...app.stores, measures } });
    assert.deepEqual(lines, ["eventwright.measure.failed"]);
    assert.deepEqual(of("eventwright.feed.lag"), []);
  });
});
