import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { deliverToProcess } from "../../../platform/processes/deliver.ts";
import { readTuning } from "../../../platform/processes/tuning.ts";
import { instrumentProcesses, instrumentStores } from "../../../platform/testing/instrument.ts";
import { everySchedule, interleave } from "../support/interleave.ts";
import { Answered, Ask, Close, Opened, questApp } from "../support/quest.ts";
import { eventOf, type QuestRig, questRig } from "../support/quest-rig.ts";
import { seeded } from "../support/seeded.ts";

const questId = "q1";
const opened = eventOf(Opened.create({ questId, size: 1 }), 1);
const answered = eventOf(Answered.create({ questId, text: "42" }), 5);

/** Delivers each event by a worker of its own, one step of one of them at a time, and lets the process run then. */
async function race(events: readonly Envelope[], choose: (alive: number) => number): Promise<QuestRig> {
  const definition = questApp();
  const app = questRig(definition);
  const [process] = definition.processes ?? [];
  assert.ok(process);
  await interleave(
    events.length,
    ({ hook, start }, index) => {
      const runtime = { ...app.runtime, stores: instrumentStores(app.stores, hook) };
      const client = instrumentProcesses(app.processes.client, hook);
      start(() => deliverToProcess({ runtime, client, tuning: readTuning(definition, {}) }, process, events[index]));
    },
    choose,
  );
  await app.pump();
  return app;
}

async function holdsTrue(app: QuestRig, what: string): Promise<void> {
  assert.deepEqual(app.sent(), [Ask.create({ questId }), Close.create({ questId, why: "42" })], what);
  assert.equal(app.processes.instance("quest-q1")?.output, "answered", what);
  assert.deepEqual(await app.stores.inbox.list("quest-q1"), [], what);
}

describe("events of one process that are delivered at the same instant", () => {
  it("its start and its message: neither misses the other, in every order of their steps", async () => {
    const schedules = await everySchedule(async (choose) =>
      holdsTrue(await race([opened, answered], choose), "start, message"),
    );
    assert.ok(schedules > 20, `only ${schedules}`);
  });

  it("its start, twice: it starts once", async () => {
    const schedules = await everySchedule(async (choose) => {
      const app = await race([opened, opened], choose);
      assert.deepEqual(app.sent(), [Ask.create({ questId })]);
      await app.deliver(answered);
      await holdsTrue(app, "start, start");
    });
    assert.ok(schedules > 5, `only ${schedules}`);
  });

  it("start and message, both twice, in many orders", async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = seeded(seed);
      const choose = (alive: number) => Math.floor(random() * alive);
      await holdsTrue(await race([answered, opened, answered, opened], choose), `seed ${seed}`);
    }
  });
});
