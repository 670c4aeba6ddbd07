import assert from "node:assert/strict";
import { once } from "node:events";
import { get, type IncomingMessage, request } from "node:http";
import { after, before, describe, it } from "node:test";
import { startSample } from "../support/host.ts";

describe("an ES module app in streaming mode", () => {
  let sample: Awaited<ReturnType<typeof startSample>>;
  before(async () => {
    sample = await startSample("esm-streaming", { settings: { GREETING: "hi" } });
  });
  after(() => sample[Symbol.asyncDispose]());

  it("gets request, route values, settings and trace context, and answers", async () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const response = await fetch(`${sample.host.url}/api/HELLO/bob?a=1&a=2`, {
      headers: { "x-two": "zwei", traceparent: `00-${trace}-b7ad6b7169203331-01` },
    });
    const body = (await response.json()) as Record<string, unknown>;
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("x-app"), "esm");
    assert.equal(response.headers.get("set-cookie"), "c=1");
    assert.equal(body["name"], "bob");
    assert.deepEqual(body["repeated"], ["1", "2"]);
    assert.equal(body["setting"], "hi");
    assert.equal(body["header"], "zwei");
    assert.equal(body["url"], `${sample.host.url}/api/HELLO/bob?a=1&a=2`);
    assert.match(String(body["trace"]), new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  });

  it("writes what the function logs and prints to the log, with the function's name", async () => {
    await fetch(`${sample.host.url}/api/hello/logger`);
    await sample.log.until(/on the console/);
    const line = sample.log.lines.find(({ message }) => message === "said hello to logger");
    assert.equal(line?.fields["function"], "hello");
    const printed = sample.log.lines.find(({ message }) => message === "on the console");
    assert.equal(printed?.fields["function"], "hello");
  });

  it("passes large bodies both ways, with and without a length", async () => {
    const bytes = Buffer.alloc(3_000_000, "abc");
    const sized = await fetch(`${sample.host.url}/api/echo`, { method: "POST", body: bytes });
    assert.deepEqual(Buffer.from(await sized.arrayBuffer()), bytes);
    const stream = new Blob([bytes]).stream();
    const init = { method: "PUT", body: stream, duplex: "half" } as RequestInit;
    const chunked = await fetch(`${sample.host.url}/api/echo`, init);
    assert.equal(chunked.headers.get("x-length"), String(bytes.length));
    await chunked.body?.cancel();
  });

  it("sends server-sent events as they come, and cancels the app's stream when the client leaves", async () => {
    const opened = get(`${sample.host.url}/api/events`);
    const [response] = (await once(opened, "response")) as [IncomingMessage];
    assert.equal(response.headers["content-type"], "text/event-stream");
    const [chunk] = (await once(response, "data")) as [Buffer];
    assert.match(chunk.toString(), /^data: first/);
    opened.destroy();
    await sample.log.until(/stream cancelled/);
  });

  it("ends a handler that throws or forgets to answer with 500 and says that Azure would hang", async () => {
    for (const name of ["throws", "silent"]) {
      const response = await fetch(`${sample.host.url}/api/${name}`);
      assert.equal(response.status, 500);
      assert.equal(await response.text(), "");
      await sample.log.until(new RegExp(`HTTP function ${name} .*HANGS`));
    }
  });

  it("answers 503 when the app crashes, restarts it and goes on", async () => {
    const exited = new Promise<string>((resolve) => {
      const off = sample.host.onWorkerExit((how) => {
        off();
        resolve(how);
      });
    });
    const response = await fetch(`${sample.host.url}/api/crash`);
    assert.equal(response.status, 503);
    assert.equal(((await response.json()) as { code: string }).code, "worker-lost");
    assert.equal(await exited, "it ended with code 1");
    await sample.log.until(/fell over/);
    const next = await fetch(`${sample.host.url}/api/hello/again`);
    assert.equal(next.status, 200);
    await next.body?.cancel();
  });

  it("lets a request that is under way finish when the host stops", async () => {
    const own = await startSample("esm-streaming");
    const sent = request(`${own.host.url}/api/echo`, { method: "POST", headers: { "content-length": 6 } });
    sent.write("abc");
    await own.log.until(/echo reads/);
    const stopped = own.host.stop();
    assert.equal((await fetch(`${own.host.url}/api/hello`)).status, 503);
    sent.end("def");
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    assert.equal(response.statusCode, 200);
    response.resume();
    await stopped;
    await assert.rejects(fetch(`${own.host.url}/api/hello`));
  });

  it("takes a route's rest, keeps an encoded slash encoded, and answers HEAD and OPTIONS", async () => {
    const put = await fetch(`${sample.host.url}/api/any/x/%2Fy%20z/`, { method: "PUT", body: "b" });
    assert.deepEqual(await put.json(), { rest: "x/%2Fy z" });
    const none = await fetch(`${sample.host.url}/api/any`);
    assert.deepEqual(await none.json(), { rest: null });
    assert.equal((await fetch(`${sample.host.url}/api/any/x`, { method: "HEAD" })).status, 200);
    assert.equal((await fetch(`${sample.host.url}/api/any/x`, { method: "OPTIONS" })).status, 200);
  });

  it("answers 404 without a body for an unknown path, a wrong method, a failed constraint", async () => {
    for (const [method, path] of [
      ["GET", "/nowhere"],
      ["PUT", "/api/hello/bob"],
      ["GET", "/api/hello/b0b"],
    ] as const) {
      const response = await fetch(sample.host.url + path, { method });
      assert.equal(response.status, 404);
      assert.equal(await response.text(), "");
    }
  });
});
