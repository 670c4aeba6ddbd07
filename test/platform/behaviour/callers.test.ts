import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { guardedTally, tokensOf } from "../support/guarded.ts";
import { startIssuer, type TestIssuer } from "../support/issuer.ts";
import { onEveryGround, type Rig, send } from "../support/rig.ts";

onEveryGround("what makes two commands the same", (open) => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());

  const scope = "tally.read tally.write tally.all";
  /** Sends as somebody, and answers in short what was said. */
  const sender = (rig: Rig) => async (sub: string, body: object, key?: string) => {
    const authorization = `Bearer ${await issuer.token(rig.clock.now(), { sub, scope })}`;
    const headers = { authorization, ...(key === undefined ? {} : { "idempotency-key": key }) };
    const answer = await send(rig, "add", body, headers);
    const said = answer.headers["idempotency-replayed"] === "true" ? "replayed" : (answer.body.code ?? "accepted");
    return { said, id: answer.body.commandId as string, headers };
  };
  const one = { counterId: "a", amount: 1 };
  const two = { counterId: "a", amount: 2 };
  const total = async (rig: Rig, headers: Readonly<Record<string, string>>) => {
    await rig.pump();
    return (await rig.request("GET", "/api/counters/a", { headers })).body.total;
  };

  it("is of one caller: two take the same key, for other commands and for the same", async () => {
    const rig = await open(guardedTally(), { environment: tokensOf(issuer) });
    const as = sender(rig);
    const anna = await as("anna", one, "k");
    const ben = await as("ben", two, "k");
    assert.deepEqual([anna.said, ben.said], ["accepted", "accepted"]);
    assert.notEqual(anna.id, ben.id);
    assert.equal((await as("carla", one, "k")).said, "accepted");
    for (const [sub, body, { id }] of [
      ["anna", one, anna],
      ["ben", two, ben],
    ] as const) {
      assert.deepEqual((({ said, id: same }) => [said, same])(await as(sub, body, "k")), ["replayed", id]);
    }
    assert.equal((await as("anna", two, "k")).said, "idempotency-key-reused");
    assert.equal(await total(rig, anna.headers), 4);
  });

  it("is of one caller: two send the same payload", async () => {
    const rig = await open(guardedTally(), { environment: tokensOf(issuer) });
    const as = sender(rig);
    const anna = await as("anna", one);
    assert.equal(anna.said, "accepted");
    assert.equal((await as("ben", one)).said, "accepted");
    const again = await as("anna", one);
    assert.deepEqual([again.said, again.id], ["duplicate-command", anna.id]);
    assert.equal(await total(rig, anna.headers), 2);
  });

  it("is of nobody where no tokens are asked for, before callers were known and after", async () => {
    const rig = await open(guardedTally());
    const key = { "idempotency-key": "k" };
    const first = await send(rig, "add", one, key);
    const stored = (await rig.stores.commands.read("counter/a", first.body.commandId.split(".")[0])) ?? undefined;
    assert.equal(stored?.envelope.id, first.body.commandId);
    assert.equal(stored?.envelope.caller, undefined);
    assert.equal((await send(rig, "add", one, key)).headers["idempotency-replayed"], "true");
    assert.equal((await send(rig, "add", two, key)).body.code, "idempotency-key-reused");
    // Tokens from now on, over what is stored: a key of before is nobody's, and what is there stays as it is.
    const later = await open(guardedTally(), { on: rig.fresh, environment: tokensOf(issuer) });
    const as = sender(later);
    const anna = await as("anna", two, "k");
    assert.equal(anna.said, "accepted");
    assert.notEqual(anna.id, first.body.commandId);
    assert.equal((await later.stores.commands.read("counter/a", stored?.id ?? ""))?.envelope.id, first.body.commandId);
    assert.equal(await total(later, anna.headers), 3);
  });

  it("costs one request, as ever", async () => {
    const rig = await open(guardedTally(), { environment: tokensOf(issuer) });
    const calls: string[] = [];
    const { commands } = rig.stores;
    for (const name of ["create", "read"] as const) {
      const call = commands[name].bind(commands) as (...args: unknown[]) => unknown;
      Object.assign(commands, {
        [name]: async (...args: unknown[]) => {
          calls.push(name);
          return call(...args);
        },
      });
    }
    const as = sender(rig);
    for (const sub of ["anna", "ben", "ben"]) await as(sub, one, "k");
    assert.deepEqual(calls, ["create", "create", "create", "read"]);
  });
});
