import assert from "node:assert/strict";
import { it } from "node:test";
import type { MessageSummary } from "../../../platform/admin/shapes.ts";
import { onEveryGround, type Rig, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

const base = "/api/admin/messages";

/** Every page of a list, and how many there were. */
async function pages(rig: Rig, query: string, limit = 200): Promise<{ items: MessageSummary[]; pages: number }> {
  const items: MessageSummary[] = [];
  let cursor = "";
  for (let count = 1; ; count++) {
    const answer = await rig.request("GET", `${base}?limit=${limit}${query}${cursor}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    items.push(...answer.body.items);
    assert.ok(answer.body.items.length <= limit);
    if (answer.body.cursor === undefined) return { items, pages: count };
    assert.ok(count < 200, "the list comes to no end");
    cursor = `&cursor=${answer.body.cursor}`;
  }
}

const names = (items: readonly MessageSummary[]) => items.map(({ name }) => name);

/** Three counters, a second apart: additions, some of many events, one that is refused, one that fails. */
async function filled(rig: Rig): Promise<void> {
  for (const counterId of ["a", "b", "c"]) {
    await send(rig, "add", { counterId, amount: 1, note: `Note of ${counterId}` });
    await send(rig, "add-many", { counterId, times: 3, ref: `ref ${counterId}` });
    await rig.pump();
    await rig.advance(1000);
  }
  await send(rig, "add", { counterId: "a", amount: 5000 }, { "x-correlation-id": "too-large" });
  await send(rig, "break", { counterId: "b", how: "throw" });
  await rig.advance(60_000);
}

onEveryGround("messages over the admin API", (open) => {
  it("come newest first, effects before their causes, and the same however they are paged", async () => {
    const rig = await open(tally());
    await filled(rig);
    const { items, pages: count } = await pages(rig, "");
    assert.equal(count, 1);
    const times = items.map(({ time }) => time);
    assert.deepEqual(times, [...times].sort().reverse());
    const rank = { notification: 0, event: 1, command: 2 };
    for (const [index, item] of items.entries()) {
      const next = items[index + 1];
      if (next?.time === item.time) assert.ok(rank[next.kind] >= rank[item.kind], `${item.name} before ${next.name}`);
    }
    assert.equal(items.filter(({ kind }) => kind === "command").length, 8);
    assert.equal(items.filter(({ kind }) => kind === "event").length, 12);
    for (const limit of [1, 2, 5, 7]) assert.deepEqual((await pages(rig, "", limit)).items, items, `limit ${limit}`);
  });

  it("are found by what they say of themselves, all of it at once", async () => {
    const rig = await open(tally());
    await filled(rig);
    const found = async (query: string) => (await pages(rig, query, 3)).items;
    assert.equal((await found("&type=Added")).length, 12);
    assert.equal((await found("&kind=command")).length, 8);
    assert.deepEqual(names(await found("&type=Added&kind=command")), []);
    assert.equal((await found("&stream=counter&streamid=b")).length, 2 + 4 + 1);
    assert.equal((await found("&streamid=b&kind=event")).length, 4);
    assert.equal((await found("&stream=elsewhere")).length, 0);
    const [refused] = await found("&correlation=too-large&kind=command");
    assert.deepEqual([refused?.name, refused?.status, refused?.reason], ["Add", "rejected", "too-much"]);
    const newest = (await found("&kind=event"))[0];
    assert.ok(newest !== undefined);
    assert.deepEqual(await found(`&id=${newest.id}`), [newest]);
    assert.deepEqual(await found(`&id=${newest.id}&kind=command`), []);
    assert.equal(
      (await found(`&since=${newest.time}&kind=event`)).every(({ time }) => time >= newest.time),
      true,
    );
    assert.equal((await found(`&until=${newest.time}&kind=event`)).length, 8);
    for (const notification of await found("&recipient=a")) assert.equal(notification.kind, "notification");
    assert.ok((await found("&recipient=a")).length > 0);
  });

  it("are found by how commands stand, and tell why", async () => {
    const rig = await open(tally());
    await filled(rig);
    await send(rig, "add", { counterId: "late", amount: 1 });
    const found = async (query: string) => (await pages(rig, query, 2)).items;
    assert.deepEqual(names(await found("&status=rejected")), ["Add"]);
    assert.equal((await found("&status=succeeded")).length, 6);
    const [failed, ...others] = await found("&status=failed");
    assert.deepEqual([failed?.name, failed?.letters.length, others], ["Break", 1, []]);
    assert.match(failed?.reason ?? "", /broken/);
    assert.deepEqual(
      (await found("&status=failed&streamid=b")).map(({ id }) => id),
      [failed?.id],
    );
    assert.deepEqual(await found("&status=failed&streamid=a"), []);
    assert.deepEqual(
      (await found("&status=accepted")).map(({ streamid }) => streamid),
      ["late"],
    );
    assert.deepEqual(await found("&status=accepted&kind=event"), []);
    await rig.pump();
    assert.deepEqual(await found("&status=accepted"), []);
    for (let n = 0; n < 7; n++) {
      await send(rig, "add", { counterId: `r${n}`, amount: 5000 });
      await rig.pump();
    }
    const rejected = await found("&status=rejected");
    assert.equal(new Set(rejected.map(({ id }) => id)).size, 8);
    assert.equal(rejected.length, 8);
  });

  it("are found by a text: ids at all times, payloads of a day unless somebody asks for more", async () => {
    const rig = await open(tally());
    await filled(rig);
    const found = async (query: string) => (await pages(rig, query, 2)).items;
    assert.deepEqual(names(await found("&text=NOTE+of+b")).sort(), ["Add", "Added"]);
    assert.deepEqual(await found("&text=nowhere"), []);
    assert.deepEqual(
      (await found("&text=5000")).map(({ status }) => status),
      ["rejected"],
    );
    assert.deepEqual((await found(`&text=${encodeURIComponent('"amount":5000')}`)).length, 1);
    assert.deepEqual(
      (await found("&text=too-large")).map(({ correlationid }) => correlationid).includes("too-large"),
      true,
    );
    assert.deepEqual((await found("&text=note&kind=command")).length, 3);
    const since = (await pages(rig, "")).items.at(-1)?.time;
    await rig.advance("P2D");
    assert.deepEqual(await found("&text=note"), []);
    assert.ok((await found("&text=too-large")).length > 0);
    assert.equal((await found(`&text=note&since=${since}`)).length, 6);
  });

  it("are shown with payload, outcome and newest version", async () => {
    const rig = await open(tally());
    await filled(rig);
    const show = async (id: string) => (await rig.request("GET", `${base}/${encodeURIComponent(id)}`)).body;
    for (const { id, kind, name } of (await pages(rig, "")).items) {
      const shown = await show(id);
      assert.deepEqual([shown.id, shown.kind, shown.name, shown.envelope.id], [id, kind, name, id]);
      assert.equal("outcome" in shown, kind === "command");
      assert.ok(shown.envelope.data);
    }
    assert.equal((await show("counter:a:1~v1")).id, "counter:a:1");
    assert.equal((await rig.request("GET", `${base}/nothing`)).status, 404);
    assert.equal((await rig.request("GET", `${base}/counter:a:99`)).status, 404);
  });

  it("tell the story of one request, failures and their tries included", async () => {
    const switches: Switches = {};
    const rig = await open(tally(switches));
    await send(rig, "add", { counterId: "x", amount: 3 });
    await rig.pump();
    await send(rig, "copy", { counterId: "x", to: "y" }, { "x-correlation-id": "story" });
    await send(rig, "break", { counterId: "x", how: "throw" }, { "x-correlation-id": "story" });
    await rig.advance(60_000);
    const { body } = await rig.request("GET", "/api/admin/stories/story");
    assert.equal(body.truncated, false);
    const entries: { id: string; name: string; parent?: string; failures: { attempts: unknown[] }[] }[] = body.entries;
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    assert.deepEqual([...byName.keys()].sort().slice(0, 3), ["AddFailed", "Added", "Break"]);
    for (const [index, { parent }] of entries.entries()) {
      if (parent !== undefined)
        assert.ok(entries.findIndex(({ id }) => id === parent) < index, "an effect before its cause");
    }
    assert.equal(byName.get("CopyAsked")?.parent, byName.get("Copy")?.id);
    assert.equal(byName.get("Receive")?.parent, byName.get("CopyAsked")?.id);
    assert.equal(byName.get("Added")?.parent, byName.get("Receive")?.id);
    assert.equal(byName.get("Break")?.failures[0]?.attempts.length, 3);
    assert.equal((await rig.request("GET", "/api/admin/stories/unheard")).status, 404);
  });

  it("refuse what is not a question", async () => {
    const rig = await open(tally());
    const foreign = (await rig.request("GET", `/api/admin/streams?limit=1`)).body;
    assert.deepEqual(foreign, { items: [] });
    for (const query of [
      "surprise=1",
      "limit=0",
      "limit=201",
      "kind=letter",
      "status=maybe",
      "type=Unheard",
      "text=ab",
      "since=yesterday",
      "until=2026-13-01T00:00:00Z",
      "id=",
      "cursor=e30",
      `cursor=${Buffer.from(JSON.stringify(["messages", "a", "letter", "b"])).toString("base64url")}`,
      `cursor=${Buffer.from(JSON.stringify(["marks", 1.5, "b"])).toString("base64url")}`,
      "limit=1&limit=2",
    ]) {
      const { status, body } = await rig.request("GET", `${base}?${query}`);
      assert.equal(status, 400, query);
      assert.match(body.code, /^invalid-(query|cursor)$/);
    }
  });
});
