import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeFeedStartFrom } from "@azure/cosmos";
import { keyHeaderName } from "../../../emulator/cosmos/http/operator-key.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { key, raw, start, temporaryFolder } from "./support.ts";

const path = "/_eventwright/clock";
const day = 86_400_000;

const move = (url: string, body: unknown, shown = key) =>
  raw(url, { method: "PUT", path, body: JSON.stringify(body), headers: { [keyHeaderName]: shown }, sign: false });

test("moving the service's time lets items expire and stamps new ones; clients on the machine's time are served", async (t) => {
  const clock = new FakeClock(Date.now());
  const { service, container } = await start(t, { clock });
  const made = await container({ defaultTtl: 7 * 86_400 });
  const { items } = made;
  await items.create({ id: "short", pk: "p" });
  await items.create({ id: "long", pk: "p", ttl: 30 * 86_400 });
  const moved = await move(service.url, { offsetMs: 8 * day });
  assert.deepEqual(JSON.parse(moved.body), { now: new Date(clock.now() + 8 * day).toISOString(), offsetMs: 8 * day });
  assert.equal((await made.item("short", "p").read()).statusCode, 404);
  assert.equal((await made.item("long", "p").read()).statusCode, 200);
  const { resource } = await items.create({ id: "new", pk: "p" });
  assert.equal(resource?._ts, Math.floor((clock.now() + 8 * day) / 1000));
  const feed = items.getChangeFeedIterator({
    changeFeedStartFrom: ChangeFeedStartFrom.Time(new Date(clock.now() + 7 * day)),
  });
  assert.deepEqual(
    (await feed.readNext()).result.map(({ id }: { id: string }) => id),
    ["new"],
  );
  assert.equal(await service.expire(), 1);
});

test("the time is kept over a restart, never goes back, and is at least what the start asks for", async (t) => {
  const dataDir = await temporaryFolder(t);
  const at = async (clockOffset: number, offsetMs?: number) => {
    const { service } = await start(t, { dataDir, clockOffset });
    if (offsetMs !== undefined) await move(service.url, { offsetMs });
    const { body } = await raw(service.url, { method: "GET", path, sign: false });
    await service.stop();
    return JSON.parse(body).offsetMs / day;
  };
  assert.equal(await at(0, 2 * day), 2);
  assert.equal(await at(0, day), 2);
  assert.equal(await at(3 * day), 3);
  assert.equal(await at(day), 3);
});

test("nobody moves it without the key, nor to what is no offset", async (t) => {
  const { service } = await start(t);
  assert.equal((await move(service.url, { offsetMs: day }, "wrong")).status, 401);
  for (const offsetMs of [-1, "1", null, 1e30, undefined]) {
    assert.equal((await move(service.url, { offsetMs })).status, 400, String(offsetMs));
  }
  const { body } = await raw(service.url, { method: "GET", path, sign: false });
  assert.equal(JSON.parse(body).offsetMs, 0);
});
