import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import { appOver } from "../../../platform/testing/app-over.ts";
import { memoryFeed } from "../../../platform/testing/in-memory-app.ts";
import { FakeClock, inMemoryApp } from "../../../platform/testing/index.ts";
import { send } from "../support/rig.ts";
import { seeded } from "../support/seeded.ts";
import { tally } from "../support/tally.ts";

const valid = JSON.stringify({ counterId: "a", amount: 1 });
const bytes = (...values: number[]) => Uint8Array.from(values);

describe("hostile requests get a 4xx problem, and nothing is stored", () => {
  const table: readonly (readonly [string, unknown, Record<string, string>, number, string])[] = [
    ["no body", "", {}, 400, "invalid-json"],
    ["cut off", '{"counterId":', {}, 400, "invalid-json"],
    ["not UTF-8", bytes(0x22, 0xc3, 0x28, 0x22), {}, 400, "invalid-json"],
    ["half a surrogate pair", '{"counterId":"\\ud800","amount":1}', {}, 400, "invalid-json"],
    ["a number without end", '{"counterId":"a","amount":1e999}', {}, 400, "invalid-json"],
    ["a deep one", `{"a":${"[".repeat(150)}${"]".repeat(150)}}`, {}, 400, "invalid-json"],
    ["a very deep one", "[".repeat(100_000), {}, 400, "invalid-json"],
    ["a prototype", '{"__proto__":{},"counterId":"a","amount":1}', {}, 400, "invalid-json"],
    ["null", "null", {}, 400, "invalid-payload"],
    ["an array", "[]", {}, 400, "invalid-payload"],
    ["an empty stream id", '{"counterId":"","amount":1}', {}, 400, "invalid-payload"],
    ["a long stream id", JSON.stringify({ counterId: "ü".repeat(300), amount: 1 }), {}, 400, "invalid-payload"],
    [
      "too large",
      JSON.stringify({ counterId: "a", amount: 1, note: "x".repeat(262_144) }),
      {},
      413,
      "payload-too-large",
    ],
    ["said to be too large", valid, { "content-length": "99999999999999999999" }, 413, "payload-too-large"],
    ["another type", valid, { "content-type": "text/plain" }, 415, "unsupported-media-type"],
    ["no type", valid, { "content-type": "" }, 415, "unsupported-media-type"],
    ["another charset", valid, { "content-type": "application/json; charset=utf-16" }, 415, "unsupported-media-type"],
    ["compressed", valid, { "content-encoding": "gzip" }, 415, "unsupported-media-type"],
    ["an empty key", valid, { "idempotency-key": "" }, 400, "invalid-idempotency-key"],
    ["a long key", valid, { "idempotency-key": "k".repeat(256) }, 400, "invalid-idempotency-key"],
    ["a key with a space", valid, { "idempotency-key": "a b" }, 400, "invalid-idempotency-key"],
    ["a key beyond ASCII", valid, { "idempotency-key": "é" }, 400, "invalid-idempotency-key"],
  ];
  for (const [what, body, headers, status, code] of table) {
    it(`${what}: ${status} ${code}`, async () => {
      const app = inMemoryApp(tally());
      const answer = await send(app, "add", body, headers);
      assert.deepEqual([answer.status, answer.body.code], [status, code]);
      assert.equal(answer.headers["content-type"], "application/problem+json");
      assert.deepEqual(app.stores.containers.commands.all(), []);
    });
  }

  it("a +json type, an explicit utf-8 and 256 KiB to the byte are fine", async () => {
    const app = inMemoryApp(tally());
    const empty = JSON.stringify({ counterId: "a", amount: 1, note: "" }).length;
    const body = JSON.stringify({ counterId: "a", amount: 1, note: "x".repeat(262_144 - empty) });
    assert.equal((await send(app, "add", body, { "content-type": "application/vnd.tally+json" })).status, 202);
    assert.equal((await send(app, "add", valid, { "content-type": 'application/json; charset="UTF-8"' })).status, 202);
  });

  it("300 mutilated bodies and headers", async () => {
    const random = seeded(2026);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const app = inMemoryApp(tally());
    for (let n = 0; n < 300; n++) {
      const raw = Buffer.from(
        JSON.stringify({ counterId: "a", amount: 1, extra: pick([null, {}, [[]], "\u0000", -0, 1e30]) }),
      );
      for (let cut = 0; cut < 3; cut++) raw[Math.floor(random() * raw.length)] = Math.floor(random() * 256);
      const headers = pick<Record<string, string>>([
        {},
        { prefer: "wait=99999999999" },
        { traceparent: "x".repeat(5000) },
        { "x-correlation-id": "\u00ff".repeat(200) },
        { "content-type": "application/json;;;charset=" },
        { "idempotency-key": "\u0080" },
      ]);
      const answer = await send(app, "add", raw, headers);
      assert.ok(answer.status >= 400 && answer.status < 500, `${n}: ${answer.status} ${raw.toString("latin1")}`);
      assert.equal(answer.headers["content-type"], "application/problem+json");
    }
    assert.deepEqual(app.stores.containers.commands.all(), []);
  });
});

