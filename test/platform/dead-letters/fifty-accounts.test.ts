import assert from "node:assert/strict";
import { it } from "node:test";
import { listLetters, showLetter } from "../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import type { StreamHandlers } from "../../../platform/streams/stream.ts";
import { onEveryGround, outcome, type Rig, send } from "../support/rig.ts";
import { counterHandlers, tally } from "../support/tally.ts";

const accounts = 50;
const unlucky = "account-17";

/** The same app with a decider that throws for one account, until it is repaired. */
function withBug() {
  const bug = { there: true };
  const sound = counterHandlers();
  const handlers: StreamHandlers<{ total: number }> = {
    ...sound,
    decide: {
      ...sound.decide,
      Add(command: { data: { counterId: string } }, state, context) {
        if (bug.there && command.data.counterId === unlucky) throw new Error("Cannot read the seventeenth card.");
        return sound.decide["Add"]?.(command, state, context) ?? [];
      },
    },
  };
  const app = tally();
  const streams = app.streams.map((stream) => ({ ...stream, handlers }));
  return { bug, app: { ...app, streams } };
}

async function addAll(rig: Rig, amount: number) {
  const sent = [];
  for (let index = 0; index < accounts; index++) {
    sent.push(await send(rig, "add", { counterId: `account-${index}`, amount }));
  }
  return sent;
}

onEveryGround("a handler that throws for one account of fifty", (open) => {
  it("holds up nobody else; repaired and redriven, the account catches up in order, each message once", async () => {
    const { bug, app } = withBug();
    const rig = await open(app);
    const sent = [];
    for (const amount of [1, 2, 4]) sent.push(await addAll(rig, amount));
    await rig.pump();
    const others = await Promise.all(
      sent.flatMap((round) => round.filter((_, index) => index !== 17)).map((one) => outcome(rig, one)),
    );
    assert.equal(others.length, 147);
    assert.ok(others.every(({ status }) => status === "succeeded"));

    const [line, ...more] = await listLetters(rig.stores);
    assert.deepEqual(more, []);
    assert.equal(line?.stream, `counter/${unlucky}`);
    assert.match(line?.error ?? "", /Cannot read the seventeenth card/);
    const detail = await showLetter(rig.stores, line?.id ?? "");
    assert.match(detail?.letter.error.stack ?? "", /fifty-accounts/);
    assert.equal(detail?.letter.attempts.length, 3);
    assert.deepEqual(detail?.letter.message.data, { counterId: unlucky, amount: 1 });
    assert.equal(detail?.waiting.length, 2);

    const id = line?.id ?? "";
    assert.equal((await redrive(rig.runtime, id, { dryRun: true })).status, "would-fail");
    bug.there = false;
    assert.deepEqual(await redrive(rig.runtime, id), { id, status: "redriven", resumed: 2 });
    await addAll(rig, 8);
    await rig.pump();
    const events = await rig.stores.events.readAfter(`counter/${unlucky}`, 0, 100);
    assert.deepEqual(
      events.map(({ version, envelope }) => [version, (envelope.data as { amount: number }).amount]),
      [
        [1, 1],
        [2, 2],
        [3, 4],
        [4, 8],
      ],
    );
    assert.equal((await rig.request("GET", `/api/counters/${unlucky}`)).body.total, 15);
    assert.deepEqual(await listLetters(rig.stores, { all: true }), []);
    assert.deepEqual(await verify(app, rig.stores), []);
    const published = rig.publisher.published.map(({ id: event }) => event);
    assert.equal(published.length, 4 * accounts);
    assert.equal(new Set(published).size, published.length);
  });
});
