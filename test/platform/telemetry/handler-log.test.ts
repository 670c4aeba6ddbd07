import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import type { HandlerContext } from "../../../platform/telemetry/handler-log.ts";
import type { LogEntry } from "../../../platform/telemetry/telemetry.ts";
import { inMemoryApp } from "../../../platform/testing/index.ts";
import { questApp, questProcess } from "../support/quest.ts";
import { send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

/** The app with handlers that write a line each. */
function talking(): AppDefinition {
  const app = tally();
  const [stream] = app.streams;
  const [reaction] = app.reactions;
  assert.ok(stream && reaction);
  const { decide, notify = {} } = stream.handlers;
  // biome-ignore lint/suspicious/noExplicitAny: wraps handlers of every kind.
  const say = (what: string, handler: any, place: number) => {
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    return (...of: any[]) => {
      (of[place] as HandlerContext).log.warn(`${what} is at work.`, { amount: 3, nothing: undefined, fast: true });
      return handler(...of);
    };
  };
  return {
    ...app,
    streams: [
      {
        ...stream,
        handlers: {
          ...stream.handlers,
          decide: { ...decide, Add: say("A decider", decide["Add"], 2) },
          notify: { ...notify, AddRefused: say("A notifier of outcomes", notify["AddRefused"], 2) },
        },
      },
    ],
    readModels: app.readModels.map((model) =>
      model.descriptor.name === "counters"
        ? { ...model, project: { Added: say("A projection", model.project["Added"], 2) } }
        : model,
    ),
    notifiers: app.notifiers.map((notifier) => ({
      ...notifier,
      notify: { Added: say("A notifier", notifier.notify["Added"], 2) },
    })),
    reactions: [{ ...reaction, react: { CopyAsked: say("A reaction", reaction.react["CopyAsked"], 1) } }],
  };
}

const own = (lines: readonly LogEntry[]) => lines.filter(({ event }) => event === "eventwright.handler.log");

describe("a handler's own lines", () => {
  it("carry what is known of the message and the handler", async () => {
    const lines: LogEntry[] = [];
    const app = inMemoryApp(talking(), { log: (line) => void lines.push(line) });
    await send(app, "add", { counterId: "a", amount: 3 });
    await app.pump();
    await send(app, "copy", { counterId: "a", to: "b" });
    await app.pump();
    await send(app, "add", { counterId: "c", amount: 5000 });
    await app.pump();
    const written = new Map(own(lines).map((line) => [line.message, line]));
    assert.deepEqual([...written.keys()].sort(), [
      "A decider is at work.",
      "A notifier is at work.",
      "A notifier of outcomes is at work.",
      "A projection is at work.",
      "A reaction is at work.",
    ]);
    const handler = (sentence: string) => written.get(sentence)?.attributes?.["eventwright.handler"];
    assert.equal(handler("A decider is at work."), "commands");
    assert.equal(handler("A projection is at work."), "projection-counters");
    assert.equal(handler("A notifier is at work."), "notifier-TotalChanged");
    assert.equal(handler("A notifier of outcomes is at work."), "notifier-AddRefused");
    assert.equal(handler("A reaction is at work."), "reaction-copier");
    const { level, attributes = {} } = written.get("A reaction is at work.") ?? assert.fail();
    assert.equal(level, "warn");
    assert.equal(attributes["eventwright.message.name"], "CopyAsked");
    assert.equal(attributes["messaging.message.id"], "counter:a:3");
    assert.ok(attributes["messaging.message.conversation_id"]);
    assert.equal(attributes["app.amount"], 3);
    assert.equal(attributes["app.fast"], true);
    assert.ok(!("app.nothing" in attributes));
  });

  it("of a process are written once, however often its code goes through what it has done", async () => {
    const lines: LogEntry[] = [];
    const process = questProcess.earlier(function* ({ data: { questId } }, ctx) {
      ctx.log.info("Asks.");
      yield* ctx.send.Ask({ questId });
      const answer = yield* ctx.waitFor("Answered", "Refused");
      ctx.log.info("Got an answer.", { text: answer.name === "Answered" ? answer.data.text : "" });
      yield* ctx.send.Close({ questId, why: "done" });
      return "done";
    });
    const app = inMemoryApp(questApp({ process }), { log: (line) => void lines.push(line) });
    await app.request("POST", "/api/commands/open", { body: { questId: "q", size: 1 } });
    await app.pump();
    await app.request("POST", "/api/commands/answer", { body: { questId: "q", text: "yes" } });
    await app.pump();
    assert.deepEqual(
      own(lines).map(({ message }) => message),
      ["Asks.", "Got an answer."],
    );
    const [asks, got] = own(lines);
    assert.equal(asks?.attributes?.["eventwright.message.name"], "Opened");
    assert.equal(got?.attributes?.["eventwright.message.name"], "Answered");
    assert.equal(got?.attributes?.["eventwright.process.instance"], "quest-q");
    assert.equal(got?.attributes?.["app.text"], "yes");
  });

  it("leave out what the contract marks as personal data", async () => {
    const lines: LogEntry[] = [];
    const definition = tally();
    const [stream] = definition.streams;
    assert.ok(stream);
    for (const message of definition.messages) Object.assign(message, { personalData: ["/note", "/amount"] });
    const decide = {
      ...stream.handlers.decide,
      Add: ({ data }: { data: { note: string; amount: number } }, _state: unknown, { log }: HandlerContext) => {
        log.error(`Adds for ${data.note}.`, { note: data.note, amount: data.amount, other: 5 });
        return [];
      },
    };
    const app = inMemoryApp(
      { ...definition, streams: [{ ...stream, handlers: { ...stream.handlers, decide } }] },
      { log: (line) => void lines.push(line) },
    );
    await send(app, "add", { counterId: "a", amount: 4711, note: "Anna Muster" });
    await app.pump();
    const [line] = own(lines);
    assert.equal(line?.message, "Adds for [personal].");
    assert.equal(line?.attributes?.["app.note"], "[personal]");
    assert.equal(line?.attributes?.["app.amount"], "[personal]");
    assert.equal(line?.attributes?.["app.other"], 5);
  });
});