describe("places and methods that are not there", () => {
  it("are told apart", async () => {
    const app = inMemoryApp(tally());
    const code = async (method: string, url: string) => {
      const { status, body, headers } = await app.request(method, url, method === "GET" ? {} : { body: valid });
      return [status, body.code, headers["allow"]];
    };
    assert.deepEqual(await code("POST", "/api/commands/unheard-of"), [404, "unknown-command", undefined]);
    assert.deepEqual(await code("POST", "/api/commands/receive"), [404, "unknown-command", undefined]);
    assert.deepEqual(await code("PUT", "/api/commands/add"), [405, "method-not-allowed", "GET, POST"]);
    assert.deepEqual(await code("DELETE", "/api/counters/a"), [405, "method-not-allowed", "GET"]);
    assert.deepEqual(await code("GET", "/"), [404, "not-found", undefined]);
    assert.deepEqual(await code("GET", "/%zz"), [404, "not-found", undefined]);
    assert.deepEqual(await code("GET", "/constructor"), [404, "not-found", undefined]);
  });
});

describe("trouble on our side", () => {
  it("is a problem too: 503 for a store, 500 with an id that is logged for the rest", async () => {
    const stores = memoryStores();
    const logged: unknown[] = [];
    let error: Error = new StoreError("transient", "gone", { retryAfter: 2500 });
    const commands = { ...stores.commands, create: () => Promise.reject(error) };
    const feeds = { commands: memoryFeed(stores.containers.commands), events: memoryFeed(stores.containers.events) };
    const log = (line: unknown) => void logged.push(line);
    const app = appOver({ app: tally(), stores: { ...stores, commands }, feeds, clock: new FakeClock(), log });
    const down = await send(app, "add", valid);
    assert.deepEqual([down.status, down.body.code, down.headers["retry-after"]], [503, "store-unavailable", "3"]);
    error = new TypeError("a secret of the house");
    const broken = await send(app, "add", valid);
    assert.deepEqual([broken.status, broken.body.code], [500, "internal-error"]);
    assert.doesNotMatch(JSON.stringify(broken.body), /secret/);
    assert.match(JSON.stringify(logged), new RegExp(broken.body.errorId));
  });

  it("a check at the door refuses with its own code, and may read read models", async () => {
    const base = tally();
    const endpoints = base.commandEndpoints.map((endpoint) => ({
      ...endpoint,
      check: async (data: { counterId: string }, read: (model: string, key: string) => Promise<unknown>) =>
        (await read("counters", data.counterId)) === undefined
          ? undefined
          : { code: "taken", detail: "Taken already." },
    }));
    const app = inMemoryApp({ ...base, commandEndpoints: endpoints });
    assert.equal((await send(app, "add", valid)).status, 202);
    await app.pump();
    const refused = await send(app, "add", { counterId: "a", amount: 2 });
    assert.deepEqual([refused.status, refused.body.code, refused.body.detail], [422, "taken", "Taken already."]);
  });
});
