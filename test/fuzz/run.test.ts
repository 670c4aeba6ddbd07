import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { Dice } from "./dice.ts";
import { watchFor } from "./run/ended.ts";
import { heaps } from "./run/heaps.ts";
import { growthOf } from "./run/memory.ts";
import { renderFault } from "./run/report.ts";
import { caseOf, type Report, run } from "./run/run.ts";
import { shrink } from "./run/shrink.ts";
import { callersTarget } from "./targets/callers.ts";
import { problemFault, type Target } from "./targets/target.ts";
import { bytesOf } from "./wire/request.ts";

/** A target over a server that behaves as told. */
async function toy(t: TestContext, listener: RequestListener, more: Partial<Target> = {}): Promise<Target> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    name: "toy",
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faultOf: problemFault,
    request: (dice) => ({
      method: "POST",
      target: "/?a=1",
      headers: [
        ["x-a", "1"],
        ["content-type", "application/json"],
      ],
      body: Buffer.from(JSON.stringify({ n: dice.integer(0, 9), rest: ["a", "b"] })),
      framing: "length",
    }),
    probe: () => ({ method: "GET", target: "/", headers: [], body: Buffer.alloc(0), framing: "none" }),
    ...more,
  };
}

const play = (target: Target, requests = 40): Promise<Report> =>
  run({ targets: [target], requests, seed: 1, lanes: 2, memory: () => undefined, ended: () => undefined });

const whats = (report: Report) => [...new Set(report.faults.map(({ what }) => what))];

test("a well-behaved server has no faults, and its answers are counted", async (t) => {
  const target = await toy(t, (_request, response) => response.end("ok"));
  const report = await play(target);
  assert.deepEqual(report.faults, []);
  assert.deepEqual([...(report.statuses.get("toy") ?? [])], [[200, 40]]);
});

test("a server error, an error without its shape and no answer at all are found", async (t) => {
  const failing = await toy(t, (_request, response) => response.writeHead(500).end("oops"));
  assert.match(whats(await play(failing)).join(), /500 from a healthy server: oops/);
  const bare = await toy(t, (request, response) => response.writeHead(request.method === "GET" ? 200 : 400).end());
  assert.deepEqual(whats(await play(bare)), ["400: content-type is none, not application/problem+json"]);
  const rude = await toy(t, (request) => request.socket.destroy());
  assert.match(whats(await play(rude)).join(), /no answer: the connection was (closed|reset)/);
});

test("what a documented error is, the target says", async (t) => {
  const target = await toy(t, (request, response) => response.writeHead(request.method === "GET" ? 200 : 500).end(), {
    isDocumented: () => true,
  });
  assert.deepEqual((await play(target)).faults, []);
});

test("a probe that fails and books that do not balance are found", async (t) => {
  const target = await toy(t, (request, response) => response.writeHead(request.method === "GET" ? 404 : 200).end(), {
    observe: async (_request, _outcome, lane) => (lane === 1 ? "something is left" : undefined),
    conclude: async () => "the books do not balance",
  });
  const found = whats(await play(target, 4));
  assert.deepEqual(found.toSorted(), [
    "a valid request was answered 404",
    "something is left",
    "the books do not balance",
  ]);
});

test("a run ends with a fault when the system has ended", async (t) => {
  const target = await toy(t, (_request, response) => response.end());
  const options = { targets: [target], requests: 9, seed: 1, lanes: 1, memory: () => undefined };
  assert.deepEqual(whats(await run({ ...options, ended: () => "It has ended." })), ["It has ended."]);
});

test("a process that is started again behind the scenes is noticed", () => {
  let output = '{"level":"info","message":"ready"}\n';
  const ended = watchFor({ ended: () => undefined, output: () => output });
  assert.equal(ended(), undefined);
  output += `{"level":"error","message":"The app's process ended: code 7. It is restarted."}\n`;
  assert.equal(ended(), "The app's process ended: code 7. It is restarted.");
  output += "later\n";
  assert.equal(ended(), "The app's process ended: code 7. It is restarted.");
});

