import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { freePort } from "../../emulator/free-port.ts";

test("a free port can be listened on, and is none that clients are given", async () => {
  const port = await freePort();
  assert.ok(port < 32_768, String(port));
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  server.close();
  await once(server, "close");
});

test("a port that somebody has is passed over", async (t) => {
  const taken = await freePort();
  const server = createServer().listen(taken, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const left = [taken, taken, await freePort()];
  const last = left.at(-1);
  assert.equal(await freePort(() => left.shift() ?? 0), last);
  await assert.rejects(
    freePort(() => taken),
    /No free port was found/,
  );
});
