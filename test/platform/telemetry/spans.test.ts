import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { letterIntake } from "../../../platform/dead-letters/event-grid/take-in.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { assertConnected, type InMemoryApp, inMemoryApp, recordingTelemetry } from "../../../platform/testing/index.ts";
import { bookingApp } from "../support/booking.ts";
import { blobOf, deadEvent, MemoryLetterBlobs } from "../support/letter-blobs.ts";
import { type Switches, tally } from "../support/tally.ts";

const client = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

function traced(switches: Switches = {}) {
  const telemetry = recordingTelemetry();
  return { telemetry, app: inMemoryApp(tally(switches), { telemetry }) };
}
const add = (app: InMemoryApp, amount: number, headers = {}) =>
  app.request("POST", "/api/commands/add", { body: { counterId: "a", amount }, headers });

describe("spans of requests", () => {
  it("go on from the client's, unless it names none that is valid", async () => {
    const { telemetry, app } = traced();
    await add(app, 1, client);
    await add(app, 2);
    await add(app, 3, { traceparent: "00-00000000000000000000000000000000-b7ad6b7169203331-01" });
    await add(app, 4, { traceparent: "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
    const requests = telemetry.spans.filter(({ kind }) => kind === "server");
    assert.ok(requests.every(({ name }) => name === "POST /api/commands/add"));
    assert.deepEqual(
      requests.map(({ parentId }) => parentId),
      ["b7ad6b7169203331", undefined, undefined, undefined],
    );
    assert.equal(new Set(requests.map(({ traceId }) => traceId)).size, 4);
  });

  it("have failed when the fault is ours, and only then", async () => {
    const { telemetry, app } = traced();
    await add(app, 0.5);
    await app.request("GET", "/api/nothing");
    app.stores.commands.create = () => Promise.reject(new StoreError("unavailable", "The store is away."));
    await add(app, 5);
    const requests = telemetry.spans.filter(({ kind }) => kind === "server");
    assert.deepEqual(
      requests.map(({ name, attributes, error }) => [
        name,
        attributes["http.response.status_code"],
        attributes["eventwright.code"],
        error === undefined,
      ]),
      [
        ["POST /api/commands/add", 400, "invalid-payload", true],
        ["GET /{*path}", 404, "not-found", true],
        ["POST /api/commands/add", 503, "store-unavailable", false],
      ],
    );
    // What is invalid was never sent.
    assert.deepEqual(
      telemetry.spans.filter(({ kind }) => kind === "producer").map(({ error }) => String(error)),
      ["StoreError: The store is away."],
    );
  });

  it("of a command that was sent before link to the first", async () => {
    const { telemetry, app } = traced();
    await add(app, 1);
    await add(app, 1);
    const [first, second] = telemetry.spans.filter(({ name }) => name === "send Add");
    assert.equal(second?.attributes["eventwright.outcome"], "duplicate");
    assert.deepEqual(second?.links, [first?.context]);
    const [stored] = app.stores.containers.commands.all();
    assert.equal(stored?.document.envelope.traceparent, first?.context.traceparent);
  });
});

describe("spans of messages", () => {
  it("say what became of a command", async () => {
    const { telemetry, app } = traced();
    await add(app, 1);
    await add(app, 5000);
    await app.pump();
    await app.request("POST", "/api/commands/break", { body: { counterId: "c", how: "throw" } });
    await app.pump();
    const handled = telemetry.spans.filter(({ name }) => name.startsWith("process "));
    assert.deepEqual(
      handled.map(({ name, attributes, error, events }) => [
        name,
        attributes["eventwright.outcome"],
        attributes["eventwright.code"],
        attributes["eventwright.attempt"],
        events.length,
        error === undefined,
      ]),
      [
        ["process Add", "succeeded", undefined, undefined, 0, true],
        ["process Add", "rejected", "too-much", undefined, 0, true],
        ["process Break", "failed", undefined, 3, 2, false],
      ],
    );
    const told = telemetry.spans.filter(({ name }) => /^notify Add(Refused|Failed)$/.test(name));
    assert.deepEqual(
      told.map(({ parentId }) => telemetry.spans.find(({ spanId }) => spanId === parentId)?.name),
      ["send Add", "send Break"],
    );
  });

  it("begin when the host called, and name its call", async () => {
    const { telemetry, app } = traced();
    await add(app, 1);
    const batch = app.stores.containers.commands.all().map(({ document }) => document);
    await handleCommands(app.runtime, batch, { id: "i1", begun: 1_000 });
    const received = telemetry.spans.find(({ name }) => name === "receive commands");
    assert.deepEqual([received?.attributes["faas.invocation_id"], received?.begun], ["i1", 1_000]);
    assert.equal(received?.attributes["messaging.batch.message_count"], 1);
    assert.equal(telemetry.spans.find(({ name }) => name === "process Add")?.begun, undefined);
  });

  it("hold reactions in the trace", async () => {
    const { telemetry, app } = traced();
    await app.request("POST", "/api/commands/copy", { body: { counterId: "a", to: "b" }, headers: client });
    await app.pump();
    const mine = telemetry.spans.filter(({ traceId }) => client.traceparent.includes(traceId));
    assertConnected(mine, { client });
    const parent = (name: string) => {
      const span = mine.find((one) => one.name === name);
      return mine.find(({ spanId }) => spanId === span?.parentId)?.name;
    };
    assert.match(parent("send Receive") ?? "", /^react /);
    assert.equal(parent("process Receive"), "send Receive");
  });

  it("hold in the trace what a process asks, which is no failure while there is no answer", async () => {
    const telemetry = recordingTelemetry();
    const app = inMemoryApp(bookingApp(), { telemetry });
    await app.request("POST", "/api/commands/want", { body: { wishId: "a", seat: "1A" }, headers: client });
    await app.pump();
    const mine = telemetry.spans.filter(({ traceId }) => client.traceparent.includes(traceId));
    assertConnected(mine, { client });
    const asked = mine.filter(({ name }) => name === "await TakeSeat");
    assert.ok(asked.length > 0 && asked.every(({ error }) => error === undefined));
    assert.equal(asked.at(-1)?.attributes["eventwright.outcome"], "succeeded");
    assert.equal(asked[0]?.attributes["eventwright.process.instance"], "booking-a");
  });

  it("hold in the trace what Event Grid gave up, and its redrive", async () => {
    const { telemetry, app } = traced();
    await app.request("POST", "/api/commands/copy", { body: { counterId: "a", to: "b" }, headers: client });
    await app.pump();
    const event = app.publisher.published.find(({ type }) => type === "tally.CopyAsked.v1");
    const blobs = new MemoryLetterBlobs();
    const [reaction] = tally().reactions;
    assert.ok(event && reaction);
    const subscription = reaction.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    blobs.put(blobOf(subscription, "x"), [deadEvent(event)]);
    const intake = letterIntake(blobs);
    await intake(app.runtime);
    await intake(app.runtime);
    const [letter] = (await app.request("GET", "/api/admin/dead-letters")).body.items;
    assert.equal((await redrive(app.runtime, letter.id)).status, "redriven");
    const mine = telemetry.spans.filter(({ traceId }) => client.traceparent.includes(traceId));
    assertConnected(mine, { client });
    const given = mine.filter(({ name }) => name === `give up ${subscription}`);
    assert.equal(given.length, 1);
    assert.match(String(given[0]?.error), /gave up delivering/);
    assert.equal(given[0]?.attributes["eventwright.letter"], letter.id);
    assert.ok(mine.some(({ name }) => name === `redrive subscription-${subscription}`));
    // The reaction has sent its command before.
    const sent = mine.filter(({ name }) => name === "send Receive");
    assert.deepEqual(
      sent.map(({ attributes }) => attributes["eventwright.outcome"]),
      ["succeeded", "duplicate"],
    );
  });
});
