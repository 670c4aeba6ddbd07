import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores, type StepHook } from "../../../platform/testing/instrument.ts";
import { brittle } from "../support/brittle.ts";
import { Answered, questApp, Refused } from "../support/quest.ts";
import { deliverOnly, eventOf } from "../support/quest-rig.ts";

const questId = "q1";
const instanceId = "quest-q1";

class Crash extends Error {}

interface Failed {
  readonly rig: InMemoryApp;
  readonly app: ReturnType<typeof questApp>;
  readonly broken: { is: boolean };
  readonly hooks: StepHook[];
}

/** An app whose process waits for the message after which it breaks. */
async function waiting(): Promise<Failed> {
  const broken = { is: true };
  const hooks: StepHook[] = [];
  const app = questApp({ process: brittle(() => broken.is) });
  const rig = inMemoryApp(app, {
    async onStep(step, when) {
      for (const hook of hooks) await hook(step, when);
    },
  });
  await rig.request("POST", "/api/commands/open", { body: { questId, size: 1 } });
  await rig.advance("PT10M");
  return { rig, app, broken, hooks };
}

/** One that has failed, with a message that came since, and whose code is repaired. */
async function failed(): Promise<Failed> {
  const it = await waiting();
  await it.rig.request("POST", "/api/commands/answer", { body: { questId, text: "yes" } });
  await it.rig.pump();
  await it.rig.request("POST", "/api/commands/answer", { body: { questId, text: "no" } });
  await it.rig.pump();
  it.broken.is = false;
  return it;
}

/** Redrives all letters, in a process of its own that tells its steps as well. */
async function redriveAll({ rig, app, hooks }: Failed): Promise<void> {
  const hook: StepHook = async (step, when) => {
    for (const told of hooks) await told(step, when);
  };
  const runtime = {
    ...runtimeOf(app, rig.stores, rig.publisher, rig.clock),
    stores: instrumentStores(rig.stores, hook),
    publisher: instrumentPublisher(rig.publisher, hook),
  };
  for (const { id } of await listLetters(rig.stores)) await redrive(runtime, id);
}

async function visible({ rig }: Failed): Promise<unknown> {
  const { status, output } = rig.processes.instance(instanceId) ?? {};
  const commands = rig.stores.containers.commands
    .all()
    .map(({ document: { envelope } }) => [envelope.type, envelope.data]);
  const letters = rig.stores.containers.deadLetters.all();
  const kept = await rig.stores.inbox.list(instanceId);
  const held = await rig.stores.inbox.heldSince(instanceId);
  return { status, output, commands, letters, kept, held };
}

describe("a crash between any two steps of a redrive of a process", () => {
  it("loses nothing and does nothing twice", async () => {
    const calm = await failed();
    let steps = 0;
    calm.hooks.push(() => void steps++);
    await redriveAll(calm);
    await calm.rig.pump();
    const wanted = await visible(calm);
    assert.deepEqual(
      { ...(wanted as object), commands: undefined },
      { status: "Completed", output: "no time", commands: undefined, letters: [], kept: [], held: undefined },
    );
    assert.ok(steps > 40, `only ${steps} steps`);
    for (let crashAt = 0; crashAt < steps; crashAt++) {
      const it = await failed();
      let step = 0;
      it.hooks.push((name, when) => {
        if (step++ === crashAt) throw new Crash(`${when} ${name}`);
      });
      await redriveAll(it).catch((error: unknown) => {
        assert.ok(error instanceof Crash);
        return redriveAll(it);
      });
      await it.rig.pump();
      assert.deepEqual(await visible(it), wanted, `crash at step ${crashAt}`);
    }
  });
});

describe("a message that comes while its process fails", () => {
  const answer = eventOf(Answered.create({ questId, text: "yes" }), 20);
  const late: Envelope = eventOf(Refused.create({ questId, why: "no time" }), 21);

  it("is there after the redrive, whenever it came", async () => {
    const points: string[] = [];
    const first = await waiting();
    first.hooks.push((step, when) => void points.push(`${when} ${step}`));
    await deliverOnly(first.rig, first.app, answer);
    await first.rig.pump();
    assert.ok(points.includes("after inbox.hold") && points.includes("after processes.turn"), points.join());
    for (let at = 0; at < points.length; at++) {
      const it = await waiting();
      let point = 0;
      it.hooks.push(async () => {
        if (point++ === at) await deliverOnly(it.rig, it.app, late);
      });
      await deliverOnly(it.rig, it.app, answer);
      await it.rig.pump();
      assert.equal(it.rig.processes.instance(instanceId)?.status, "Failed", points[at]);
      it.broken.is = false;
      await redriveAll(it);
      await it.rig.pump();
      const { status, output } = it.rig.processes.instance(instanceId) ?? {};
      assert.deepEqual([status, output], ["Completed", "no time"], `came ${points[at]}`);
      assert.deepEqual(await it.rig.stores.inbox.list(instanceId), [], points[at]);
    }
  });
});

describe("a message for a process that has failed", () => {
  it("stays kept when the event that started the process comes again", async () => {
    const it = await failed();
    const [kept] = await it.rig.stores.inbox.list(instanceId);
    assert.equal(kept?.message.type, "tally.Refused.v1");
    const started = it.rig.publisher.published.find(({ type }) => type === "tally.Opened.v1");
    assert.ok(started);
    await deliverOnly(it.rig, it.app, started);
    assert.deepEqual(await it.rig.stores.inbox.list(instanceId), [kept]);
    assert.equal(it.rig.processes.instance(instanceId)?.status, "Failed");
  });

  it("reaches it also when whoever brings it stood still for the whole of a redrive", async () => {
    const it = await failed();
    for (const { id } of await it.rig.stores.inbox.list(instanceId)) await it.rig.stores.inbox.remove(instanceId, id);
    let stood = false;
    const slow: StepHook = async (step, when) => {
      if (step !== "inbox.add" || when !== "before") return;
      stood = true;
      await redriveAll(it);
      await it.rig.pump();
      assert.equal(it.rig.processes.instance(instanceId)?.status, "Running");
    };
    const runtime = { ...it.rig.runtime, stores: instrumentStores(it.rig.stores, slow) };
    await deliverOnly({ ...it.rig, runtime }, it.app, eventOf(Refused.create({ questId, why: "no time" }), 21));
    assert.ok(stood);
    await it.rig.pump();
    assert.equal(it.rig.processes.instance(instanceId)?.output, "no time");
    assert.deepEqual(await it.rig.stores.inbox.list(instanceId), []);
  });
});

describe("an instance that was started by hand", () => {
  it("fails with a sentence that says what starts one", async () => {
    const { rig } = await waiting();
    for (const junk of [null, 5, "x", {}, { started: { id: 1 } }]) {
      await rig.processes.client.start("runQuestV1", "by-hand", junk as never);
      await rig.pump();
      const { status, output } = rig.processes.instance("by-hand") ?? {};
      assert.equal(status, "Failed");
      assert.match(output ?? "", /by-hand of the process quest .* started by events \(Opened\)/);
    }
    assert.deepEqual(await listLetters(rig.stores), []);
  });
});
