import assert from "node:assert/strict";
import { test } from "node:test";
import { givenProcess } from "../../../platform/testing/index.ts";
import { bookingApp, Confirm, Confirmed, Decline, TakeSeat, Wanted } from "../support/booking.ts";
import { Answered, Ask, Close, Opened, QuestStuck, questApp, questProcess, Refused, Remind } from "../support/quest.ts";

const questId = "q1";
const opened = Opened.create({ questId, size: 1 });

test("a process sends, waits, gets its message and ends", async () => {
  await givenProcess(questApp(), "quest")
    .when(opened)
    .thenSends(Ask.create({ questId }))
    .thenWaitsFor("Answered", "Refused")
    .when(Answered.create({ questId, text: "42" }))
    .thenSends(Close.create({ questId, why: "42" }))
    .thenEnds("answered");
});

test("two waits run out, in no time", async () => {
  await givenProcess(questApp(), "quest")
    .when(opened)
    .thenSends(Ask.create({ questId }))
    .after("PT59M59S")
    .thenSends()
    .after("PT1S")
    .thenSends(Remind.create({ questId }))
    .after("PT1H")
    .thenSends(Close.create({ questId, why: "silence" }))
    .thenEnds("silence");
});

test("an answer after a timeout goes to the later wait", async () => {
  await givenProcess(questApp(), "quest")
    .when(opened)
    .after("PT1H")
    .thenSends(Ask.create({ questId }), Remind.create({ questId }))
    .when(Refused.create({ questId, why: "busy" }))
    .thenWaitsFor()
    .thenSends()
    .after("PT10M")
    .thenSends(Close.create({ questId, why: "busy" }))
    .thenEnds("refused");
});

test("settings and timeouts can be given", async () => {
  await givenProcess(questApp(), "quest", { settings: { limit: 0 } })
    .when(opened)
    .thenSends(Close.create({ questId, why: "too large" }))
    .thenEnds("too large");
  await givenProcess(questApp(), "quest", { timeouts: { patience: "P40D" } })
    .when(opened)
    .thenSends(Ask.create({ questId }))
    .after("P39D")
    .thenSends()
    .after("P1D")
    .thenSends(Remind.create({ questId }))
    .when(Answered.create({ questId, text: "late" }))
    .thenSends(Close.create({ questId, why: "late" }))
    .thenEnds();
});

test("what happens again changes nothing", async () => {
  await givenProcess(questApp(), "quest")
    .when(opened)
    .again()
    .thenSends(Ask.create({ questId }))
    .when(Answered.create({ questId, text: "42" }))
    .again()
    .thenSends(Close.create({ questId, why: "42" }))
    .thenEnds();
});

test("a failed process is parked and told of", async () => {
  const broken = questProcess.earlier(function* () {
    yield* [];
    throw new Error("Out of ink.");
  });
  const script = givenProcess(questApp({ process: broken }), "quest").when(opened);
  await script.thenFails(/Out of ink/).thenSends();
  const stuck = givenProcess(
    questApp({
      process: broken,
      stuck: ({ started, instanceId, error }) => ({
        recipient: started.data.questId,
        instanceId,
        error,
        deadLetter: "x",
      }),
    }),
    "quest",
  ).when(opened);
  const told = {
    recipient: questId,
    instanceId: "quest-q1",
    error: "The process quest threw: Out of ink.",
    deadLetter: "x",
  };
  await stuck.thenTells(QuestStuck.create(told));
});

test("a wrong expectation fails, and says which commands there are", async () => {
  const wrong = givenProcess(questApp(), "quest").when(opened).thenSends();
  await assert.rejects(async () => await wrong, /Ask/);
  const early = givenProcess(questApp(), "quest").when(opened).thenSends(Ask.create({ questId })).thenEnds();
  await assert.rejects(async () => await early, /Answered/);
});

test("a step that is made and not taken is found", async () => {
  const forgetful = questProcess.earlier(function* ({ data }, ctx) {
    yield* ctx.pause("rest");
    ctx.send.Ask({ questId: data.questId });
  });
  await givenProcess(questApp({ process: forgetful }), "quest")
    .when(opened)
    .after("PT10M")
    .thenFails(/never took its step to send Ask: yield\* it/);
});

const wish = { wishId: "w1", seat: "1A" };
const wanted = Wanted.create(wish);

test("a command that may be refused is decided by the test", async () => {
  await givenProcess(bookingApp(), "booking")
    .when(wanted)
    .thenSends(TakeSeat.create(wish))
    .thenAwaits("TakeSeat")
    .after("P30D")
    .thenAwaits("TakeSeat")
    .whenDecided("TakeSeat", { status: "rejected", code: "seat-taken" })
    .again()
    .thenSends(Decline.create({ ...wish, why: "seat-taken" }))
    .thenEnds("seat-taken");
  await givenProcess(bookingApp(), "booking")
    .when(wanted)
    .when(Confirmed.create(wish))
    .whenDecided("TakeSeat", { status: "succeeded" })
    .thenSends(TakeSeat.create(wish), Confirm.create(wish))
    .thenEnds("booked");
});

test("what cannot be decided so is said", async () => {
  const script = () => givenProcess(bookingApp(), "booking").when(wanted);
  const refused = (code: string) => ({ status: "rejected", code }) as const;
  const cases = [
    [script().whenDecided("Confirm", { status: "succeeded" }), /lets nobody refuse Confirm/],
    [
      script().whenDecided("TakeSeat", refused("seat-token")),
      /not refused with seat-token, but with seat-broken, seat-t/,
    ],
    [
      script().whenDecided("TakeSeat", refused("seat-taken")).whenDecided("TakeSeat", refused("seat-taken")),
      /does not wait for TakeSeat/,
    ],
    [script().thenAwaits("Confirm"), /'TakeSeat'/],
    [script().thenWaitsFor(), /waits for what becomes of a command/],
  ] as const;
  for (const [wrong, says] of cases) await assert.rejects(async () => await wrong, says);
});

test("many steps take milliseconds", async () => {
  // CPU time, so that a busy machine changes little.
  const start = process.cpuUsage();
  for (let run = 0; run < 20; run++) {
    await givenProcess(questApp(), "quest")
      .when(opened)
      .after("PT2H")
      .thenSends(Ask.create({ questId }), Remind.create({ questId }), Close.create({ questId, why: "silence" }))
      .thenEnds();
  }
  const { user, system } = process.cpuUsage(start);
  const each = (user + system) / 1000 / 20;
  assert.ok(each < 500, `${each} ms a test`);
});
