import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { discard } from "../../../platform/dead-letters/redrive/discard.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { handleReaction } from "../../../platform/reactions/handle-reaction.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { personal, pseudonym, redact, redactText } from "../../../platform/telemetry/redact.ts";
import { appOver } from "../../../platform/testing/app-over.ts";
import { memoryFeed } from "../../../platform/testing/in-memory-app.ts";
import { inMemoryApp, recordingTelemetry } from "../../../platform/testing/index.ts";
import { questApp, questProcess } from "../support/quest.ts";
import { send } from "../support/rig.ts";
import { seeded } from "../support/seeded.ts";
import { tally } from "../support/tally.ts";

/** The contract's marks, as generated classes have them: everything that people have written, the ids of their streams included. */
const marks = ["/counterId", "/note", "/to", "/secret", "/recipient", "/how", "/questId", "/text", "/why"];

/** The same app with a contract that marks its texts as personal data. */
function marked(app: AppDefinition): AppDefinition {
  // Every test file is a process of its own.
  for (const message of app.messages) Object.assign(message, { personalData: marks });
  return app;
}

/** What a message is known by. */
interface About {
  readonly data: unknown;
  readonly envelope: { readonly id: string };
}

/** Handlers that tell in their errors all that they know of a message. */
function talkative(): AppDefinition {
  const app = marked(tally({ projectionThrowsOn: "never", notifierThrowsOn: "never" }));
  const says = (what: string, { data, envelope }: About): never => {
    throw new Error(
      `${what} of ${JSON.stringify(data)} in ${envelope.id}: ${Object.values(data as object).join(" and ")}.`,
    );
  };
  const [stream] = app.streams;
  assert.ok(stream);
  const decide = { ...stream.handlers.decide, Break: (command: About) => says("Decision", command) };
  const project = (name: string) => (name === "noted" ? { Added: (event: About) => says("Fold", event) } : undefined);
  return {
    ...app,
    streams: [{ ...stream, handlers: { ...stream.handlers, decide } }],
    readModels: app.readModels.map((model) => ({ ...model, project: project(model.descriptor.name) ?? model.project })),
    notifiers: app.notifiers.map((notifier) => ({
      ...notifier,
      notify: { Added: (event: About) => says("Word", event) },
    })),
    commandEndpoints: app.commandEndpoints.map((endpoint) =>
      endpoint.message.messageName === "Touch"
        ? { ...endpoint, check: async (data) => says("Check", { data, envelope: { id: "none" } }) }
        : endpoint,
    ),
  };
}

/** Texts that nobody else writes, with what JSON and URLs write in other ways. */
function texts(seed: number): (kind: string) => string {
  const random = seeded(seed);
  const tails = ["", '"quoted"', " a/b?c#d", "ä ö ü", "\\back", "%41", "\u2028", "@mail.example"];
  return (kind) => {
    const word = `${kind}${Math.floor(random() * 1e12).toString(36)}zq`;
    return `${word}${tails[Math.floor(random() * tails.length)]}`;
  };
}

type Told = Pick<ReturnType<typeof recordingTelemetry>, "spans" | "measurements" | "logs">;

/** All that was told, as text. */
function allOf({ spans, measurements, logs }: Told, lines: readonly unknown[]): string {
  const errors = spans.flatMap(({ error }) =>
    error instanceof Error ? [error.message, error.stack, String(error.cause)] : [error],
  );
  return JSON.stringify([spans, measurements, logs, lines, errors]);
}

/** Fails when one of the values is told, in whatever spelling. */
function assertUntold(told: string, values: readonly string[]): void {
  for (const value of values) {
    const word = value.slice(0, value.indexOf("zq") + 2);
    const at = told.indexOf(word);
    assert.equal(at, -1, `${word} is told: …${told.slice(Math.max(0, at - 300), at + 100)}…`);
    // As the ids of commands write it.
    const encoded = Buffer.from(value, "utf8").toString("base64url").slice(0, 12);
    assert.ok(!told.includes(encoded), `${encoded} is told.`);
  }
}

