import assert from "node:assert/strict";
import { it } from "node:test";
import { onEveryGround, type Rig, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

// biome-ignore lint/suspicious/noExplicitAny: rows of any read model.
async function allPages(rig: Rig, url: string): Promise<any[]> {
  const items = [];
  let after = "";
  for (;;) {
    const { status, body } = await rig.request("GET", `${url}${url.includes("?") ? "&" : "?"}limit=2${after}`);
    assert.equal(status, 200);
    assert.ok(body.items.length <= 2);
    items.push(...body.items);
    if (body.next === undefined) return items;
    after = `&after=${body.next}`;
  }
}

onEveryGround("queries", (open) => {
  it("page through a read model, filtered or not, in order and without gaps", async () => {
    const rig = await open(tally());
    for (const [n, counterId] of ["d", "b", "e", "a", "c"].entries()) {
      await send(rig, "add", { counterId, amount: n });
      await send(rig, "add", { counterId, amount: 10 });
    }
    await rig.pump();
    const ids = (rows: { counterId: string }[]) => rows.map((row) => row.counterId).join("");
    assert.equal(ids(await allPages(rig, "/api/counters")), "abcde");
    assert.equal(ids(await allPages(rig, "/api/counters?parity=even")), "cde");
    assert.equal(ids(await allPages(rig, "/api/counters?parity=even&total=12")), "e");
    assert.equal(ids(await allPages(rig, "/api/counters?parity=none")), "");
    assert.equal(ids(await allPages(rig, "/api/counters?any=even")), "cde");
    assert.equal(ids(await allPages(rig, "/api/counters?any=b")), "b");
    assert.equal(ids(await allPages(rig, "/api/counters?any=12")), "e");
    assert.equal(ids(await allPages(rig, "/api/counters?any=even&total=12")), "e");
    assert.equal(ids(await allPages(rig, `/api/counters?any=${encodeURIComponent("' OR true --")}`)), "");
    assert.deepEqual(
      (await allPages(rig, "/api/counters/a/additions")).map((row) => row.version),
      [2, 1],
    );
    assert.equal((await allPages(rig, "/api/additions")).length, 9);
    assert.deepEqual((await rig.request("GET", "/api/counters/zz/additions")).body, { items: [] });
  });

  it("refuse what they do not know, naming it", async () => {
    const rig = await open(tally());
    const refused = async (url: string) => {
      const { status, body } = await rig.request("GET", url);
      return `${status} ${body.code} ${body.detail}`;
    };
    assert.match(
      await refused("/api/counters?colour=red"),
      /^400 invalid-query .*"colour".*limit, after, parity, total/,
    );
    assert.match(await refused("/api/counters?parity=a&parity=b"), /^400 invalid-query .*parity is given twice/);
    for (const limit of ["0", "201", "-1", "1.5", "x", ""]) {
      assert.match(await refused(`/api/counters?limit=${limit}`), /^400 invalid-query limit must be 1 to 200/);
    }
    for (const after of ["x", "bnVsbA", "WyJhIl0", "%F0%9F%99%82", ""]) {
      assert.match(await refused(`/api/counters?after=${after}`), /^400 invalid-cursor/, after);
    }
    assert.match(await refused("/api/counters/nobody"), /^404 not-found/);
    assert.match(await refused(`/api/counters/${"x".repeat(600)}`), /^404 not-found/);
    assert.match(await refused("/api/counters/a?x=1"), /^400 invalid-query .*"x"/);
    assert.match(await refused("/api/nothing"), /^404 not-found/);
  });

  it("page and stream notifications from any position, missing none", async () => {
    const rig = await open(tally());
    for (let n = 1; n <= 5; n++) await send(rig, "add", { counterId: "a", amount: n });
    await send(rig, "add", { counterId: "b", amount: 1 });
    await rig.pump();
    const page = async (query: string) => (await rig.request("GET", `/api/notifications?recipient=a${query}`)).body;
    const totals: number[] = [];
    let after = "";
    for (;;) {
      const { items, next, position } = await page(`&limit=2${after}`);
      totals.push(...items.map((item: { data: { total: number } }) => item.data.total));
      after = `&after=${next ?? position}`;
      if (next === undefined) break;
    }
    assert.deepEqual(totals, [1, 3, 6, 10, 15]);
    await send(rig, "add", { counterId: "a", amount: 100 });
    await rig.pump();
    assert.deepEqual(
      (await page(after)).items.map((item: { data: unknown }) => item.data),
      [{ recipient: "a", total: 115 }],
    );
    for (const bad of [
      "recipient=a&after=x!",
      "",
      "recipient=",
      "recipient=a&limit=0",
      `recipient=${"r".repeat(600)}`,
    ]) {
      assert.equal((await rig.request("GET", `/api/notifications?${bad}`)).status, 400, bad);
    }
  });

  it("stream server-sent events that resume where they ended, with heartbeats", async () => {
    const rig = await open(tally());
    for (let n = 1; n <= 3; n++) await send(rig, "add", { counterId: "a", amount: n });
    await rig.pump();
    const read = async (headers: Record<string, string>, until: (text: string) => boolean) => {
      const gone = new AbortController();
      const answer = await rig.request("GET", "/api/notifications?recipient=a", {
        headers: { accept: "text/event-stream", ...headers },
        signal: gone.signal,
      });
      assert.equal(answer.headers["content-type"], "text/event-stream; charset=utf-8");
      let text = "";
      const reading = (async () => {
        for await (const chunk of answer.body) {
          text += new TextDecoder().decode(chunk);
          if (until(text)) break;
        }
      })();
      let over = false;
      void reading.then(() => {
        over = true;
      });
      while (!over) await rig.clock.advance(500);
      gone.abort();
      return text;
    };
    const all = await read({}, (text) => text.split("data: ").length === 4);
    const ids = [...all.matchAll(/^id: (.*)$/gm)].map((match) => match[1] ?? "");
    assert.deepEqual(
      [...all.matchAll(/"total":(\d+)/g)].map((match) => match[1]),
      ["1", "3", "6"],
    );
    assert.match(all, /^event: TotalChanged$/m);
    const rest = await read({ "last-event-id": ids[1] ?? "" }, (text) => text.includes("data: "));
    assert.deepEqual(
      [...rest.matchAll(/"total":(\d+)/g)].map((match) => match[1]),
      ["6"],
    );
    const idle = await read({ "last-event-id": ids[2] ?? "" }, (text) => text.includes(": still here"));
    assert.ok(!idle.includes("data: "));
  });
});
