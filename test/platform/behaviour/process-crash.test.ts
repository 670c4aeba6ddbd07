import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { StoreError } from "../../../platform/stores/errors.ts";
import { type InMemoryApp, inMemoryApp, type StepHook } from "../../../platform/testing/index.ts";
import { Answered, questApp } from "../support/quest.ts";
import { deliverOnly, eventOf } from "../support/quest-rig.ts";
import { seeded } from "../support/seeded.ts";

class Crash extends Error {}

/** Three instances: one is answered, one refused after a reminder, one gets its answer before it exists. */
async function play(app: InMemoryApp): Promise<void> {
  const early = eventOf(Answered.create({ questId: "early", text: "before" }), 9);
  await deliverOnly(app, questApp(), early);
  for (const questId of ["a", "b", "early"]) {
    await app.request("POST", "/api/commands/open", { body: { questId, size: 1 } });
  }
  await app.pump();
  await app.request("POST", "/api/commands/answer", { body: { questId: "a", text: "yes" } });
  await app.advance("PT1H30M");
  await app.request("POST", "/api/commands/answer", { body: { questId: "b", text: "no" } });
  await app.advance("PT2H");
}

/** Everything that may not differ: events of the streams, commands, what the instances came to, letters, the inbox. */
async function visible(app: InMemoryApp): Promise<unknown> {
  const { containers, inbox } = app.stores;
  const events = containers.events
    .all()
    .flatMap(({ document }) =>
      document.kind === "event" ? [[document.id, document.streamid, document.envelope.type]] : [],
    );
  const commands = containers.commands.all().map(({ document }) => document.id);
  const instances = app.processes
    .instances()
    .map(({ id, status, output }) => `${id} ${status} ${output}`)
    .sort();
  const letters = containers.deadLetters.all().length;
  return {
    events: events.sort(),
    commands: commands.sort(),
    instances,
    letters,
    inbox: await inbox.list("quest-early"),
  };
}

async function run(onStep: StepHook): Promise<unknown> {
  const app = inMemoryApp(questApp(), { onStep });
  await play(app);
  return visible(app);
}

describe("a crash of a process at any step loses nothing and sends nothing twice", () => {
  it("at every single step, before and after it", async () => {
    const names: string[] = [];
    const wanted = await run((step, when) => void names.push(`${step} ${when}`));
    for (const step of ["processes.start", "processes.raise", "processes.turn", "inbox.list", "inbox.remove"]) {
      assert.ok(names.includes(`${step} before`), `${step} is never taken`);
    }
    assert.ok(names.length > 150, `only ${names.length} steps`);
    for (let at = 0; at < names.length; at++) {
      let step = 0;
      const seen = await run(() => {
        if (step++ === at) throw new Crash(names[at]);
      });
      assert.deepEqual(seen, wanted, `crashed at ${names[at]}, step ${at}`);
    }
  });

  it("at one step in twenty, again and again", async () => {
    const wanted = await run(() => {});
    for (let seed = 1; seed <= 10; seed++) {
      const random = seeded(seed);
      const seen = await run(() => {
        if (random() < 0.05) throw new Crash(`seed ${seed}`);
      });
      assert.deepEqual(seen, wanted, `seed ${seed}`);
    }
  });

  it("and a store that stumbles is asked again by the step's retry policy", async () => {
    let tries = 0;
    const app = inMemoryApp(questApp(), {
      onStep(step, when) {
        // Twice for each command of the process: its policy has three tries.
        if (step !== "commands.create" || when === "after") return;
        if (++tries % 3 !== 0) throw new StoreError("transient", "The store stumbles.");
      },
    });
    await app.request("POST", "/api/commands/open", { body: { questId: "a", size: 1 } });
    await app.advance("PT30M");
    await app.request("POST", "/api/commands/answer", { body: { questId: "a", text: "yes" } });
    await app.advance("PT30M");
    assert.equal(tries, 6);
    assert.equal(app.processes.instance("quest-a")?.output, "answered");
    assert.equal(app.stores.containers.deadLetters.all().length, 0);
  });
});