describe("what the contract marks as personal data is in no span, line or measurement", () => {
  for (let seed = 1; seed <= 10; seed++) {
    it(`of commands, events and notifications that fail everywhere (seed ${seed})`, async () => {
      const text = texts(seed);
      const telemetry = recordingTelemetry();
      const lines: unknown[] = [];
      const definition = talkative();
      const app = inMemoryApp(definition, { telemetry, log: (line) => void lines.push(line) });
      const [counterId, other, note, how, wrong] = [text("id"), text("to"), text("note"), text("how"), text("x")];
      await send(app, "add", { counterId, amount: 3, note });
      await send(app, "add", { counterId, amount: 5000, note });
      await send(app, "add", { counterId, amount: wrong, note });
      await send(app, "touch", { counterId, n: 1 });
      await send(app, "copy", { counterId, to: other });
      await send(app, "break", { counterId: other, how });
      await app.pump();
      const [reaction] = definition.reactions;
      const asked = app.publisher.published.find(({ type }) => type === "tally.CopyAsked.v1");
      assert.ok(reaction && asked);
      const failing = {
        ...reaction,
        react: { CopyAsked: ({ data }: { data: object }) => assert.fail(JSON.stringify(data)) },
      };
      await assert.rejects(handleReaction(app.runtime, failing as never, asked));
      for (const { document } of app.stores.containers.deadLetters.all()) {
        if (document.kind !== "letter") continue;
        await redrive(app.runtime, document.id);
        if (document.handler === "commands") await discard(app.runtime, document.id, { by: "kim", reason: "done" });
      }
      await app.advance("PT5M");
      const told = allOf(telemetry, lines);
      assert.ok(told.includes(personal) && telemetry.spans.length > 20 && lines.length > 3);
      assertUntold(told, [counterId, other, note, how, wrong]);
      // Lines about one stream can be told to be so.
      assert.ok(told.includes(pseudonym(counterId)));
    });

    it(`of processes that fail with what they were told (seed ${seed})`, async () => {
      const text = texts(seed);
      const telemetry = recordingTelemetry();
      const lines: unknown[] = [];
      const wrong = questProcess.earlier(function* ({ data }, ctx) {
        yield* ctx.send.Ask({ questId: data.questId });
        const answer = yield* ctx.waitFor("Answered");
        throw new Error(`${data.questId} got ${JSON.stringify(answer.data)}`);
      });
      const app = inMemoryApp(marked(questApp({ process: wrong })), {
        telemetry,
        log: (line) => void lines.push(line),
      });
      const [questId, answer] = [text("quest"), text("answer")];
      await app.request("POST", "/api/commands/open", { body: { questId, size: 1 } });
      await app.pump();
      await app.request("POST", "/api/commands/answer", { body: { questId, text: answer } });
      await app.advance("PT5M");
      assert.ok(lines.some((line) => JSON.stringify(line).includes("eventwright.process.parked")));
      assertUntold(allOf(telemetry, lines), [questId, answer]);
    });
  }

  it("of a store that quotes what it was asked for, in a request and in a batch", async () => {
    const text = texts(77);
    const telemetry = recordingTelemetry();
    const lines: unknown[] = [];
    const [counterId, note] = [text("id"), text("note")];
    const stores = memoryStores();
    let away = false;
    const trouble = () => {
      if (away) throw new StoreError("transient", `The partition counter/${counterId} of ${note} is away.`);
    };
    const ground = {
      app: talkative(),
      stores: {
        ...stores,
        commands: {
          ...stores.commands,
          create: async (...of: Parameters<typeof stores.commands.create>) => {
            trouble();
            return stores.commands.create(...of);
          },
        },
        events: {
          ...stores.events,
          append: async (...of: Parameters<typeof stores.events.append>) => {
            trouble();
            return stores.events.append(...of);
          },
        },
      },
      feeds: { commands: memoryFeed(stores.containers.commands), events: memoryFeed(stores.containers.events) },
      clock: new FakeClock(),
      telemetry,
      log: (line: unknown) => void lines.push(line),
    };
    const app = appOver(ground);
    await send(app, "add", { counterId, amount: 1, note });
    away = true;
    assert.equal((await send(app, "add", { counterId, amount: 2, note })).status, 503);
    await assert.rejects(app.pump());
    const told = allOf(telemetry, lines);
    assert.ok(told.includes("is away"));
    assertUntold(told, [counterId, note]);
  });
});

describe("redacting", () => {
  it("takes marked values out of a payload and leaves the payload itself alone", () => {
    const payload = { name: "Anna", age: 7, home: { street: "Long Lane", city: "X" }, tags: ["a"] };
    const personalData = ["/name", "/home/street", "/nothing", "/tags/0"];
    const shown = { name: personal, age: 7, home: { street: personal, city: "X" }, tags: [personal] };
    assert.deepEqual(redact({ personalData }, payload), shown);
    assert.equal(payload.name, "Anna");
    assert.equal(redact({}, payload), payload);
    assert.deepEqual(redact({ personalData: ["/home", "/home/street"] }, payload), { ...payload, home: personal });
  });

  it("takes values out of a text however they are written, and short ones where they stand alone", () => {
    const values = ['Anna "B"', "Jo", "7"];
    assert.equal(redactText('{"name":"Anna \\"B\\""} Anna%20%22B%22', values), `{"name":"${personal}"} ${personal}`);
    assert.equal(redactText("Jo joined John: 7 of 77.", values), `${personal} joined John: ${personal} of 77.`);
  });
});