test("a case is the same for the same seed, and made smaller without losing its fault", async (t) => {
  const target = await toy(t, (request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => response.writeHead(body.includes('"n":7') ? 500 : 200).end());
  });
  const bytes = (seed: number) => bytesOf(caseOf([target], seed, 5, 0).request, "h").toString("latin1");
  assert.equal(bytes(1), bytes(1));
  assert.notEqual([1, 2, 3, 4].map(bytes).join(), [5, 6, 7, 8].map(bytes).join());
  const { faults } = await play(target, 80);
  const [fault] = faults;
  assert.ok(fault);
  const smallest = await shrink(fault);
  assert.equal(smallest?.body.toString(), '{"n":7}');
  assert.deepEqual(smallest?.headers, []);
  assert.equal(smallest?.target, "/");
  const shown = renderFault(fault, 1, ["--against app"], smallest);
  assert.match(shown, /npm run fuzz -- --seed 1 --requests \d+ --only \d+ --against app/);
  assert.match(shown, /content-length: 7/);
});

test("dice fall alike for one seed, differently for another, and within their bounds", () => {
  const throws = (...parts: (string | number)[]) => {
    const dice = new Dice(...parts);
    return Array.from({ length: 50 }, () => dice.integer(1, 6));
  };
  assert.deepEqual(throws(1, "a", 2), throws(1, "a", 2));
  assert.notDeepEqual(throws(1, "a", 2), throws(1, "a", 3));
  assert.deepEqual(new Set(throws(3)), new Set([1, 2, 3, 4, 5, 6]));
  assert.match(new Dice(1).uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("growth is told from the medians of the third and the last quarter", () => {
  assert.deepEqual(growthOf([1, 1, 1, 1, 10, 90, 11, 12, 20, 99, 21, 22].map(Number)), { middle: 12, end: 22 });
  assert.equal(growthOf([1, 2, 3]), undefined);
});

test("what a process has in use is told without its garbage", { skip: process.platform === "win32" }, async (t) => {
  const probe = heaps();
  const code =
    "const kept = 'x'.repeat(1).padEnd(5e6, 'y') + 1; Buffer.from(kept); console.log('up'); setInterval(() => kept, 1e6);";
  const child = spawn(process.execPath, ["-e", code], {
    env: { ...process.env, ...probe.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => {
    child.kill();
    probe.remove();
  });
  await once(child.stdout, "data");
  const used = await probe.measure(new Set([child.pid ?? 0]));
  assert.ok(used > 2 && used < 60, `${used}`);
  assert.equal(await probe.measure(new Set()), 0);
});

test("an app that lets somebody in without a token that is good is found, and one that does not is none", async (t) => {
  const [good, bad] = ["aGVhZGVy.Z29vZA.c2lnbmF0dXJl", "aGVhZGVy.YmFk.c2lnbmF0dXJl"];
  const runs = async (isOpen: boolean) => {
    const app = await toy(
      t,
      (request, response) => {
        const isGood = request.headers.authorization === `Bearer ${good}`;
        const isKeyed =
          request.headers["x-functions-key"] === "host" || request.headers["x-functions-key"] === "master";
        request.resume().on("end", () => {
          if (request.method === "GET") return void response.end();
          // As the host does, without a body.
          if (!isKeyed) return void response.writeHead(401).end();
          if (isGood || isOpen) return void response.end("{}");
          response.writeHead(401, { "content-type": "application/problem+json" });
          response.end(JSON.stringify({ code: "token-invalid", status: 401 }));
        });
      },
      {
        request: () => ({
          method: "POST",
          target: "/api/commands/open-account",
          headers: [],
          body: Buffer.from("{}"),
          framing: "length",
        }),
      },
    );
    const target = callersTarget(app, { keys: { host: "host", master: "master" }, good: [good], bad: [bad] });
    const options = { requests: 200, seed: 3, lanes: 2, memory: () => undefined, ended: () => undefined };
    const { faults, statuses } = await run({ targets: [target], ...options });
    return { faults: faults.map(({ what }) => what), taken: statuses.get("toy")?.get(200) ?? 0 };
  };
  const closed = await runs(false);
  assert.deepEqual(closed.faults, []);
  assert.ok(closed.taken > 50, `${closed.taken}`);
  assert.ok((await runs(true)).faults.includes("200 without a token that is good"));
});
