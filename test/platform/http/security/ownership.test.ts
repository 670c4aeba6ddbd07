import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { acceptCommand } from "../../../../platform/commands/accept.ts";
import { type InMemoryApp, inMemoryApp } from "../../../../platform/testing/in-memory-app.ts";
import { guardedTally, tokensOf } from "../../support/guarded.ts";
import { startIssuer, type TestIssuer } from "../../support/issuer.ts";
import { Add } from "../../support/messages.ts";

/** The id that a command will have, worked out by somebody who guesses all of it. */
async function submitted(now: number, caller: string, payload: unknown) {
  const arrival = { now, correlationId: "c", key: { by: "payload" }, caller } as const;
  const accepted = await acceptCommand(Add, payload, arrival);
  assert.ok(accepted.ok);
  return accepted.record.envelope;
}

const secret = "subject-of-anna";

describe("callers", () => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());

  /** An app, and how each caller asks it. */
  const open = () => {
    const lines: string[] = [];
    const app = inMemoryApp(guardedTally(), {
      environment: tokensOf(issuer),
      log: (entry) => void lines.push(JSON.stringify(entry)),
    });
    const as = async (sub: string, method: string, url: string, body?: unknown, more: Record<string, string> = {}) => {
      const scope = sub === "operator" ? "tally.read tally.write tally.all" : "tally.read tally.write";
      const authorization = `Bearer ${await issuer.token(app.clock.now(), { sub, scope })}`;
      return app.request(method, url, { ...(body === undefined ? {} : { body }), headers: { authorization, ...more } });
    };
    return { app, as, lines };
  };
  const add = { counterId: "a", amount: 1, note: "first" };
  const commands = ({ stores }: InMemoryApp) => stores.containers.commands.changesAfter(0).length;

  it("stand in the command, its events and its outcome, and nowhere outside", async () => {
    const { app, as, lines } = open();
    const { body, ...accepted } = await as(secret, "POST", "/api/commands/add", add);
    assert.equal(accepted.status, 202);
    await as(secret, "POST", "/api/commands/add", { counterId: "a", amount: 5000 });
    await as(secret, "POST", "/api/commands/break", { counterId: "z", how: "throw" });
    await as(secret, "POST", "/api/commands/copy", { counterId: "a", to: "b" });
    await app.pump();
    const { containers } = app.stores;
    const [command] = containers.commands.changesAfter(0);
    assert.equal(command?.document.envelope.caller, secret);
    const events = containers.events.changesAfter(0).map(({ document }) => document);
    const added = events.find((event) => event.kind === "event");
    assert.equal(added?.kind === "event" && added.envelope.caller, secret);
    const received = containers.commands
      .changesAfter(0)
      .find(({ document }) => document.envelope.type.includes("Receive"));
    assert.ok(received !== undefined && received.document.envelope.caller === undefined, "a reaction has no caller");
    assert.ok(app.publisher.published.length > 1);
    assert.ok(!JSON.stringify(app.publisher.published).includes(secret));
    assert.ok(!JSON.stringify(containers.notifications.changesAfter(0)).includes(secret));
    assert.ok(containers.notifications.changesAfter(0).length > 1);
    assert.ok(!JSON.stringify([body, accepted]).includes(secret));
    const status = await as(secret, "GET", `/api/commands/${body.commandId}`);
    assert.equal(status.body.status, "succeeded");
    assert.ok(!JSON.stringify(status).includes(secret));
    assert.ok(lines.length > 0);
    assert.ok(!lines.join("\n").includes(secret));
  });

  it("see their own commands only, before and after the outcome", async () => {
    const { app, as } = open();
    const { body } = await as("anna", "POST", "/api/commands/add", add);
    const url = `/api/commands/${body.commandId}`;
    const look = async (sub: string, more: Record<string, string> = {}) => {
      const { status, body: answer } = await as(sub, "GET", url, undefined, more);
      return status === 200 ? answer.status : answer.code;
    };
    assert.equal(await look("anna"), "accepted");
    assert.equal(await look("ben"), "not-yours");
    assert.equal(await look("ben", { prefer: "wait=5" }), "not-yours");
    await app.pump();
    assert.equal(await look("anna"), "succeeded");
    assert.equal(await look("ben"), "not-yours");
    // Not from what this process remembers, either.
    const other = inMemoryApp(guardedTally(), { environment: tokensOf(issuer), stores: app.stores });
    const headers = { authorization: `Bearer ${await issuer.token(app.clock.now(), { sub: "ben" })}` };
    assert.equal((await other.request("GET", url, { headers })).body.code, "not-yours");
  });

  it("cannot see commands that nobody sent with a token", async () => {
    const { app, as } = open();
    const before = inMemoryApp(guardedTally(), { stores: app.stores });
    const { body } = await before.request("POST", "/api/commands/add", { body: add });
    assert.equal((await as("anna", "GET", `/api/commands/${body.commandId}`)).body.code, "not-yours");
    await before.pump();
    assert.equal((await as("anna", "GET", `/api/commands/${body.commandId}`)).body.code, "not-yours");
  });

  it("learn nothing by sending what somebody else has sent", async () => {
    const { app, as } = open();
    for (const more of [{ "idempotency-key": "k" }, undefined]) {
      const post = async (sub: string, body: object, headers = more) => {
        const answer = await as(sub, "POST", "/api/commands/add", body, headers);
        return {
          ...answer,
          shape: [answer.status, Object.keys(answer.headers).sort(), Object.keys(answer.body).sort()],
        };
      };
      const anna = await post("anna", add);
      // Ben is answered like somebody who is the first.
      const ben = await post("ben", add);
      assert.deepEqual(ben.shape, anna.shape);
      assert.equal(anna.status, 202);
      assert.ok(!JSON.stringify(ben).includes(anna.body.commandId));
      for (const [sub, first] of [
        ["anna", anna],
        ["ben", ben],
      ] as const) {
        const again = await post(sub, add);
        assert.deepEqual([again.status, again.body.commandId], [more ? 202 : 409, first.body.commandId]);
      }
    }
    assert.equal(commands(app), 4);
  });

  it("cannot ask whether somebody has sent a command whose id they can work out", async () => {
    const { app, as } = open();
    const { id } = await submitted(app.clock.now(), "anna", add);
    const look = async (sub: string) => {
      const { status, body } = await as(sub, "GET", `/api/commands/${id}`);
      return [status, status === 200 ? body.status : `${body.code}: ${body.detail}`];
    };
    const refused = [403, "not-yours: The command is not yours, or is not there."];
    assert.deepEqual(await look("ben"), refused);
    assert.equal((await as("anna", "POST", "/api/commands/add", add)).body.commandId, id);
    assert.deepEqual(await look("ben"), refused);
    await app.pump();
    assert.deepEqual(await look("ben"), refused);
    assert.deepEqual(await look("anna"), [200, "succeeded"]);
  });

  it("reach what is theirs, and nobody else does, but with the scope that is let through", async () => {
    const { app, as } = open();
    await as("anna", "POST", "/api/commands/add", add);
    await app.pump();
    const count = commands(app);
    const refused = async (sub: string, method: string, url: string, body?: unknown, accept = "application/json") => {
      const answer = await as(sub, method, url, body, { accept });
      assert.equal(answer.status, 403, url);
      assert.equal(answer.body.code, "not-yours", url);
    };
    const urls = ["/api/counters/a", "/api/counters/a/additions", "/api/notifications?recipient=a"];
    for (const url of urls) {
      assert.equal((await as("anna", "GET", url)).status, 200, url);
      assert.equal((await as("operator", "GET", url)).status, 200, url);
      await refused("ben", "GET", url);
      await refused("ANNA", "GET", url);
    }
    await refused("ben", "GET", "/api/notifications?recipient=a", undefined, "text/event-stream");
    await refused("anna", "GET", "/api/counters/unknown");
    await refused("anna", "GET", "/api/notifications");
    await refused("anna", "GET", `/api/notifications?recipient=${"x".repeat(5000)}`);
    await refused("ben", "POST", "/api/commands/touch", { counterId: "a", n: 1 });
    await refused("ben", "POST", "/api/commands/touch", { counterId: "unknown", n: 1 });
    assert.equal(commands(app), count, "nothing is stored");
    assert.equal((await as("anna", "POST", "/api/commands/touch", { counterId: "a", n: 1 })).status, 202);
    assert.equal((await as("operator", "POST", "/api/commands/touch", { counterId: "unknown", n: 1 })).status, 202);
  });

  it("wait for a read model that lags, for a moment", async () => {
    const { app, as } = open();
    await as("anna", "POST", "/api/commands/add", add);
    const touched = as("anna", "POST", "/api/commands/touch", { counterId: "a", n: 1 });
    await app.pump();
    assert.equal((await touched).status, 202);
  });

  it("own nothing that names no owner, and two recipients at once are none", async () => {
    const { app, as } = open();
    const before = inMemoryApp(guardedTally(), { stores: app.stores });
    await before.request("POST", "/api/commands/add", { body: add });
    await before.pump();
    assert.equal((await as("anna", "GET", "/api/counters/a")).body.code, "not-yours");
    await as("anna", "POST", "/api/commands/add", { counterId: "mine", amount: 1 });
    await app.pump();
    const answer = await as("anna", "GET", "/api/notifications?recipient=mine&recipient=a");
    assert.equal(answer.body.code, "invalid-query");
    assert.equal((await as("anna", "GET", "/api/counters/mine?counterId=a")).body.code, "invalid-query");
  });
});
