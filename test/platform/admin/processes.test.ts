import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ProcessSummary } from "../../../platform/admin/shapes.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/in-memory-app.ts";
import { questApp } from "../support/quest.ts";

const base = "/api/admin/processes";

async function pages(app: InMemoryApp, query: string, limit: number): Promise<readonly ProcessSummary[]> {
  const items: ProcessSummary[] = [];
  for (let cursor = "", count = 0; ; count++) {
    const { status, body } = await app.request("GET", `${base}?limit=${limit}${query}${cursor}`);
    assert.equal(status, 200, JSON.stringify(body));
    items.push(...body.items);
    if (body.cursor === undefined) return items;
    assert.ok(count < 100, "the list comes to no end");
    cursor = `&cursor=${body.cursor}`;
  }
}

const start = (app: InMemoryApp, questId: string, correlation = questId) =>
  app.request("POST", "/api/commands/open", {
    body: { questId, size: 1 },
    headers: { "x-correlation-id": correlation },
  });

describe("processes over the admin API", () => {
  it("come newest first, however they are paged and however far apart they started", async () => {
    const app = inMemoryApp(questApp({ change: { timeouts: { patience: 1e12, rest: 1e12 } } }));
    const ids = Array.from({ length: 12 }, (_, index) => `q${index}`);
    for (const [index, questId] of ids.entries()) {
      await start(app, questId);
      await app.pump();
      await app.advance(index % 3 === 0 ? 0 : 10 ** Math.min(index, 8));
    }
    const all = await pages(app, "", 200);
    assert.deepEqual(new Set(all.map(({ instanceId }) => instanceId)), new Set(ids.map((id) => `quest-${id}`)));
    const created = all.map((one) => one.created);
    assert.deepEqual(created, [...created].sort().reverse());
    for (const limit of [1, 2, 5]) assert.deepEqual(await pages(app, "", limit), all, `limit ${limit}`);
    assert.deepEqual(await pages(app, "&process=quest&status=Running", 3), all);
    assert.deepEqual(await pages(app, "&status=Completed", 3), []);
    assert.deepEqual([all[0]?.process, all[0]?.version, all[0]?.status], ["quest", 1, "Running"]);
    assert.deepEqual(Object.keys(all[0]?.progress ?? {}).sort(), ["until", "waitsFor"]);
  });

  it("show what an instance went through, and stand in the story of its request", async () => {
    const app = inMemoryApp(questApp());
    await start(app, "q1", "the-request");
    await app.advance("PT1M");
    await app.request("POST", "/api/commands/answer", { body: { questId: "q1", text: "yes" } });
    await app.advance("PT1H");
    const { body } = await app.request("GET", `${base}/quest-q1`);
    assert.deepEqual([body.status, body.correlationid, body.started.id], ["Completed", "the-request", "quest:q1:1"]);
    const steps = body.history.map(({ what, name }: { what: string; name?: string }) =>
      [what, ...(name ? [name] : [])].join(" "),
    );
    for (const step of ["started Opened", "sent Ask", "message Answered"])
      assert.ok(steps.includes(step), `${step}: ${steps}`);
    assert.deepEqual(
      body.history.map(({ at }: { at: string }) => at),
      body.history.map(({ at }: { at: string }) => at).sort(),
    );
    const story = (await app.request("GET", "/api/admin/stories/the-request")).body;
    assert.deepEqual(
      story.processes.map(({ instanceId }: ProcessSummary) => instanceId),
      ["quest-q1"],
    );
    assert.equal((await app.request("GET", `${base}/quest-q2`)).status, 404);
    assert.equal((await app.request("GET", `${base}/%00`)).status, 404);
  });

  it("name the letter of one that has failed, and what stands still", async () => {
    let away = false;
    const app = inMemoryApp(questApp(), {
      onStep(step, when) {
        if (away && step === "commands.create" && when === "before") throw new StoreError("transient", "away");
      },
    });
    await start(app, "q1");
    away = true;
    await app.advance("PT5M");
    const [failed] = await pages(app, "&status=Failed", 5);
    assert.match(failed?.letter ?? "", /^letter-/);
    const { body } = await app.request("GET", "/api/admin/activity?seconds=600");
    assert.deepEqual(body.messages, [
      { name: "Open", kind: "command", count: 1 },
      { name: "Opened", kind: "event", count: 1 },
      { name: "QuestStuck", kind: "notification", count: 1 },
    ]);
    assert.deepEqual(body.outcomes, [{ name: "Open", status: "succeeded", count: 1 }]);
    assert.deepEqual(body.letters, [{ handler: "process-quest", open: 1 }]);
    assert.deepEqual(
      body.processes.map(({ process, status, count }: { process: string; status: string; count: number }) => [
        process,
        status,
        count,
      ]),
      [["quest", "Failed", 1]],
    );
    for (const query of ["seconds=0", "seconds=3601", "seconds=x", "x=1"]) {
      assert.equal((await app.request("GET", `/api/admin/activity?${query}`)).status, 400, query);
    }
  });

  it("refuse what is not a question", async () => {
    const app = inMemoryApp(questApp());
    const far = Buffer.from(JSON.stringify(["processes", Number.MAX_SAFE_INTEGER, ""])).toString("base64url");
    for (const query of ["process=unheard", "status=running", "cursor=e30", `cursor=${far}`, "surprise=1"]) {
      assert.equal((await app.request("GET", `${base}?${query}`)).status, 400, query);
    }
  });
});
