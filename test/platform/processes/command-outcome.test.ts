import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryPublisher, memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { LogSink } from "../../../platform/app/log.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { outcomeOfCommand } from "../../../platform/processes/command-outcome.ts";
import type { CommandOutcome } from "../../../platform/processes/process.ts";
import type { OutcomeRecord } from "../../../platform/stores/records.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { engineOf } from "../../../platform/testing/durable/app-engine.ts";
import { messageFrom } from "../../../platform/testing/index.ts";
import { bookingApp, Wanted } from "../support/booking.ts";

const commandId = "0123~seat";
const request = { process: "booking", instanceId: "booking-a", name: "TakeSeat", commandId };
const base = { id: commandId, commandId, type: "TakeSeat", correlationId: "c" };
const taken: OutcomeRecord = {
  ...base,
  status: "rejected",
  rejection: { code: "seat-taken", message: "The seat is taken." },
};
const rejected: CommandOutcome = { status: "rejected", code: "seat-taken" };

/** A runtime with nothing in it, that counts how often an outcome is read. */
function open(log?: LogSink) {
  const clock = new FakeClock();
  const stores = memoryStores();
  const reads: number[] = [];
  const { outcomes } = stores;
  const counted = {
    create: outcomes.create.bind(outcomes),
    write: outcomes.write.bind(outcomes),
    read: (id: string) => {
      reads.push(clock.now());
      return outcomes.read(id);
    },
  };
  const runtime = runtimeOf(bookingApp(), { ...stores, outcomes: counted }, new MemoryPublisher(), clock, log);
  return { clock, stores, runtime, reads };
}

test("a result that is there is answered at once, and means the same each time", async () => {
  for (const [outcome, answer] of [
    [{ ...base, status: "succeeded", events: [] }, { status: "succeeded" }],
    [taken, rejected],
  ] as const) {
    const { stores, runtime, clock } = open();
    const start = clock.now();
    await stores.outcomes.create(outcome);
    for (let time = 0; time < 2; time++) assert.deepEqual(await outcomeOfCommand(runtime, request), answer);
    assert.equal(clock.now(), start);
  }
});

test("without a result it looks less and less often for some seconds, and then says so", async () => {
  const { runtime, clock, reads } = open();
  await assert.rejects(driven(clock, outcomeOfCommand(runtime, request)), {
    name: "UndecidedCommandError",
    message:
      "The command TakeSeat 0123~seat is not decided yet. The process booking waits for it in booking-a, and asks again.",
  });
  const pauses = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
  assert.deepEqual(pauses, [100, 200, 400, 800, 1600, 3200]);
});

test("a result that comes meanwhile is found, at once where it is made", async () => {
  const { runtime, clock, stores, reads } = open();
  const start = clock.now();
  const answer = outcomeOfCommand(runtime, request);
  await clock.advance(250);
  await stores.outcomes.create(taken);
  runtime.recent.noteOutcome(taken, "1A");
  assert.deepEqual(await answer, rejected);
  assert.deepEqual(
    reads.map((at) => at - start),
    [0, 100, 250],
  );
});

test("a parked command is not waited for inside, but named with its dead letter", async () => {
  const lines: string[] = [];
  const { runtime, stores, reads } = open(({ level, message }) => void lines.push(`${level} ${message}`));
  await stores.outcomes.create({ ...base, status: "failed", deadLetter: "letter-1" });
  await assert.rejects(outcomeOfCommand(runtime, request), {
    name: "UndecidedCommandError",
    message: /is parked as letter-1\. .* until it is redriven\.$/,
  });
  assert.equal(reads.length, 1);
  assert.deepEqual(lines, ["warn A process waits for a command that is parked."]);
});

test("the SDK's retries ask again, from a second to ten minutes, until there is a result", async () => {
  const { runtime, clock, stores, reads } = open();
  // Every question is asked, also one without an answer.
  const engine = engineOf(bookingApp(), () => runtime, { canAnswer: async () => true });
  const { envelope } = messageFrom(bookingApp().messages, Wanted.create({ wishId: "a", seat: "1A" }), 1);
  const steps = { attempts: 3, strategy: "fixed", first: 1000, max: 1000 } as const;
  const input = { started: envelope, key: ["a"], settings: {}, timeouts: {}, steps };
  await engine.client.start("runBookingV1", "booking-a", input);
  const settle = async () => {
    while (await driven(clock, engine.step()));
  };
  const waits: number[] = [];
  for (let round = 0; round < 14; round++) {
    await settle();
    const due = engine.nextDue() ?? assert.fail("Nobody asks again.");
    waits.push(due - clock.now());
    await clock.advance(due - clock.now());
  }
  assert.deepEqual(
    waits.map((wait) => Math.round(wait / 1000)),
    [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 600],
  );
  assert.deepEqual(engine.instance("booking-a")?.progress, { awaits: "TakeSeat" });
  const [sent] = stores.containers.commands.all();
  const id = sent?.document.envelope.id ?? "";
  await stores.outcomes.create({ ...taken, id, commandId: id });
  await settle();
  assert.equal(engine.instance("booking-a")?.output, "seat-taken");
  assert.ok(reads.length > 80, `${reads.length} reads`);
});
