import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { keys, startSample } from "../support/host.ts";

describe("a CommonJS app in normal mode, with keys", () => {
  let sample: Awaited<ReturnType<typeof startSample>>;
  let url: string;
  before(async () => {
    sample = await startSample("cjs-buffered", {
      authorization: true,
      settings: { "AzureWebJobs.off.Disabled": "true" },
    });
    url = sample.host.url;
  });
  after(() => sample[Symbol.asyncDispose]());

  const hostKey = { "x-functions-key": keys.host };

  it("loads every file that the glob in main names", () => {
    const names = sample.host.functions.map(({ name }) => name);
    assert.deepEqual(names, [
      "bossOnly",
      "exits",
      "fails",
      "hooked",
      "items",
      "nothing",
      "off",
      "onEvent",
      "pid",
      "spins",
      "tick",
    ]);
  });

  it("hands over route values with defaults, joined query values and the body, and writes cookies as Azure does", async () => {
    const response = await fetch(`${url}/api/items/7?a=1&a=2&b=`, { method: "POST", body: "hey", headers: hostKey });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("x-kind"), "item");
    assert.equal(response.headers.get("set-cookie"), "seen=yes; max-age=5; path=/; samesite=lax");
    assert.deepEqual(await response.json(), {
      params: { id: "7", part: "all" },
      query: { a: "1,2", b: "" },
      body: "hey",
    });
  });

  it("answers nothing with 204 and a throw with an empty 500", async () => {
    assert.equal((await fetch(`${url}/api/nothing`)).status, 204);
    const failed = await fetch(`${url}/api/fails`);
    assert.equal(failed.status, 500);
    assert.equal(await failed.text(), "");
    await sample.log.until(/Result: Failure\nException: on purpose\nStack: /);
  });

  it("asks for keys by level; the header wins over the query", async () => {
    const status = async (path: string, headers = {}) => (await fetch(url + path, { headers })).status;
    assert.equal(await status("/api/items/1"), 401);
    assert.equal(await status(`/api/items/1?code=${keys.host}`), 201);
    assert.equal(await status(`/api/items/1?code=${keys.host}`, { "x-functions-key": "wrong" }), 401);
    assert.equal(await status("/api/items/1", { "x-functions-key": keys.master }), 201);
    assert.equal(await status("/api/items/1", { "x-functions-key": keys.eventgrid }), 401);
    assert.equal(await status("/api/bossOnly", hostKey), 401);
    assert.equal(await status("/api/bossOnly", { "x-functions-key": keys.master }), 200);
    assert.equal(await status("/admin/functions", hostKey), 401);
  });

  it("does not serve a disabled function", async () => {
    assert.equal((await fetch(`${url}/api/off`)).status, 404);
  });

  it("restarts a worker that ended itself", async () => {
    const before = await (await fetch(`${url}/api/pid`)).text();
    assert.equal((await fetch(`${url}/api/exits`)).status, 503);
    const later = await (await fetch(`${url}/api/pid`)).text();
    assert.notEqual(later, before);
  });

  it("tells of itself and starts functions by hand", async () => {
    const headers = { "x-functions-key": keys.master, "content-type": "application/json" };
    const status = (await (await fetch(`${url}/admin/host/status`, { headers })).json()) as { state: string };
    assert.equal(status.state, "Running");
    assert.equal((await fetch(`${url}/admin/host/ping`)).status, 200);
    const listed = (await (await fetch(`${url}/admin/functions`, { headers })).json()) as { name: string }[];
    assert.equal(listed.length, 11);
    const started = await fetch(`${url}/admin/functions/TICK`, { method: "POST", headers, body: '{"input":""}' });
    assert.equal(started.status, 202);
    await sample.log.until(/^tick .*"isPastDue":false/);
    const http = await fetch(`${url}/admin/functions/pid`, { method: "POST", headers, body: "{}" });
    assert.equal(http.status, 400);
    const unknown = await fetch(`${url}/admin/functions/nobody`, { method: "POST", headers, body: "{}" });
    assert.equal(unknown.status, 404);
    const wrong = await fetch(`${url}/admin/functions/tick`, { method: "POST", headers, body: '{"input":5}' });
    assert.equal(wrong.status, 400);
  });
});

describe("start and stop", () => {
  it("answers 503 problem details until it is let in, while admin and webhooks answer already", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await using sample = await startSample("cjs-buffered", { ready: promise });
    const response = await fetch(`${sample.host.url}/api/pid`);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.equal(((await response.json()) as { code: string }).code, "starting");
    assert.equal((await fetch(`${sample.host.url}/admin/host/status`)).status, 200);
    resolve();
    await promise;
    assert.equal((await fetch(`${sample.host.url}/api/pid`)).status, 200);
  });

  it("runs the app's start and end hooks, and can be stopped twice", async () => {
    const sample = await startSample("cjs-buffered");
    await sample.log.until(/app started/);
    await sample.host.stop();
    await sample.host.stop();
    assert.equal(sample.log.matching(/app terminated/).length, 1);
    await assert.rejects(fetch(`${sample.host.url}/api/pid`));
  });

  it("kills a worker whose function runs longer than functionTimeout", async () => {
    // Long enough for the function that does answer, on a busy machine too.
    const settings = { AzureFunctionsJobHost__functionTimeout: "00:00:03" };
    await using sample = await startSample("cjs-buffered", { settings });
    const response = await fetch(`${sample.host.url}/api/spins`);
    assert.equal(response.status, 503);
    assert.match(
      ((await response.json()) as { detail: string }).detail,
      /Timeout value of 3 s exceeded by function 'spins'/,
    );
    assert.equal((await fetch(`${sample.host.url}/api/pid`)).status, 200);
  });
});
