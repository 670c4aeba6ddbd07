import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeliveredCommand } from "../../../platform/commands/handle-commands.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { given, givenDocument, inMemoryApp, whenReacting } from "../../../platform/testing/index.ts";
import { Add, Added, Copy, CopyAsked, messages, Noted, Receive } from "../support/messages.ts";
import { send } from "../support/rig.ts";
import { counterHandlers, tally } from "../support/tally.ts";

const counter = counterHandlers();

describe("given, when, then", () => {
  it("reads as a business sentence for deciders", () => {
    const full = Added.create({ counterId: "a", amount: 1000 });
    given(counter, messages)
      .when(Add.create({ counterId: "a", amount: 1 }))
      .thenEvents(Added.create({ counterId: "a", amount: 1 }));
    given(counter, messages, full)
      .when(Add.create({ counterId: "a", amount: 1 }))
      .thenRejected("too-much");
    given(counter, messages, full)
      .when(Add.create({ counterId: "a", amount: 0 }))
      .thenNothing();
    given(counter, messages, full)
      .when(Copy.create({ counterId: "a", to: "b" }))
      .thenEvents(
        Noted.create({ counterId: "a", secret: "copied" }),
        CopyAsked.create({ counterId: "a", to: "b", amount: 1000 }),
      );
    given(counter, messages)
      .when({ name: "Break", data: { counterId: "a", how: "throw" } })
      .thenThrows(/broken/);
    assert.throws(() =>
      given(counter, messages)
        .when(Add.create({ counterId: "a", amount: 1 }))
        .thenNothing(),
    );
    assert.throws(() =>
      given(counter, messages)
        .when(Add.create({ counterId: "a", amount: 1 }))
        .thenRejected("x"),
    );
  });

  it("for projections and reactions", () => {
    const { readModels, reactions } = tally();
    const [counters] = readModels;
    const [copier] = reactions;
    assert.ok(counters && copier);
    givenDocument(counters.project, messages)
      .when(Added.create({ counterId: "a", amount: 1 }), Added.create({ counterId: "a", amount: 2 }))
      .thenDocument({ counterId: "a", total: 3, parity: "odd", version: 2 });
    whenReacting(copier.react, messages, CopyAsked.create({ counterId: "a", to: "b", amount: 5 })).thenCommands(
      Receive.create({ counterId: "b", amount: 5 }),
    );
  });
});

describe("a document in commands that is no command", () => {
  it("becomes a letter and holds up nobody", async () => {
    const app = inMemoryApp(tally());
    await send(app, "add", { counterId: "a", amount: 1 });
    const [command] = app.stores.containers.commands.all().map(({ document }) => document);
    const strangers = [
      { id: "x" },
      { id: "y", streamid: "counter/a", envelope: {} },
      { ...command, streamid: "other" },
    ];
    await handleCommands(app.runtime, [...strangers, command] as unknown as DeliveredCommand[]);
    assert.equal(app.stores.containers.outcomes.all().length, 1);
    assert.equal(app.stores.containers.deadLetters.all().length, 3);
  });

  it("and the service's own pages are there", async () => {
    const app = inMemoryApp(tally());
    assert.deepEqual((await app.request("GET", "/api/openapi.json")).body, { openapi: "3.1.0" });
    assert.deepEqual((await app.request("GET", "/api/asyncapi.json")).body, { asyncapi: "3.1.0" });
    assert.equal((await app.request("GET", "/api/health")).body.status, "ready");
    assert.match((await app.request("GET", "/docs")).headers["content-security-policy"] ?? "", /default-src 'none'/);
    const problems = await app.request("GET", "/docs/problems");
    assert.match(problems.body, /id="duplicate-command"/);
    assert.match(problems.body, /The counter is full\./);
  });
});
