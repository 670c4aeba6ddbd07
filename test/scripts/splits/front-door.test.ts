import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { freePort } from "../../../emulator/free-port.ts";
import { startFrontDoor } from "../../../scripts/splits/front-door.ts";

/** A host that answers with its name, the method, path and body. */
async function host(t: TestContext, name: string): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    if (body === "break") request.socket.destroy();
    else response.writeHead(201, { "x-host": name }).end(`${name} ${request.method} ${request.url} ${body}`);
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, server };
}

async function door(t: TestContext, ports: readonly number[]): Promise<string> {
  const opened = await startFrontDoor(
    ports.map((port) => ({ port, isReady: true })),
    0,
  );
  t.after(() => opened.stop());
  return opened.url;
}

test("requests go to the hosts in turn, whole, and come back whole", async (t) => {
  const url = await door(t, [(await host(t, "one")).port, (await host(t, "two")).port]);
  const answers = [];
  for (let n = 0; n < 4; n++) {
    const response = await fetch(`${url}/api/x?n=${n}`, { method: "POST", body: "hello" });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("x-host"), n % 2 === 0 ? "one" : "two");
    answers.push(await response.text());
  }
  assert.deepEqual(answers.slice(0, 2), ["one POST /api/x?n=0 hello", "two POST /api/x?n=1 hello"]);
});

test("what only the owner of the task hub knows is asked of the first host alone", async (t) => {
  const url = await door(t, [(await host(t, "one")).port, (await host(t, "two")).port]);
  for (let n = 0; n < 3; n++) {
    for (const path of ["/admin/clock", "/runtime/webhooks/durabletask/instances"]) {
      assert.equal((await fetch(`${url}${path}`)).headers.get("x-host"), "one");
    }
  }
});

test("a host that is away is passed over; with all of them away the answer is 503", async (t) => {
  const [free, other] = [await freePort(), await freePort()];
  const url = await door(t, [free, (await host(t, "two")).port]);
  for (let n = 0; n < 3; n++) assert.equal((await fetch(`${url}/api/x`)).headers.get("x-host"), "two");
  const none = await fetch(`${await door(t, [free, other])}/api/x`);
  assert.deepEqual([none.status, none.headers.get("retry-after")], [503, "1"]);
});

test("a request waits for a host that is being started", async (t) => {
  const { port } = await host(t, "one");
  let isReady = false;
  const starting = {
    port,
    get isReady() {
      // Ready when it is looked at again.
      const was = isReady;
      isReady = true;
      return was;
    },
  };
  const opened = await startFrontDoor([starting]);
  t.after(() => opened.stop());
  assert.equal((await fetch(`${opened.url}/api/x`)).headers.get("x-host"), "one");
});

test("a request that a host may have done is never done by another one: its connection breaks", async (t) => {
  const url = await door(t, [(await host(t, "one")).port, (await host(t, "two")).port]);
  await assert.rejects(fetch(`${url}/api/x`, { method: "POST", body: "break" }));
});
