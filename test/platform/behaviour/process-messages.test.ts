import assert from "node:assert/strict";
import { test } from "node:test";
import { Answered, Ask, Close, Opened, questApp, questProcess, Refused, Remind } from "../support/quest.ts";
import { deliverOnly, eventOf, questRig } from "../support/quest-rig.ts";

const questId = "q1";
const id = "quest-q1";
const opened = eventOf(Opened.create({ questId, size: 1 }), 1);
const answered = eventOf(Answered.create({ questId, text: "42" }), 5);
const refused = eventOf(Refused.create({ questId, why: "busy" }), 6);
const asked = Ask.create({ questId });
const closed = Close.create({ questId, why: "42" });

test("a message that comes twice is one message", async () => {
  const app = questRig();
  await app.deliver(opened);
  await app.deliver(answered);
  await app.deliver(answered);
  assert.deepEqual(app.sent(), [asked, closed]);
  assert.equal(app.processes.instance(id)?.output, "answered");
});

test("a message that comes twice does not count for the next wait", async () => {
  const twice = questProcess.earlier(function* (_started, ctx) {
    yield* ctx.waitFor("Answered");
    yield* ctx.waitFor("Answered");
    return "two answers";
  });
  const app = questRig(questApp({ process: twice }));
  await app.deliver(opened);
  await app.deliver(answered);
  await app.deliver(answered);
  assert.equal(app.processes.instance(id)?.status, "Running");
  await app.deliver(eventOf(Answered.create({ questId, text: "43" }), 7));
  assert.equal(app.processes.instance(id)?.output, "two answers");
});

test("messages that come in another order than they are wanted in are kept until they are", async () => {
  const ordered = questProcess.earlier(function* ({ data }, ctx) {
    const refusal = yield* ctx.waitFor("Refused");
    yield* ctx.send.Ask({ questId: data.questId });
    const answer = yield* ctx.waitFor("Answered");
    return `${refusal.data.why}, ${answer.data.text}`;
  });
  const app = questRig(questApp({ process: ordered }));
  await app.deliver(opened);
  await app.deliver(answered);
  assert.deepEqual(app.processes.instance(id)?.progress.waitsFor, ["Refused"]);
  await app.deliver(refused);
  assert.equal(app.processes.instance(id)?.output, "busy, 42");
});

test("messages that come before the process wait in the inbox, and are handed over at its start", async () => {
  const app = questRig();
  await app.deliver(answered);
  await app.deliver(answered);
  assert.equal(app.processes.instance(id), undefined);
  assert.equal((await app.stores.inbox.list(id)).length, 1);
  await app.deliver(opened);
  assert.deepEqual(app.sent(), [asked, closed]);
  assert.equal(app.processes.instance(id)?.output, "answered");
  assert.deepEqual(await app.stores.inbox.list(id), []);
});

test("a start that crashed before it looked into the inbox looks when it is delivered again", async () => {
  const app = questRig();
  await app.deliver(answered);
  const input = { started: opened, key: [questId], settings: { limit: 10, word: "answered" }, timeouts: {} };
  const [process] = questApp().processes ?? [];
  assert.ok(process);
  await app.processes.client.start("runQuestV1", id, { ...input, steps: process.steps });
  await app.deliver(opened);
  assert.equal(app.processes.instance(id)?.output, "answered");
});

test("a message that comes after the end does nothing, and is not kept", async () => {
  const app = questRig();
  await app.deliver(opened);
  await app.deliver(answered);
  await app.deliver(refused);
  assert.deepEqual(app.sent(), [asked, closed]);
  assert.deepEqual(await app.stores.inbox.list(id), []);
  assert.equal(app.processes.instance(id)?.output, "answered");
});

test("the start that is delivered again, running or ended, starts nothing", async () => {
  const app = questRig();
  await app.deliver(opened);
  await app.deliver(opened);
  assert.deepEqual(app.sent(), [asked]);
  await app.deliver(answered);
  await app.deliver(opened);
  assert.deepEqual(app.sent(), [asked, closed]);
  assert.equal(app.processes.instances().length, 1);
  assert.equal(app.processes.instance(id)?.input.started.id, opened.id);
});

test("a newer start after the end starts anew, and the old one never again", async () => {
  const app = questRig();
  await app.deliver(opened);
  await app.deliver(answered);
  const reopened = eventOf(Opened.create({ questId, size: 2 }), 9);
  await app.deliver(reopened);
  assert.equal(app.processes.instance(id)?.input.started.id, reopened.id);
  assert.deepEqual(app.sent(), [asked, closed, asked]);
  await app.deliver(opened);
  assert.deepEqual(app.sent(), [asked, closed, asked]);
  await app.deliver(eventOf(Answered.create({ questId, text: "43" }), 10));
  await app.deliver(opened);
  assert.deepEqual(app.sent().at(-1), Close.create({ questId, why: "43" }));
  assert.equal(app.processes.instance(id)?.input.started.id, reopened.id);
  assert.ok(app.lines.some(({ message }) => message === "A process got an event that it has gone past."));
});

test("a start that comes when its instance was purged, or at the side of another, does not run a second time", async () => {
  const app = questRig();
  await app.deliver(opened);
  await app.deliver(answered);
  const ended = app.processes.instance(id);
  assert.ok(ended);
  // What a delivery does that looked for the instance before there was one.
  await app.processes.client.start("runQuestV1", id, { ...ended.input, run: "another" });
  await app.pump();
  assert.equal(app.processes.instance(id)?.output, "ran before");
  await app.advance("PT3H");
  assert.deepEqual(app.sent(), [asked, closed]);
  assert.deepEqual(app.stores.containers.deadLetters.all(), []);
});

