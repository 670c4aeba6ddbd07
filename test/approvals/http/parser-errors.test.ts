import assert from "node:assert/strict";
import { test } from "node:test";
import { rawExchange, refusedByTheParser } from "../../emulator/support/raw-exchange.ts";
import { Client } from "../../fuzz/wire/client.ts";
import { startDesk } from "../support/desk.ts";

test("what is no HTTP request is answered with problem details", async () => {
  await using desk = await startDesk();
  const hostless: readonly [string, string, number] = ["no host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", 421];
  for (const [what, bytes, status] of [...refusedByTheParser, hostless]) {
    // Whoever is refused over a connection that could be kept must not keep the test waiting.
    const answer = await rawExchange(desk.approvals.url, bytes.replace("expect:", "connection: close\r\nexpect:"));
    assert.match(
      answer,
      new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*content-type: application/problem\\+json`, "i"),
      what,
    );
    const body = JSON.parse(
      answer
        .slice(answer.indexOf("\r\n\r\n{") + 4)
        .replace(/^[0-9a-f]+\r\n/i, "")
        .replace(/\r\n0\r\n\r\n$/, ""),
    );
    assert.equal(body.status, status, what);
    assert.match(body.code, /^[a-z][a-z-]+$/, what);
  }
});

test("a body that is too large is read to its end, so that its sender sees the answer", async () => {
  await using desk = await startDesk();
  const client = new Client(desk.approvals.url);
  const target = `/hooks/events${new URL(desk.approvals.webhookUrl).search}`;
  const body = Buffer.alloc(2_200_000, " ");
  for (let time = 0; time < 60; time++) {
    const headers = [["content-type", "application/json"]] as const;
    const answer = await client.send({ method: "POST", target, headers, body, framing: "length" });
    assert.equal(answer.status, 413, `${time}: ${answer.reason}`);
  }
  client.close();
});
