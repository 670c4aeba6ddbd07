import assert from "node:assert/strict";
import { it } from "node:test";
import type { LetterBlob } from "../../../../platform/dead-letters/event-grid/letter-blobs.ts";
import { letterIntake } from "../../../../platform/dead-letters/event-grid/take-in.ts";
import { listLetters, showLetter } from "../../../../platform/dead-letters/letters.ts";
import { discard } from "../../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../../platform/dead-letters/redrive/redrive.ts";
import { StoreError } from "../../../../platform/stores/errors.ts";
import { blobOf, deadEvent, MemoryLetterBlobs } from "../../support/letter-blobs.ts";
import { onEveryGround } from "../../support/rig.ts";
import { tally } from "../../support/tally.ts";

const stranger = (id: string) => ({
  specversion: "1.0",
  id,
  source: "/elsewhere",
  type: "elsewhere.Happened",
  data: 1,
});

onEveryGround("taking in Event Grid's dead letters", (open) => {
  it("makes a letter of every event, in the stream that it is of, and removes the blob", async () => {
    const { runtime } = await open(tally());
    const blobs = new MemoryLetterBlobs();
    const own = {
      ...stranger("counter:c:1"),
      subject: "counter/c",
      time: "2026-01-01T00:00:00Z",
      correlationid: "x",
      causationid: "y",
      stream: "counter",
      streamid: "c",
      streamversion: 1,
      traceparent: "00-1-2-01",
    };
    blobs.put(blobOf("one", "a"), [deadEvent(stranger("1")), deadEvent(own), deadEvent(stranger("1"))]);
    const grid = {
      id: "g",
      eventType: "Grid.Happened",
      subject: "s",
      topic: "/t",
      deadLetterReason: "TimeToLiveExceeded",
    };
    blobs.put(blobOf("two", "b"), [grid, deadEvent(stranger("1"))]);
    const intake = letterIntake(blobs);
    assert.deepEqual(await intake(runtime), { letters: 5, removed: 2, unreadable: 0 });
    const lines = await listLetters(runtime.stores);
    assert.deepEqual(
      lines.map(({ handler, stream, messageId, attempts }) => [handler, stream, messageId, attempts]).sort(),
      [
        ["subscription-one", "counter/c", "counter:c:1", 30],
        ["subscription-one", "eventgrid/one", "1", 30],
        ["subscription-two", "eventgrid/two", "1", 30],
        ["subscription-two", "eventgrid/two", "g", 0],
      ],
    );
    const { letter } =
      (await showLetter(runtime.stores, lines.find(({ stream }) => stream === "counter/c")?.id ?? "")) ?? {};
    assert.deepEqual(letter?.message, own);
    assert.equal(letter?.traceparent, "00-1-2-01");
    assert.deepEqual(letter?.delivery, {
      subscription: "one",
      reason: "MaxDeliveryAttemptsExceeded",
      attempts: 30,
      outcome: "NotFound",
      published: "2026-01-01T00:00:00.000Z",
      blobs: [blobOf("one", "a")],
    });
    assert.deepEqual(letter?.attempts, [
      { at: "2026-01-01T20:00:00.000Z", error: "NotFound (attempt 30 of Event Grid)" },
    ]);
    assert.deepEqual(blobs.names(), []);
    assert.deepEqual(await intake(runtime), { letters: 0, removed: 0, unreadable: 0 });
  });

  it("tells nothing twice when it dies between letter and blob, whatever became of the letter meanwhile", async () => {
    const { runtime } = await open(tally());
    const taken: string[] = [];
    const subscribers = {
      find: async () => ({ deliver: async ({ id }: { id?: unknown }) => void taken.push(String(id)) }),
    };
    const reachable = { ...runtime, subscribers };
    const blobs = new MemoryLetterBlobs();
    for (const id of ["open", "redriven", "discarded"]) blobs.put(blobOf(id, id), [deadEvent(stranger(id))]);
    blobs.beforeRemove = () => {
      throw new Error("kill -9");
    };
    await assert.rejects(letterIntake(blobs)(runtime), /kill -9/);
    await assert.rejects(letterIntake(blobs)(runtime), /kill -9/);
    assert.equal((await listLetters(runtime.stores)).length, 1);
    blobs.beforeRemove = () => {};
    // A host that has stored every letter, and whose removals never come to be.
    const dying = { list: () => blobs.list(), read: (blob: LetterBlob) => blobs.read(blob), remove: async () => {} };
    await letterIntake(dying)(runtime);
    const idOf = async (subscription: string) =>
      (await listLetters(runtime.stores, { all: true })).find(
        ({ handler }) => handler === `subscription-${subscription}`,
      )?.id ?? "";
    assert.equal((await redrive(reachable, await idOf("redriven"))).status, "redriven");
    assert.equal((await discard(runtime, await idOf("discarded"), { by: "kim", reason: "test" })).status, "discarded");
    assert.equal((await letterIntake(blobs)(runtime)).removed, 3);
    assert.deepEqual(
      (await listLetters(runtime.stores)).map(({ handler }) => handler),
      ["subscription-open"],
    );
    assert.equal((await listLetters(runtime.stores, { all: true })).length, 3);
    assert.deepEqual(taken, ["redriven"]);
    // Given up once more, in another blob: it is open again, and so it is told.
    blobs.put(blobOf("redriven", "later"), [deadEvent(stranger("redriven"), { deliveryattempts: 2 })]);
    await letterIntake(blobs)(runtime);
    const reopened = (await showLetter(runtime.stores, await idOf("redriven")))?.letter;
    assert.equal(reopened?.closed, undefined);
    assert.deepEqual(reopened?.delivery?.blobs, [blobOf("redriven", "redriven"), blobOf("redriven", "later")]);
  });

  it("several hosts at once make one letter of an event", async () => {
    const { runtime } = await open(tally());
    const blobs = new MemoryLetterBlobs();
    for (let n = 0; n < 6; n++) blobs.put(blobOf("one", String(n)), [deadEvent(stranger(String(n % 3)))]);
    await Promise.all([1, 2, 3].map(() => letterIntake(blobs)(runtime)));
    const lines = await listLetters(runtime.stores);
    assert.deepEqual(lines.map(({ messageId }) => messageId).sort(), ["0", "1", "2"]);
    for (const { id } of lines) {
      assert.equal((await showLetter(runtime.stores, id))?.letter.delivery?.blobs.length, 2);
    }
    assert.deepEqual(blobs.names(), []);
  });

  it("leaves what it cannot read, tells of it once, and reads it once, in later processes too", async () => {
    const logged: string[] = [];
    const { runtime } = await open(tally(), {
      log: ({ level, message }) => void (level === "error" && logged.push(message)),
    });
    const blobs = new MemoryLetterBlobs();
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const junk: [string, unknown][] = [
      ["not a name of Event Grid", []],
      ["A/2026/1/1/1/x.txt", []],
      [blobOf("j", "binary"), Buffer.from([0xff, 0xfe, 0x00])],
      [blobOf("j", "empty"), Buffer.alloc(0)],
      [blobOf("j", "none"), []],
      [blobOf("j", "object"), {}],
      [
        blobOf("j", "items"),
        [1, null, "x", [], {}, { id: 1 }, { id: "x" }, { id: "x", type: "t" }, stranger("no reason")],
      ],
      [blobOf("j", "proto"), Buffer.from('[{"__proto__":{"deadletterreason":"x"},"id":"x","type":"y"}]')],
      [blobOf("j", "surrogate"), Buffer.from('[{"id":"\\ud800","type":"t","deadletterreason":"x"}]')],
      [blobOf("j", "deep"), Buffer.from(`[{"id":"d","type":"t","deadletterreason":"x","data":${deep}}]`)],
      [blobOf("j", "large"), [deadEvent({ ...stranger("large"), data: "x".repeat(3_000_000) })]],
    ];
    for (const [name, content] of junk) blobs.put(name, content);
    blobs.put(blobOf("good", "mixed"), [deadEvent(stranger("kept")), 5]);
    blobs.put(blobOf("good", "whole"), [deadEvent(stranger("whole"))]);
    const intake = letterIntake(blobs);
    const first = await intake(runtime);
    const unreadable = first.unreadable;
    const { reads } = blobs;
    const all = await listLetters(runtime.stores);
    const named = all.filter(({ handler }) => handler === "unreadable-blob").map(({ messageId }) => messageId);
    assert.deepEqual(named.sort(), blobs.names());
    assert.equal(unreadable, named.length);
    assert.deepEqual(
      all
        .filter(({ handler }) => handler === "subscription-good")
        .map(({ messageId }) => messageId)
        .sort(),
      ["kept", "whole"],
    );
    const told = logged.length;
    assert.equal((await intake(runtime)).unreadable, unreadable);
    assert.equal((await letterIntake(blobs)(runtime)).unreadable, unreadable);
    assert.equal(blobs.reads, reads);
    assert.equal(logged.length, told);
    // Somebody has looked at it and says so; somebody else puts right what was in another.
    const id = all.find(({ messageId }) => messageId === blobOf("j", "empty"))?.id ?? "";
    assert.equal((await redrive(runtime, id)).problem?.code, "unreadable-blob");
    assert.equal((await discard(runtime, id, { by: "kim", reason: "empty" })).status, "discarded");
    blobs.put(blobOf("j", "none"), [deadEvent(stranger("mended"))]);
    assert.deepEqual(await letterIntake(blobs)(runtime), { letters: 1, removed: 1, unreadable: unreadable - 1 });
  });

  it("stops when its time is over, and loses nothing when a store is away", async () => {
    const { runtime } = await open(tally());
    const blobs = new MemoryLetterBlobs();
    for (let n = 0; n < 5; n++) blobs.put(blobOf("one", String(n)), [deadEvent(stranger(String(n)))]);
    let looks = 0;
    assert.equal((await letterIntake(blobs)(runtime, () => ++looks > 2)).removed, 2);
    const away = async (): Promise<never> => {
      throw new StoreError("unavailable", "the store is away");
    };
    const stores = { ...runtime.stores, deadLetters: { ...runtime.stores.deadLetters, create: away } };
    await assert.rejects(letterIntake(blobs)({ ...runtime, stores }), /the store is away/);
    assert.equal(blobs.names().length, 3);
    assert.equal((await letterIntake(blobs)(runtime)).letters, 3);
  });
});
