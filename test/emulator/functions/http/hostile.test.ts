import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { startSample } from "../support/host.ts";

/** Sends raw bytes and returns all that comes back until the server closes or, for kept connections, the first answer is whole. */
function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const head = text.indexOf("\r\n\r\n");
      const length = /content-length: (\d+)/i.exec(text)?.[1];
      if (head > 0 && length !== undefined && text.length >= head + 4 + Number(length)) {
        socket.destroy();
        resolve(text);
      }
    });
    socket.on("close", () => resolve(text));
    socket.on("error", (error: NodeJS.ErrnoException) => (text === "" ? reject(error) : resolve(text)));
  });
}

describe("hostile HTTP", () => {
  let sample: Awaited<ReturnType<typeof startSample>>;
  let port: number;
  before(async () => {
    sample = await startSample("esm-streaming");
    port = Number(new URL(sample.host.url).port);
  });
  after(() => sample[Symbol.asyncDispose]());

  const host = "Host: localhost\r\n";
  const refused: [string, string, number][] = [
    ["nonsense", "nonsense\r\n\r\n", 400],
    ["a broken header", `GET /api/hello HTTP/1.1\r\n${host}broken header\r\n\r\n`, 400],
    ["no host", "GET /api/hello HTTP/1.1\r\n\r\n", 400],
    ["a host with credentials", "GET /api/hello HTTP/1.1\r\nHost: a@b\r\n\r\n", 400],
    ["a host with a path", "GET /api/hello HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
    ["two hosts", `GET /api/hello HTTP/1.1\r\n${host}${host}\r\n`, 400],
    ["a foreign host", "GET /api/hello HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421],
    ["a foreign host of HTTP/1.0", "GET /api/hello HTTP/1.0\r\nHost: evil.example\r\n\r\n", 421],
    ["a foreign host in the target", `GET http://evil.example/api/hello HTTP/1.1\r\n${host}\r\n`, 421],
    ["a foreign host and an own target", "GET http://localhost/api/hello HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421],
    ["a port out of range", "GET /api/hello HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400],
    ["broken percent-encoding", `GET /api/%ZZ HTTP/1.1\r\n${host}\r\n`, 400],
    ["percent-encoding that is not UTF-8", `GET /api/%ff HTTP/1.1\r\n${host}\r\n`, 400],
    ["a target that is no path", `GET hello HTTP/1.1\r\n${host}\r\n`, 400],
    ["an asterisk", `OPTIONS * HTTP/1.1\r\n${host}\r\n`, 400],
    ["a negative length", `POST /api/echo HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, 400],
    [
      "a length beyond numbers",
      `POST /api/echo HTTP/1.1\r\n${host}Content-Length: 99999999999999999999999\r\n\r\n`,
      400,
    ],
    ["a huge length", `POST /api/echo HTTP/1.1\r\n${host}Content-Length: 99999999999999\r\n\r\n`, 413],
    [
      "a length and chunks",
      `POST /api/echo HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n`,
      400,
    ],
    ["two lengths", `POST /api/echo HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`, 400],
    ["headers too large", `GET /api/hello HTTP/1.1\r\n${host}x: ${"y".repeat(20_000)}\r\n\r\n`, 431],
    ["an unknown expectation", `POST /api/echo HTTP/1.1\r\n${host}Expect: money\r\nContent-Length: 0\r\n\r\n`, 417],
    ["TRACE", `TRACE /api/any HTTP/1.1\r\n${host}\r\n`, 405],
    ["CONNECT", "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n", 405],
    ["an unknown method", `FROB /api/hello HTTP/1.1\r\n${host}\r\n`, 400],
    ["an unknown webhook", `POST /runtime/webhooks/nobody HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`, 404],
  ];
  for (const [what, bytes, status] of refused) {
    it(`refuses ${what} with ${status} problem details`, async () => {
      const answer = await exchange(port, bytes);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(answer, /content-type: application\/problem\+json/i);
      const problem = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as Record<string, unknown>;
      assert.deepEqual(Object.keys(problem), ["type", "title", "status", "code", "detail"]);
      assert.equal(problem["status"], status);
    });
  }

  it("refuses a broken chunk without a 5xx", async () => {
    const answer = await exchange(port, `POST /api/echo HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`);
    assert.match(answer, /^HTTP\/1.1 400 /);
  });

  it("takes odd but valid requests", async () => {
    const absolute = await exchange(
      port,
      `GET http://app.localhost:81/api/hello/x HTTP/1.1\r\n${host}connection: close\r\n\r\n`,
    );
    assert.match(absolute, /^HTTP\/1.1 200 /);
    assert.match(absolute, /"url":"http:\/\/app.localhost:81\/api\/hello\/x"/);
    const old = await exchange(port, "GET /api/hello/x HTTP/1.0\r\n\r\n");
    assert.match(old, /^HTTP\/1.1 200 /);
    const upgrade = await exchange(
      port,
      `GET /api/hello/x HTTP/1.1\r\n${host}Upgrade: websocket\r\nConnection: upgrade, close\r\n\r\n`,
    );
    assert.match(upgrade, /^HTTP\/1.1 200 /);
    const nearly = await exchange(
      port,
      `GET /api/hello/x HTTP/1.1\r\n${host}connection: close\r\nx: ${"y".repeat(15_900)}\r\n\r\n`,
    );
    assert.match(nearly, /^HTTP\/1.1 200 /);
    const long = `GET /api/hello/x?${"y".repeat(16_300)} HTTP/1.1\r\n${host}connection: close\r\n\r\n`;
    assert.match(await exchange(port, long), /^HTTP\/1.1 200 /);
    const body = await exchange(
      port,
      `GET /api/hello/x HTTP/1.1\r\n${host}connection: close\r\nContent-Length: 3\r\n\r\nabc`,
    );
    assert.match(body, /^HTTP\/1.1 200 /);
  });

  it("keeps a connection usable when the function answers before it has read the body", async () => {
    for (const chunked of [false, true]) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let count = 0; count < 3; count++) {
        const headers = chunked ? {} : { "content-length": 2_000_000 };
        const sent = request(`${sample.host.url}/api/picky`, { agent, method: "POST", headers });
        sent.end(Buffer.alloc(2_000_000, "a"));
        const [response] = (await once(sent, "response")) as [IncomingMessage];
        assert.equal(response.statusCode, 413);
        response.resume();
        await once(response, "end");
      }
      agent.destroy();
    }
  });

  it("reads a refused body to its end, so that its sender sees the answer and can go on", async () => {
    const size = 2_200_000;
    const chunk = `${size.toString(16)}\r\n${" ".repeat(size)}\r\n0\r\n\r\n`;
    const bodies = [
      [`Content-Length: ${size}\r\n`, " ".repeat(size)],
      ["Transfer-Encoding: chunked\r\n", chunk],
    ] as const;
    for (const [target, status] of [
      ["/runtime/webhooks/nobody", 404],
      ["/admin/clock", 413],
    ] as const) {
      for (const [framing, body] of bodies) {
        const socket = connect(port, "127.0.0.1");
        let text = "";
        const answers = async (count: number) => {
          while (text.split("HTTP/1.1 ").length <= count) text += String((await once(socket, "data"))[0]);
          return text.split("HTTP/1.1 ").slice(1);
        };
        socket.write(`POST ${target} HTTP/1.1\r\n${host}${framing}\r\n${body.slice(0, 200_000)}`);
        socket.write(body.slice(200_000));
        assert.match((await answers(1))[0] ?? "", new RegExp(`^${status} `));
        socket.write(`GET /api/hello/x HTTP/1.1\r\n${host}\r\n`);
        assert.match((await answers(2))[1] ?? "", /^200 /);
        socket.destroy();
      }
    }
  });

  it("survives clients that break off", async () => {
    for (let count = 0; count < 20; count++) {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(`POST /api/echo HTTP/1.1\r\n${host}Content-Length: 1000\r\n\r\nabc`, () => socket.destroy());
      });
      await new Promise((resolve) => socket.on("close", resolve));
    }
    assert.equal((await fetch(`${sample.host.url}/api/hello/still`)).status, 200);
    assert.ok(sample.host.workerPid > 0);
  });
});
