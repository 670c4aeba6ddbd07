import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { test } from "node:test";
import { Client } from "./wire/client.ts";
import type { FuzzRequest } from "./wire/request.ts";

test("a kept connection that its server has ended meanwhile is not waited for", async () => {
  const answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {}).once("data", () => socket.write(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const client = new Client(`http://127.0.0.1:${port}`);
  const request: FuzzRequest = { method: "GET", target: "/", headers: [], body: Buffer.alloc(0), framing: "none" };
  assert.equal((await client.send(request)).status, 200);
  const [first] = sockets;
  assert.ok(first);
  first.end();
  // The client has answered the end with its own: by then it knows.
  await once(first, "close");
  assert.equal((await client.send(request)).status, 200);
  assert.equal(sockets.length, 2);
  client.close();
  server.close();
});
