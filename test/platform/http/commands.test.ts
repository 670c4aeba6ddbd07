import assert from "node:assert/strict";
import { it } from "node:test";
import { onEveryGround, outcome, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

onEveryGround("POST /api/commands/{name}", (open) => {
  it("answers 202 with the command's place", async () => {
    const rig = await open(tally());
    const { status, headers, body } = await send(rig, "add", { counterId: "a", amount: 1 });
    assert.equal(status, 202);
    assert.match(body.commandId, /^[A-Za-z0-9_-]{43}\.a$/);
    assert.equal(headers["location"], `/api/commands/${body.commandId}`);
    assert.deepEqual(Object.keys(body).sort(), ["commandId", "correlationId", "status"]);
    assert.equal(body.status, "accepted");
    assert.equal(headers["x-content-type-options"], "nosniff");
  });

  it("answers a duplicate with 409 and the first one's id, however its members are ordered", async () => {
    const rig = await open(tally());
    const first = await send(rig, "add", { counterId: "a", amount: 1 });
    const second = await send(rig, "add", '{"amount":1.0,"counterId":"\\u0061"}');
    assert.equal(second.status, 409);
    assert.equal(second.headers["content-type"], "application/problem+json");
    assert.equal(second.headers["location"], first.headers["location"]);
    const { detail: _detail, ...problem } = second.body;
    assert.deepEqual(problem, {
      type: "/docs/problems#duplicate-command",
      title: "The command was sent before.",
      status: 409,
      instance: "/api/commands/add",
      code: "duplicate-command",
      commandId: first.body.commandId,
    });
    await rig.pump();
    assert.equal((await send(rig, "add", { counterId: "a", amount: 1 })).status, 409);
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 1);
  });

  it("replays a key with the same payload, and refuses it with another", async () => {
    const rig = await open(tally());
    const key = { "idempotency-key": "k-1" };
    const first = await send(rig, "add", { counterId: "a", amount: 1 }, key);
    const replay = await send(rig, "add", { counterId: "a", amount: 1 }, key);
    assert.equal(replay.status, 202);
    assert.equal(replay.headers["idempotency-replayed"], "true");
    assert.deepEqual(replay.body, first.body);
    assert.equal(first.headers["idempotency-replayed"], undefined);
    const reused = await send(rig, "add", { counterId: "a", amount: 2 }, key);
    assert.equal(reused.status, 422);
    assert.equal(reused.body.code, "idempotency-key-reused");
    const unkeyed = await send(rig, "add", { counterId: "a", amount: 1 });
    assert.equal(unkeyed.status, 202);
    const elsewhere = await send(rig, "add", { counterId: "b", amount: 2 }, key);
    assert.equal(elsewhere.status, 202);
    await rig.pump();
    assert.equal((await rig.request("GET", "/api/counters/a")).body.total, 2);
  });

  it("takes two commands for the same by the contract's selection of fields", async () => {
    const rig = await open(tally());
    assert.equal((await send(rig, "add-many", { counterId: "a", times: 1, ref: "r" })).status, 202);
    assert.equal((await send(rig, "add-many", { counterId: "a", times: 2, ref: "r" })).body.code, "duplicate-command");
  });

  it("lists every fault of an invalid payload", async () => {
    const rig = await open(tally());
    const { status, body } = await send(rig, "add", { counterId: 1, amount: "x", extra: true });
    assert.equal(status, 400);
    assert.equal(body.code, "invalid-payload");
    assert.deepEqual(body.errors, [
      { pointer: "/counterId", message: "must be a text" },
      { pointer: "/amount", message: "must be a whole number" },
      { pointer: "/extra", message: "is not known" },
    ]);
  });

  it("tells a client what became of its command, and waits for it when asked to", async () => {
    const rig = await open(tally());
    const sent = await send(rig, "add", { counterId: "a", amount: 1 });
    const accepted = await rig.request("GET", sent.headers["location"] ?? "", { headers: { prefer: "wait=0" } });
    assert.deepEqual(accepted.body, { ...sent.body, type: "Add" });
    const waiting = rig.request("GET", sent.headers["location"] ?? "", { headers: { prefer: "wait=20" } });
    await rig.pump();
    const answer = await waiting;
    assert.equal(answer.body.status, "succeeded");
    assert.equal(answer.headers["preference-applied"], "wait=20");
    assert.equal((await outcome(rig, sent)).status, "succeeded");
  });

  it("does not know a command that nobody sent", async () => {
    const rig = await open(tally());
    const sent = await send(rig, "add", { counterId: "a", amount: 1 });
    const hash = sent.body.commandId.slice(0, 43);
    for (const id of [
      "x",
      `${hash}.b`,
      `${"A".repeat(43)}.a`,
      `${hash}.`,
      `${hash}.~YQ`,
      `${hash}.~${"A".repeat(900)}`,
      "%00",
    ]) {
      const { status, body } = await rig.request("GET", `/api/commands/${id}`);
      assert.deepEqual([status, body.code], [404, "not-found"], id);
    }
  });

  it("carries trace context and correlation along, and invents what is not usable", async () => {
    const rig = await open(tally());
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await send(rig, "add", { counterId: "a", amount: 1 }, { traceparent, tracestate: "k=v" });
    const bad = {
      traceparent: "00-00000000000000000000000000000000-b7ad6b7169203331-01",
      "x-correlation-id": "no spaces",
    };
    const { body } = await send(rig, "add", { counterId: "a", amount: 2 }, bad);
    assert.match(body.correlationId, /^[0-9a-f-]{36}$/);
    await rig.pump();
    const [first, second] = rig.publisher.published;
    assert.deepEqual([first?.traceparent, first?.tracestate], [traceparent, "k=v"]);
    assert.equal(second?.traceparent, undefined);
  });
});
