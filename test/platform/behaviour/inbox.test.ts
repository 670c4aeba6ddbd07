import assert from "node:assert/strict";
import { it } from "node:test";
import { Answered } from "../support/quest.ts";
import { eventOf } from "../support/quest-rig.ts";
import { onEveryGround } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

onEveryGround("the inbox", (open) => {
  const kept = (instance: string, version: number, time: string) => {
    const message = eventOf(Answered.create({ questId: "a", text: "x" }), version, time);
    return { id: message.id, instance, message };
  };

  it("keeps each message once, lists those of one instance by age, and forgets what is taken out", async () => {
    const { stores } = await open(tally());
    const { inbox } = stores;
    const second = kept("quest-a", 9, "2026-01-01T00:00:02.000Z");
    const first = kept("quest-a", 10, "2026-01-01T00:00:01Z");
    const other = kept("quest-b", 11, "2026-01-01T00:00:00.000Z");
    for (const one of [second, first, other]) assert.equal(await inbox.add(one), "created");
    assert.equal(await inbox.add(first), "exists");
    assert.deepEqual(await inbox.list("quest-a"), [first, second]);
    await inbox.remove("quest-a", first.id);
    await inbox.remove("quest-a", first.id);
    assert.deepEqual(await inbox.list("quest-a"), [second]);
    assert.deepEqual(await inbox.list("quest-b"), [other]);
    assert.deepEqual(await inbox.list("quest-c"), []);
  });

  it("shows what was added after somebody had looked and found nothing", async () => {
    const { inbox } = (await open(tally())).stores;
    assert.deepEqual(await inbox.list("quest-a"), []);
    assert.deepEqual(await inbox.list("quest-a"), []);
    const late = kept("quest-a", 9, "2026-01-01T00:00:02.000Z");
    assert.equal(await inbox.add(late), "created");
    assert.deepEqual(await inbox.list("quest-a"), [late]);
    await inbox.remove("quest-a", late.id);
    assert.deepEqual(await inbox.list("quest-a"), []);
  });

  it("says whether messages are kept for an instance that failed, and only the try that said so ends it", async () => {
    const { inbox } = (await open(tally())).stores;
    assert.equal(await inbox.heldSince("quest-a"), undefined);
    await inbox.release("quest-a", 1);
    await inbox.hold({ instance: "quest-a", attempt: 1 });
    await inbox.hold({ instance: "quest-a", attempt: 1 });
    assert.equal(await inbox.heldSince("quest-a"), 1);
    assert.deepEqual(await inbox.list("quest-a"), []);
    const lasting = kept("quest-a", 9, "2026-01-01T00:00:02.000Z");
    assert.equal(await inbox.add(lasting, "lasting"), "created");
    await inbox.hold({ instance: "quest-a", attempt: 2 });
    await inbox.release("quest-a", 1);
    assert.equal(await inbox.heldSince("quest-a"), 2);
    await inbox.hold({ instance: "quest-a", attempt: 1 });
    assert.equal(await inbox.heldSince("quest-a"), 2);
    await inbox.release("quest-a", 2);
    assert.equal(await inbox.heldSince("quest-a"), undefined);
    assert.deepEqual(await inbox.list("quest-a"), [lasting]);
  });
});
