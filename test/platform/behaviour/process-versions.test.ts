import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MemoryPublisher, memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { ProcessVersion } from "../../../platform/app/definition.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { engineOf } from "../../../platform/testing/durable/app-engine.ts";
import { Answered, Close, Opened, quest, questApp, questProcess } from "../support/quest.ts";
import { eventOf, questRig } from "../support/quest-rig.ts";

const opened = (questId: string) => eventOf(Opened.create({ questId, size: 1 }), 1);
const answered = (questId: string) => eventOf(Answered.create({ questId, text: "42" }), 5);

describe("an instance keeps what it was started with", () => {
  it("settings and timeouts, whatever the deployment says later", async () => {
    const environment: Record<string, string> = { QuestPatienceTimeout: "PT2H", Word: "first" };
    const app = questRig(questApp(), environment);
    await app.deliver(opened("a"));
    environment["QuestPatienceTimeout"] = "PT1M";
    environment["Limit"] = "0";
    environment["Word"] = "second";
    await app.advance("PT1H");
    assert.deepEqual(app.processes.instance("quest-a")?.progress.waitsFor, ["Answered", "Refused"]);
    assert.equal(app.processes.instance("quest-a")?.progress.until, "2026-01-01T02:00:00.000Z");
    await app.deliver(answered("a"));
    assert.equal(app.processes.instance("quest-a")?.output, "first");
    await app.deliver(opened("b"));
    assert.equal(app.processes.instance("quest-b")?.output, "too large");
  });

  it("its retry policy", async () => {
    const { clock, engine, stores, start } = await handMade({ attempts: 5 }, { attempts: 1 });
    await start("a");
    for (let round = 0; round < 30; round++) {
      while (await engine.step());
      await clock.advance(60_000);
    }
    assert.equal(stores.containers.deadLetters.all().length, 1);
    const tries = engine
      .instance("quest-a")
      ?.history.filter(({ Name, EventType }) => EventType === 4 && Name === "sendAsk");
    assert.equal(tries?.length, 5);
  });

  it("its version: instances of both generations finish, each on its own code", async () => {
    const both: ProcessVersion[] = [{ version: 1, orchestrator: "runQuestV1", process: quest }];
    const app = questRig(questApp({ versions: both }));
    await app.deliver(opened("old"));
    const later = questProcess(function* ({ data: { questId } }, ctx) {
      // Another first step: replaying an old instance with this code would part at once.
      const answer = yield* ctx.waitFor("Answered", "Refused");
      if (answer.name === "Refused") yield* ctx.send.Remind({ questId });
      if (answer.name === "Refused") yield* ctx.send.Ask({ questId });
      yield* ctx.send.Close({ questId, why: "second" });
      return "second generation";
    });
    const next = questApp({ versions: [...both, { version: 2, orchestrator: "runQuestV2", process: later }] });
    const upgraded = questRig(next);
    await upgraded.deliver(opened("new"));
    assert.equal(upgraded.processes.instance("quest-new")?.orchestrator, "runQuestV2");
    const started = { started: opened("old"), key: ["old"], settings: { limit: 10, word: "first generation" } };
    const [process] = next.processes ?? [];
    assert.ok(process);
    const { timeouts, steps } = process;
    await upgraded.processes.client.start("runQuestV1", "quest-old", { ...started, timeouts, steps });
    await upgraded.pump();
    await upgraded.deliver(answered("old"));
    await upgraded.deliver(answered("new"));
    assert.equal(upgraded.processes.instance("quest-old")?.output, "first generation");
    assert.equal(upgraded.processes.instance("quest-new")?.output, "second generation");
    assert.deepEqual(upgraded.sent().at(-1), Close.create({ questId: "new", why: "second" }));
  });

  it("and code that was changed without a new version is found, with the step", async () => {
    const versions: { version: number; orchestrator: string; process: typeof quest }[] = [
      { version: 1, orchestrator: "runQuestV1", process: quest },
    ];
    const app = questRig(questApp({ versions }));
    await app.deliver(opened("a"));
    const [first] = versions;
    assert.ok(first);
    first.process = questProcess.earlier(function* (_started, ctx) {
      yield* ctx.pause("rest");
      return "";
    });
    await app.deliver(answered("a"));
    const { status, output } = app.processes.instance("quest-a") ?? {};
    assert.equal(status, "Failed");
    assert.match(
      output ?? "",
      /Non-Deterministic workflow detected: step 0 was the activity sendAsk, and the code now wants a timer/,
    );
  });
});

/** An engine whose store is always away, and whose contract's policy changes after the start. */
async function handMade(before: { attempts: number }, after: { attempts: number }) {
  const clock = new FakeClock();
  const stores = memoryStores();
  const steps = { strategy: "fixed", first: 1000, max: 1000 } as const;
  const app = questApp({ change: { steps: { ...steps, ...after } } });
  const away = { ...stores, commands: { ...stores.commands, create: () => Promise.reject(new Error("away")) } };
  const runtime = runtimeOf(app, away, new MemoryPublisher(), clock);
  const engine = engineOf(app, () => runtime);
  const input = { key: ["a"], settings: { limit: 10, word: "" }, timeouts: {}, steps: { ...steps, ...before } };
  const start = (questId: string) =>
    engine.client.start("runQuestV1", `quest-${questId}`, { ...input, started: opened(questId) });
  return { clock, stores, engine, start };
}
