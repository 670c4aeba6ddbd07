import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { OutcomeRecord } from "../../../platform/stores/records.ts";
import { type InMemoryApp, inMemoryApp, type StepHook } from "../../../platform/testing/index.ts";
import { bookingApp, bookingProcess, riddle } from "../support/booking.ts";
import { seeded } from "../support/seeded.ts";

class Crash extends Error {}

const want = (app: InMemoryApp, wishId: string, seat: string) =>
  app.request("POST", "/api/commands/want", { body: { wishId, seat } });

const typesOf = (app: InMemoryApp) =>
  app.stores.containers.events
    .all()
    .flatMap(({ document }) =>
      document.kind === "event" ? [`${document.streamid} ${document.envelope.type.split(".")[1]}`] : [],
    )
    .sort();

const outcomeOf = (app: InMemoryApp, type: string): OutcomeRecord => {
  const [found] = app.stores.containers.outcomes.all().filter(({ document }) => document.type === type);
  return found?.document ?? assert.fail(`${type} has no outcome.`);
};

describe("a process learns what became of a command that may be refused", () => {
  it("from the real decider, in no time", async () => {
    const app = inMemoryApp(bookingApp());
    const start = app.clock.now();
    for (const wishId of ["a", "b"]) {
      await want(app, wishId, "1A");
      await app.pump();
    }
    assert.equal(app.processes.instance("booking-a")?.output, "booked");
    assert.equal(app.processes.instance("booking-b")?.output, "seat-taken");
    assert.deepEqual(typesOf(app), [
      "seat/1A SeatTaken",
      "wish/a Confirmed",
      "wish/a Wanted",
      "wish/b Declined",
      "wish/b Wanted",
    ]);
    assert.equal(app.clock.now(), start);
  });

  it("and asks for no other command", async () => {
    const app = inMemoryApp(bookingApp());
    await want(app, "a", "1A");
    await app.pump();
    const activities = app.processes
      .instance("booking-a")
      ?.history.flatMap(({ EventType, Name }) => (EventType === 4 ? [Name] : []));
    assert.deepEqual(activities, ["sendTakeSeat", "outcomeOfTakeSeat", "sendConfirm"]);
  });

  it("only after a parked command was redriven, and says meanwhile what it awaits", async () => {
    const app = inMemoryApp(bookingApp());
    await want(app, "a", riddle);
    await app.advance("P30D");
    const { status, progress } = app.processes.instance("booking-a") ?? {};
    assert.equal(status, "Running");
    assert.deepEqual(progress, { awaits: "TakeSeat" });
    const { deadLetter: _, ...parked } = outcomeOf(app, "TakeSeat");
    assert.equal(parked.status, "failed");
    const rejection = { code: "seat-broken", message: "It is broken." };
    const { outcomes } = app.stores.containers;
    outcomes.write(parked.id, { ...parked, status: "rejected", rejection }, "any");
    await app.pump();
    assert.equal(app.processes.instance("booking-a")?.output, "seat-broken");
    assert.ok(typesOf(app).includes("wish/a Declined"));
  });

  it("and messages that come meanwhile are kept", async () => {
    const eager = bookingProcess.earlier(function* ({ data }, ctx) {
      yield* ctx.send.Confirm(data);
      const taken = yield* ctx.send.TakeSeat(data);
      yield* ctx.waitFor("Confirmed");
      return taken.status;
    });
    const app = inMemoryApp(bookingApp(eager));
    await want(app, "a", riddle);
    await app.pump();
    assert.deepEqual(app.processes.instance("booking-a")?.progress, { awaits: "TakeSeat" });
    const { deadLetter: _, ...parked } = outcomeOf(app, "TakeSeat");
    app.stores.containers.outcomes.write(parked.id, { ...parked, status: "succeeded", events: [] }, "any");
    await app.pump();
    assert.equal(app.processes.instance("booking-a")?.output, "succeeded");
  });
});

describe("the history decides whether a process asks, whatever the contract says later", () => {
  const resting = bookingProcess.earlier(function* ({ data }, ctx) {
    const taken: unknown = yield* ctx.send.TakeSeat(data);
    yield* ctx.pause("rest");
    return JSON.stringify(taken) ?? "nothing";
  });
  const refusable = { TakeSeat: ["seat-broken", "seat-taken"] };

  for (const [now, later, answer] of [
    [{}, refusable, "nothing"],
    [refusable, {}, '{"status":"succeeded"}'],
  ] as const) {
    it(`${answer} where it was so when the command was sent`, async () => {
      const change: { rejections: Readonly<Record<string, readonly string[]>> } = { rejections: now };
      const definition = bookingApp(resting, change);
      const app = inMemoryApp(definition);
      await want(app, "a", "1A");
      await app.pump();
      const [process] = definition.processes ?? [];
      assert.ok(process);
      Object.assign(process, { rejections: later });
      await app.advance("PT10M");
      assert.equal(app.processes.instance("booking-a")?.output, answer);
    });
  }
});

async function play(onStep: StepHook): Promise<unknown> {
  const app = inMemoryApp(bookingApp(), { onStep });
  for (const wishId of ["a", "b"]) {
    await want(app, wishId, "1A");
    await app.pump();
  }
  const { commands, outcomes, deadLetters } = app.stores.containers;
  return {
    events: typesOf(app),
    commands: commands
      .all()
      .map(({ document }) => document.id)
      .sort(),
    outcomes: outcomes
      .all()
      .map(({ document: { id, status } }) => `${id} ${status}`)
      .sort(),
    instances: app.processes.instances().map(({ id, output }) => `${id} ${output}`),
    letters: deadLetters.all().length,
  };
}

describe("a crash while a process learns of a refusal loses nothing and sends nothing twice", () => {
  it("at every single step, before and after it", async () => {
    const names: string[] = [];
    const wanted = await play((step, when) => void names.push(`${step} ${when}`));
    for (const step of ["outcomes.read", "outcomes.create", "processes.turn", "commands.create"]) {
      assert.ok(names.includes(`${step} after`), `${step} is never taken`);
    }
    for (let at = 0; at < names.length; at++) {
      let step = 0;
      const seen = await play(() => {
        if (step++ === at) throw new Crash(names[at]);
      });
      assert.deepEqual(seen, wanted, `crashed at ${names[at]}, step ${at}`);
    }
  });

  it("at one step in ten, again and again", async () => {
    const wanted = await play(() => {});
    for (let seed = 1; seed <= 20; seed++) {
      const random = seeded(seed);
      const seen = await play(() => {
        if (random() < 0.1) throw new Crash(`seed ${seed}`);
      });
      assert.deepEqual(seen, wanted, `seed ${seed}`);
    }
  });
});
