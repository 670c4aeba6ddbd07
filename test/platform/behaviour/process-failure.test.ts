import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { logEvents } from "../../../platform/telemetry/log-events.ts";
import type { LogEntry } from "../../../platform/telemetry/telemetry.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { brittle } from "../support/brittle.ts";
import { questApp, questProcess } from "../support/quest.ts";

const questId = "q1";
const id = "quest-q1";
const open = { body: { questId, size: 1 } };

const tell = async (app: Pick<ReturnType<typeof inMemoryApp>, "request">) =>
  (await app.request("GET", `/api/notifications?recipient=${questId}`)).body.items;

const lettersOf = (app: ReturnType<typeof inMemoryApp>) =>
  app.stores.containers.deadLetters.all().flatMap(({ document }) => (document.kind === "letter" ? [document] : []));

describe("a process that fails for good is parked, and whoever waits is told", () => {
  it("when a step fails at every try of its policy", async () => {
    let tries = 0;
    const lines: LogEntry[] = [];
    let open1 = false;
    const app = inMemoryApp(questApp(), {
      log: (line) => void lines.push(line),
      onStep(step, when) {
        if (!open1 || step !== "commands.create" || when === "after") return;
        tries++;
        throw new StoreError("transient", "The store is away.");
      },
    });
    await app.request("POST", "/api/commands/open", open);
    open1 = true;
    await app.advance("PT5M");
    assert.equal(tries, 3);
    const instance = app.processes.instance(id);
    assert.equal(instance?.status, "Failed");
    assert.match(instance?.output ?? "", /could not send Ask: .*The store is away\.$/);
    const [letter, ...more] = lettersOf(app);
    assert.deepEqual(more, []);
    assert.equal(letter?.handler, "process-quest");
    assert.equal(letter?.instanceId, id);
    assert.equal(letter?.streamid, "quest/q1");
    assert.equal(letter?.message.type, "tally.Opened.v1");
    const [told, ...others] = await tell(app);
    assert.deepEqual(others, []);
    assert.deepEqual(told.data, {
      recipient: questId,
      instanceId: id,
      error: letter?.error.message,
      deadLetter: letter?.id,
    });
    const line = lines.find(({ event }) => event === logEvents.processParked.id);
    assert.equal(line?.level, "error");
    assert.equal(line?.attributes?.["eventwright.process.instance"], id);
  });

  it("when it makes an invalid command: at once, with what the validator found", async () => {
    const wrong = questProcess.earlier(function* (_started, ctx) {
      yield* ctx.send.Close({ questId, why: "" });
    });
    const app = inMemoryApp(questApp({ process: wrong }));
    await app.request("POST", "/api/commands/open", open);
    await app.pump();
    assert.equal(app.processes.instance(id)?.status, "Failed");
    const [letter] = lettersOf(app);
    assert.match(letter?.error.message ?? "", /The process quest made an invalid Close/);
    assert.deepEqual(
      letter?.faults.map(({ pointer }) => pointer),
      ["/why"],
    );
  });

  it("when its code throws, with the code's own name and stack", async () => {
    const broken = questProcess.earlier(function* (_started, ctx) {
      yield* ctx.pause("rest");
      throw new TypeError("Out of ink.");
    });
    const app = inMemoryApp(questApp({ process: broken }));
    await app.request("POST", "/api/commands/open", open);
    await app.advance("PT10M");
    const [letter] = lettersOf(app);
    assert.equal(letter?.error.message, "The process quest threw: Out of ink.");
    assert.equal(letter?.error.name, "TypeError");
    assert.match(letter?.error.stack ?? "", /process-failure\.test\.ts/);
    assert.equal(app.processes.instance(id)?.output, "The process quest threw: Out of ink.");
  });

  it("when its notifier throws, too: that has a letter of its own", async () => {
    const broken = questProcess.earlier(function* () {
      yield* [];
      throw new Error("Out of ink.");
    });
    const stuck = () => {
      throw new Error("No stamps.");
    };
    const app = inMemoryApp(questApp({ process: broken, stuck }));
    await app.request("POST", "/api/commands/open", open);
    await app.pump();
    assert.deepEqual(
      lettersOf(app)
        .map(({ handler }) => handler)
        .sort(),
      ["notifier-QuestStuck", "process-quest"],
    );
    assert.equal(app.processes.instance(id)?.status, "Failed");
  });

  it("when its notifier throws, too: redriven, it tells once; brought back, the process has not failed any more", async () => {
    for (const broughtBack of [false, true]) {
      const broken = { process: true, notifier: true };
      const stuck = (failure: object) => {
        if (broken.notifier) throw new Error("No stamps.");
        const { instanceId, error, deadLetter } = failure as Record<string, string>;
        return { recipient: questId, instanceId: instanceId ?? "", error: error ?? "", deadLetter: deadLetter ?? "" };
      };
      const app = inMemoryApp(questApp({ process: brittle(() => broken.process), stuck }));
      await app.request("POST", "/api/commands/open", open);
      await app.advance("PT10M");
      await app.request("POST", "/api/commands/answer", { body: { questId, text: "yes" } });
      await app.pump();
      const idOf = (handler: string) => lettersOf(app).find((letter) => letter.handler === handler)?.id ?? "";
      const [process, unsaid] = [idOf("process-quest"), idOf("notifier-QuestStuck")];
      const dry = await redrive(app.runtime, unsaid, { dryRun: true });
      assert.equal(dry.status, "would-fail");
      assert.match(dry.problem?.message ?? "", /No stamps\./);
      assert.equal((await redrive(app.runtime, unsaid)).status, "failed");
      assert.equal(lettersOf(app).find(({ id }) => id === unsaid)?.attempts.length, 2);
      broken.notifier = false;
      if (broughtBack) {
        broken.process = false;
        await redrive(app.runtime, process);
        await app.pump();
        assert.equal(app.processes.instance(id)?.status, "Running");
      }
      assert.equal((await redrive(app.runtime, unsaid)).status, "redriven");
      const told = await tell(app);
      assert.deepEqual(
        told.map(({ data }: { data: object }) => data),
        broughtBack
          ? []
          : [
              {
                recipient: questId,
                instanceId: id,
                error: "The process quest threw: Out of ink.",
                deadLetter: process,
              },
            ],
      );
      assert.equal(idOf("notifier-QuestStuck"), "");
    }
  });

  it("once, however often parking crashes", async () => {
    const broken = questProcess.earlier(function* () {
      yield* [];
      throw new Error("Out of ink.");
    });
    for (const crash of ["deadLetters.create", "notifications.create"]) {
      for (const at of ["before", "after"]) {
        let crashed = false;
        const app = inMemoryApp(questApp({ process: broken }), {
          onStep(step, when) {
            if (crashed || step !== crash || when !== at) return;
            crashed = true;
            throw new Error("Crash.");
          },
        });
        await app.request("POST", "/api/commands/open", open);
        await app.pump();
        assert.ok(crashed);
        assert.equal(lettersOf(app).length, 1);
        assert.equal((await tell(app)).length, 1);
        assert.equal(app.processes.instance(id)?.status, "Failed");
      }
    }
  });

  it("only after the store is back, when it is away for the parking as well", async () => {
    let away = true;
    const broken = questProcess.earlier(function* () {
      yield* [];
      throw new Error("Out of ink.");
    });
    const app = inMemoryApp(questApp({ process: broken }), {
      onStep(step) {
        if (away && step === "deadLetters.create") throw new StoreError("unavailable", "The store is away.");
      },
    });
    await app.request("POST", "/api/commands/open", open);
    await app.advance("PT6H");
    assert.equal(app.processes.instance(id)?.status, "Running");
    away = false;
    await app.advance("PT10M");
    assert.equal(app.processes.instance(id)?.status, "Failed");
    assert.equal(lettersOf(app).length, 1);
  });
});
