import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import test from "node:test";
import type { HttpAnswer } from "../../../emulator/durable/replay/http-steps.ts";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

interface Call {
  readonly url: string;
  readonly body?: string;
  readonly polling?: boolean;
}

df.app.activity("size", { handler: (text: string) => text.length });
df.app.orchestration("calls", function* (context) {
  const { url, body, polling } = context.df.getInput<Call>() ?? { url: "" };
  const answer: HttpAnswer = yield context.df.callHttp({
    method: body === undefined ? "GET" : "POST",
    url,
    ...(body !== undefined && { body, headers: { "content-type": "text/plain" } }),
    ...(polling !== undefined && { enablePolling: polling }),
  });
  const size: number = yield context.df.callActivity("size", answer.content ?? "");
  return { status: answer.statusCode, content: answer.content, size };
});

/** Answers 202 as often as `polls` says, then 200. */
async function slowService(polls: number, retryAfter?: string) {
  const requests: string[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push(`${request.method} ${request.url} ${body}`.trim());
    if (requests.length > polls) return response.end("finished");
    response.writeHead(202, { location: "/status", ...(retryAfter !== undefined && { "retry-after": retryAfter }) });
    return response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/start`,
    requests,
    [Symbol.dispose]: () => void server.close(),
  };
}

test("callHttp sends a request and gives the answer back", async () => {
  using service = await slowService(0);
  await using hub = await startHub();
  const { id } = await hub.run("calls", { url: service.url, body: "hello" });
  assert.deepEqual(hub.output(id), { status: 200, content: "finished", size: 8 });
  assert.deepEqual(service.requests, ["POST /start hello"]);
});

for (const replaySchema of ["V3", "V4"] as const) {
  test(`an answer of 202 is polled at its location until there is another (${replaySchema})`, async () => {
    using service = await slowService(2);
    await using hub = await startHub({ replaySchema });
    const { id, status } = await hub.run("calls", { url: service.url, body: "hello" });
    assert.equal(status, "Running");
    await hub.advance(29_999);
    assert.equal(service.requests.length, 1);
    await hub.drain();
    assert.deepEqual(hub.output(id), { status: 200, content: "finished", size: 8 });
    assert.deepEqual(service.requests, ["POST /start hello", "GET /status", "GET /status"]);
    assert.equal(hub.clock.now() - hub.instance(id).created, 60_000);
  });
}

test("Retry-After says when to poll", async () => {
  using service = await slowService(1, "5");
  await using hub = await startHub();
  const { id } = await hub.runThrough("calls", { url: service.url });
  assert.equal(hub.instance(id).status, "Completed");
  assert.equal(hub.clock.now() - hub.instance(id).created, 5_000);
});

test("without polling an answer of 202 is the answer", async () => {
  using service = await slowService(1);
  await using hub = await startHub();
  const { id } = await hub.run("calls", { url: service.url, polling: false });
  assert.deepEqual(hub.output(id), { status: 202, content: "", size: 0 });
});

test("a service that does not answer fails the call with its address", async () => {
  let url = "";
  {
    using service = await slowService(0);
    url = service.url;
  }
  await using hub = await startHub();
  const { id, status } = await hub.run("calls", { url });
  assert.equal(status, "Failed");
  assert.match(String(hub.output(id)), /GET http:\/\/127\.0\.0\.1:\d+\/start/);
});