test("another start while it runs comes again until it has ended", async () => {
  const app = questRig();
  await app.deliver(opened);
  const reopened = eventOf(Opened.create({ questId, size: 2 }), 9);
  await assert.rejects(app.deliver(reopened), { name: "ProcessBusyError", message: /quest-q1/ });
  await app.deliver(answered);
  await app.deliver(reopened);
  assert.equal(app.processes.instance(id)?.input.started.id, reopened.id);
});

test("through the whole app: another start waits for the end of the first", async () => {
  const app = questRig();
  await app.request("POST", "/api/commands/open", { body: { questId, size: 1 } });
  await app.request("POST", "/api/commands/reopen", { body: { questId, n: 2 } });
  await app.pump();
  assert.equal(app.processes.instance(id)?.input.started.streamversion, 1);
  await app.request("POST", "/api/commands/answer", { body: { questId, text: "42" } });
  await app.pump();
  assert.equal(app.processes.instance(id)?.input.started.streamversion, 2);
  assert.equal(app.processes.instance(id)?.status, "Running");
});

test("a timeout and what comes after it: the late message goes to the later wait, exactly once", async () => {
  const app = questRig();
  await app.deliver(opened);
  await app.advance("PT1H");
  assert.deepEqual(app.sent(), [asked, Remind.create({ questId })]);
  await app.deliver(refused);
  await app.deliver(refused);
  assert.equal(app.processes.instance(id)?.progress.waitsFor, undefined);
  await app.advance("PT10M");
  assert.deepEqual(app.sent().at(-1), Close.create({ questId, why: "busy" }));
  assert.equal(app.processes.instance(id)?.output, "refused");
});

test("waits that lost against timers lose no message and double none", async () => {
  const patient = questProcess.earlier(function* ({ data }, ctx) {
    const got: string[] = [];
    for (let round = 0; round < 4; round++) {
      const answer = yield* ctx.within("patience").waitFor("Answered");
      // Messages that come while it pauses or sends go to waits that were given up.
      yield* ctx.pause("rest");
      yield* ctx.send.Ask({ questId: data.questId });
      got.push(answer?.data.text ?? "-");
    }
    return got.join(" ");
  });
  const app = questRig(questApp({ process: patient }));
  await app.deliver(opened);
  await app.advance("PT2H20M");
  const texts = ["a", "b", "c"];
  for (const [at, text] of texts.entries()) await app.deliver(eventOf(Answered.create({ questId, text }), 20 + at));
  await app.advance("PT5H");
  assert.equal(app.processes.instance(id)?.output, "- - a b");
});

test("however two messages meet a timeout, in one turn or in two, it ends the same", async () => {
  for (const together of [true, false]) {
    for (const minute of [0, 30, 59, 60, 61, 90, 119]) {
      const app = questRig();
      await app.deliver(opened);
      await app.advance(minute * 60_000);
      await (together ? deliverOnly(app, questApp(), answered) : app.deliver(answered));
      await app.deliver(refused);
      await app.advance("PT3H");
      assert.equal(app.processes.instance(id)?.output, "answered", `minute ${minute}`);
      assert.equal(app.sent().filter(({ name }) => name === "Close").length, 1);
      assert.equal(app.sent().filter(({ name }) => name === "Remind").length, minute >= 60 ? 1 : 0);
    }
  }
});

test("an event without its key, an invalid one and one that nobody wants", async () => {
  const app = questRig();
  const keyless = questApp({ change: { key: ["/questId", "/nothing"] } });
  await assert.rejects(questRig(keyless).deliver(opened), { name: "HandlerError", message: /\/nothing/ });
  await assert.rejects(app.deliver({ ...opened, data: { questId } }), { name: "HandlerError", message: /invalid/ });
  await app.deliver({ ...opened, type: "tally.Strange.v1" });
  await app.deliver({ ...opened, source: "/somebody/else" });
  assert.deepEqual(app.processes.instances(), []);
  assert.equal(app.lines.at(-1)?.message, "A process got an event that it does not want.");
});

test("a command is caused by the message that the process got last, in whose trace it stands while the story is the same", async () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const later = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";
  const foreign = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const last = async (change: { correlationid: string; traceparent: string }) => {
    const app = questRig();
    await app.deliver({ ...opened, traceparent });
    await app.deliver({ ...answered, ...change });
    const sent = app.stores.containers.commands.changesAfter(0).map(({ document }) => document.envelope);
    assert.equal(sent[0]?.causationid, opened.id);
    assert.equal(sent[0]?.traceparent, traceparent);
    assert.equal(sent.at(-1)?.causationid, answered.id);
    return sent.at(-1);
  };
  const same = await last({ correlationid: opened.correlationid, traceparent: later });
  assert.equal(same?.correlationid, opened.correlationid);
  assert.equal(same?.traceparent, later);
  // Somebody's answer is a request of its own: what was begun goes on in its own story.
  const answeredBySomebody = await last({ correlationid: "c2", traceparent: foreign });
  assert.equal(answeredBySomebody?.correlationid, opened.correlationid);
  assert.equal(answeredBySomebody?.traceparent, traceparent);
});
