import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  AzureKeyCredential,
  AzureSASCredential,
  EventGridPublisherClient,
  generateSharedAccessSignature,
} from "@azure/eventgrid";
import { startEventGrid } from "../../../emulator/eventgrid/server.ts";
import { stillClock } from "../clock/still-clock.ts";
import { clientOf, key, loaded, receiverFor, temporaryFolder, until } from "./support/grid.ts";

const hour = 3_600_000;
const path = "/_eventwright/clock";

describe("the moved time of Event Grid", () => {
  const clock = stillClock();
  const start = clock.now();

  test("one move of 25 hours lets every retry happen at its own time", async (t) => {
    const dataDir = await temporaryFolder(t);
    const grid = await startEventGrid({ port: 0, dataDir, key, clock, random: () => 0 });
    t.after(() => grid.stop());
    const client = clientOf(grid);
    const hook = await receiverFor(t);
    hook.reply = () => ({ status: 500 });
    await client.topic("credits");
    await client.subscribe("credits", "down", hook.url);
    await client.cloudEvents("credits").send([loaded("1")]);
    await hook.received(1);
    const moved = await client.call("PUT", path, { offsetMs: 25 * hour });
    assert.deepEqual(moved, { status: 200, body: { now: "2026-01-02T01:00:00.000Z", offsetMs: 25 * hour } });
    // 10 s, 30 s, 1, 5, 10 and 30 min, 1, 3, 6 and 12 h after one another; the next one is 12 h later.
    const [waiting] = await client.deliveries("credits");
    assert.equal(hook.deliveries.length, 11);
    assert.equal(waiting?.attempts, 11);
    const last = start + 22 * hour + 46 * 60_000 + 40_000;
    assert.equal(waiting?.nextAttemptTime, new Date(last + 12 * hour).toISOString());
    // Its time to live has gone by then: it is not tried once more.
    await client.call("PUT", path, { offsetMs: 40 * hour });
    const dead = await until(async () => (await client.deliveries("credits", "dead"))[0]);
    assert.equal(dead.deadLetterReason, "TimeToLiveExceeded");
    assert.equal(hook.deliveries.length, 11);
  });

  test("is kept over a restart, never goes back, and is at least what the start asks for", async (t) => {
    const dataDir = await temporaryFolder(t);
    const at = async (clockOffset: number, offsetMs?: number) => {
      const grid = await startEventGrid({ port: 0, dataDir, key, clock, clockOffset });
      const client = clientOf(grid);
      if (offsetMs !== undefined) await client.call("PUT", path, { offsetMs });
      const { body } = await client.call("GET", path);
      await grid.stop();
      return body.offsetMs / hour;
    };
    assert.equal(await at(0, 2 * hour), 2);
    assert.equal(await at(0, hour), 2);
    assert.equal(await at(3 * hour), 3);
    assert.equal(await at(hour), 3);
  });

  test("is not moved without the key, nor to what is no offset; signatures go by the machine's time", async (t) => {
    const dataDir = await temporaryFolder(t);
    const grid = await startEventGrid({ port: 0, dataDir, key, clock, clockOffset: 1000 * hour });
    t.after(() => grid.stop());
    const client = clientOf(grid);
    assert.equal((await client.call("PUT", path, { offsetMs: 2000 * hour }, { "aeg-sas-key": "wrong" })).status, 401);
    for (const offsetMs of [-1, "1", null, 1e30, undefined]) {
      assert.equal((await client.call("PUT", path, { offsetMs })).status, 400, String(offsetMs));
    }
    assert.equal((await client.call("DELETE", path)).status, 405);
    assert.equal((await client.call("GET", path)).body.offsetMs, 1000 * hour);
    await client.topic("credits");
    const url = client.endpoint("credits");
    const token = await generateSharedAccessSignature(url, new AzureKeyCredential(key), new Date(start + hour));
    const publisher = new EventGridPublisherClient(url, "CloudEvent", new AzureSASCredential(token), {
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    });
    await publisher.send([loaded("1")]);
  });
});
