import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertConnected, inMemoryApp, recordingTelemetry } from "eventwright/testing";
import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import { exampleWith } from "./support/failing-app.ts";
import {
  approve,
  askForTransfer,
  client,
  shown,
  statusOf,
  storyOf,
  touchedBy,
  transfer,
  transferAndApprove,
} from "./support/held-transfer.ts";

class Crash extends Error {}

/** What happens where nothing is in the way. */
async function calm() {
  const telemetry = recordingTelemetry();
  let steps = 0;
  const app = inMemoryApp(defineApp(handlers), { telemetry, onStep: () => void steps++ });
  await transferAndApprove(app);
  return { touched: touchedBy(storyOf(telemetry)), steps };
}

describe("the trace of a transfer with review holds together", () => {
  it("when everything that people wrote fails the first time", async () => {
    const telemetry = recordingTelemetry();
    const failed = new Map<string, number>();
    const definition = exampleWith((handler, id) => {
      const key = `${handler} ${id}`;
      const times = (failed.get(key) ?? 0) + 1;
      failed.set(key, times);
      // A decider that fails on a state that may be old is asked once more at once.
      if (times <= (handler.startsWith("commands ") ? 2 : 1)) throw new Error("This handler fails at first.");
    });
    const app = inMemoryApp(definition, { telemetry });
    await transferAndApprove(app);
    assert.equal(await statusOf(app), "settled");
    const story = storyOf(telemetry);
    assertConnected(story, { client });
    assert.deepEqual(touchedBy(story), (await calm()).touched);
    const tried = story.filter(({ name }) => /^(process|project|notify) /.test(name));
    assert.ok(tried.length > 10);
    for (const { name, attributes, events, error } of tried) {
      assert.equal(error, undefined, name);
      const attempt = Number(attributes["eventwright.attempt"]);
      assert.ok(attempt > 1 && attempt === events.length + 1, name);
      const [retry] = events;
      assert.equal(retry?.name, "retry");
      assert.match(String(retry?.attributes["exception.message"]), /This handler fails at first/);
    }
  });

  it("when every message is delivered once more", async () => {
    const telemetry = recordingTelemetry();
    const definition = defineApp(handlers);
    const first = inMemoryApp(definition, { telemetry });
    await transferAndApprove(first);
    const { touched } = await calm();
    const documents = () =>
      [
        first.stores.containers.commands.all(),
        first.stores.containers.events.all(),
        first.stores.containers.notifications.all(),
        first.stores.containers.outcomes.all(),
        first.stores.readModels.container("transfers").all(),
      ].map((container) => container.map(({ document }) => JSON.stringify(document)).sort());
    const before = documents();
    const published = new Map(first.publisher.published.map((event) => [event.id, event]));
    // A process that reads both feeds from their beginning; its orchestrations have begun to run nowhere.
    const second = inMemoryApp(definition, { telemetry, stores: first.stores });
    await second.pump();
    assert.deepEqual(documents(), before);
    for (const event of second.publisher.published) assert.deepEqual(event, published.get(event.id));
    const story = storyOf(telemetry);
    assertConnected(story, { client });
    assert.deepEqual(touchedBy(story), touched);
    const again = story.filter(({ attributes }) => attributes["eventwright.outcome"] === "duplicate");
    const operations = new Set(again.map(({ name }) => name.split(" ")[0]));
    assert.deepEqual([...operations].sort(), ["notify", "process", "project", "send"]);
    // Who finds work that is done links to whoever has done it.
    for (const { name, spanId, links } of again.filter(({ name }) => /^(process|send) /.test(name))) {
      const done = story.find((span) => span.name === name && span.spanId !== spanId);
      assert.ok(
        links.some(({ traceparent }) => traceparent === done?.context.traceparent),
        `${name}\n${shown(story)}`,
      );
    }
  });

  it("when a step crashes, whichever it is, and when the spans of the process die with it", async () => {
    const { touched, steps } = await calm();
    assert.ok(steps > 100, `only ${steps} steps`);
    for (const dies of [false, true]) {
      for (let crashAt = 1; crashAt < steps; crashAt += dies ? 3 : 10) {
        const telemetry = recordingTelemetry();
        let step = 0;
        const app = inMemoryApp(defineApp(handlers), {
          telemetry,
          onStep() {
            if (step++ !== crashAt) return;
            if (dies) telemetry.loseOpen();
            throw new Crash(`crash at ${crashAt}`);
          },
        });
        await transferAndApprove(app);
        const story = storyOf(telemetry);
        assert.equal(await statusOf(app), "settled");
        assertConnected(story, { client, byLinks: dies });
        assert.deepEqual(touchedBy(story), touched, `crash at step ${crashAt}`);
      }
    }
  });

  it("when a command is parked and redriven, over HTTP", async () => {
    const telemetry = recordingTelemetry();
    let broken = true;
    const definition = exampleWith((handler) => {
      if (broken && handler === "commands HoldTransfer") throw new Error("This decider is broken.");
    });
    const app = inMemoryApp(definition, { telemetry });
    await askForTransfer(app);
    const [parked] = storyOf(telemetry).filter(({ name }) => name === "process HoldTransfer");
    assert.match(String(parked?.error), /This decider is broken/);
    assert.equal(parked?.attributes["eventwright.outcome"], "failed");
    broken = false;
    const [letter] = (await app.request("GET", "/api/admin/dead-letters")).body.items;
    await redriven(app, letter.id);
    await app.pump();
    await approve(app);
    assert.equal(await statusOf(app), "settled");
    const story = storyOf(telemetry);
    assertConnected(story, { client });
    const redrive = story.find(({ name }) => name === "redrive commands");
    const request = telemetry.spans.find(({ name }) => name.startsWith("POST /api/admin/dead-letters"));
    assert.ok(request && redrive?.links.some(({ traceparent }) => traceparent === request.context.traceparent));
    assert.equal(redrive?.attributes["eventwright.letter"], letter.id);
    const sent = story.find(({ name }) => name === "send HoldTransfer");
    assert.equal(redrive?.parentId, sent?.spanId);
    const passed = story.filter(({ name }) => name === "process HoldTransfer").at(-1);
    assert.deepEqual([passed?.parentId, passed?.error], [sent?.spanId, undefined]);
    assert.equal(story.find(({ name }) => name === "publish TransferHeld")?.parentId, passed?.spanId);
  });

  it("when a command waits for its next try, which a timer brings, with another one behind it", async () => {
    const telemetry = recordingTelemetry();
    // Asked twice in one try, as the state that it is asked on may be old.
    let fails = 2;
    const definition = exampleWith((handler) => {
      if (handler === "commands HoldTransfer" && fails-- > 0) throw new Error("Not now.");
    });
    const long = { attempts: 3, strategy: "fixed", first: 600_000, max: 600_000, jitter: 0 } as const;
    const retry = { ...definition.retry, messages: { ...definition.retry.messages, HoldTransfer: long } };
    const app = inMemoryApp({ ...definition, retry }, { telemetry });
    await askForTransfer(app);
    // The same account: it waits behind the one that is to be tried again.
    const load = { accountId: transfer.fromAccountId, amount: 500, currency: "EUR", loadId: transfer.fromAccountId };
    const other = "00-11111111111111111111111111111111-2222222222222222-01";
    await app.request("POST", "/api/commands/load-credits", { body: load, headers: { traceparent: other } });
    await app.advance("PT11M");
    await approve(app);
    const story = storyOf(telemetry);
    assertConnected(story, { client });
    const outcomes = (name: string) =>
      telemetry.spans.filter((span) => span.name === name).map(({ attributes }) => attributes["eventwright.outcome"]);
    assert.deepEqual(outcomes("process HoldTransfer"), ["postponed", "succeeded"]);
    assert.deepEqual(outcomes("redrive commands"), ["succeeded"]);
    assert.deepEqual(outcomes("process LoadCredits").slice(-2), ["waits", "succeeded"]);
    const behind = telemetry.spans.filter(({ traceId }) => traceId === "1".repeat(32));
    assertConnected(behind, { client: { traceparent: other } });
  });

  it("when a projection and a notifier are parked and redriven", async () => {
    const telemetry = recordingTelemetry();
    let broken = true;
    const definition = exampleWith((handler) => {
      const isHit =
        handler === "projection-transfers TransferHeld" || handler.startsWith("notifier-TransferProgressed");
      if (broken && isHit) throw new Error("This handler is broken.");
    });
    const app = inMemoryApp(definition, { telemetry });
    await askForTransfer(app);
    await approve(app);
    broken = false;
    const letters = (await app.request("GET", "/api/admin/dead-letters")).body.items;
    assert.deepEqual(letters.map(({ handler }: { handler: string }) => handler).sort(), [
      "notifier-TransferProgressed",
      "projection-transfers",
    ]);
    for (const { id } of letters) await redriven(app, id);
    await app.pump();
    assert.equal(await statusOf(app), "settled");
    const story = storyOf(telemetry);
    assertConnected(story, { client });
    assert.deepEqual(touchedBy(story).filter(isNoRedrive), (await calm()).touched);
    assert.ok(story.some(({ attributes }) => attributes["eventwright.outcome"] === "waits"));
  });

  it("when the process fails, is parked, and goes on from its letter", async () => {
    const telemetry = recordingTelemetry();
    let broken = true;
    const definition = defineApp(handlers);
    const processes = (definition.processes ?? []).map((process) => ({
      ...process,
      versions: process.versions.map((version) => ({
        ...version,
        process: {
          // biome-ignore lint/suspicious/noExplicitAny: the process of any contract.
          *run(start: any, context: any): Generator<any, any, any> {
            const sent = context.send.SettleTransfer;
            const send = {
              ...context.send,
              SettleTransfer(data: unknown) {
                if (broken) throw new Error("This process is broken.");
                return sent(data);
              },
            };
            return yield* version.process.run(start, { ...context, send }) as Generator<unknown, unknown, unknown>;
          },
        },
      })),
    }));
    const app = inMemoryApp({ ...definition, processes }, { telemetry });
    await transferAndApprove(app);
    const [letter] = (await app.request("GET", "/api/admin/dead-letters")).body.items;
    assert.equal(letter.handler, "process-transfer");
    broken = false;
    await redriven(app, letter.id);
    await app.pump();
    assert.equal(await statusOf(app), "settled");
    const story = storyOf(telemetry);
    assertConnected(story, { client });
    const names = new Set(story.map(({ name }) => name));
    for (const name of [
      "park transfer",
      "notify TransferStuck",
      "redrive process-transfer",
      "process SettleTransfer",
    ]) {
      assert.ok(names.has(name), `${name}\n${shown(story)}`);
    }
    const park = story.find(({ name }) => name === "park transfer");
    assert.match(String(park?.error), /This process is broken/);
  });
});

const isNoRedrive = (line: string) => !line.startsWith("redrive ");

async function redriven(app: ReturnType<typeof inMemoryApp>, id: string): Promise<void> {
  const { status, body } = await app.request("POST", `/api/admin/dead-letters/${id}/redrive`, { body: {} });
  assert.equal(status, 200);
  assert.ok(["redriven", "restarting"].includes(body.status), JSON.stringify(body));
}
