import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "./cosmos/support.ts";
import { startGrid } from "./eventgrid/support/grid.ts";
import { rawExchange, refusedByTheParser } from "./support/raw-exchange.ts";

const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));

test("Cosmos DB answers what is no HTTP request with an error of its own shape", async (t) => {
  const { service } = await start(t);
  for (const [what, bytes, status] of refusedByTheParser) {
    const answer = await rawExchange(service.url, bytes);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*content-type: application/json`, "i"), what);
    const { code, message } = bodyOf(answer);
    assert.match(code, /^[A-Z][A-Za-z]+$/, what);
    assert.ok(message.length > 10, what);
  }
  const hostless = await rawExchange(service.url, "GET / HTTP/1.1\r\nconnection: close\r\n\r\n");
  assert.match(bodyOf(hostless).message, /Host header/);
});

test("Event Grid answers what is no HTTP request with an error of its own shape", async (t) => {
  const { service, call } = await startGrid(t);
  for (const [what, bytes, status] of refusedByTheParser) {
    const answer = await rawExchange(service.url, bytes);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*content-type: application/json`, "i"), what);
    assert.match(bodyOf(answer).error.code, /^[A-Z][A-Za-z]+$/, what);
  }
  const hostless = await rawExchange(service.url, "GET /health HTTP/1.1\r\nconnection: close\r\n\r\n");
  assert.equal(bodyOf(hostless).error.code, "MissingHost");
  assert.equal((await call("GET", "/health")).status, 200);
});
