import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

/** A small seeded generator (mulberry32), so that a failing case can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = seeded(20261124);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const valid = {
  accountId: "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11",
  amount: 100,
  currency: "EUR",
  loadId: "2b0d7a86-5a43-4a52-8c06-0f64c2b7a3c4",
};

const wrongValues: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e30,
  "",
  "x",
  [],
  {},
  [[]],
  { a: 1 },
  "\u0000",
  "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b1",
  "EURO",
  "eur",
  9007199254740992,
];
const brokenBodies: readonly (() => string | Buffer)[] = [
  () => "",
  () => "{",
  () => "nul",
  () => "[1,2",
  () => '{"accountId":',
  () => `${JSON.stringify(valid)}}`,
  () => JSON.stringify(JSON.stringify(valid)),
  () => pick(["null", "1", '"x"', "[]", "true", "{}", "[{}]"]),
  () => "[".repeat(5_000) + "]".repeat(5_000),
  () => `{"a":${"[".repeat(2_000)}${"]".repeat(2_000)}}`,
  () => Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
  () => Buffer.concat([Buffer.from('{"accountId":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
  () => `{"__proto__":{"amount":1},"constructor":1,${JSON.stringify(valid).slice(1)}`,
  () => JSON.stringify({ ...valid, extra: pick(wrongValues) }),
  () => JSON.stringify({ ...valid, [pick(Object.keys(valid))]: pick(wrongValues) }),
  () => {
    const { [pick(["accountId", "amount", "currency", "loadId"] as const)]: _gone, ...rest } = valid;
    return JSON.stringify(rest);
  },
  () => "x".repeat(300 * 1024),
  () => JSON.stringify({ ...valid, note: "x".repeat(280 * 1024) }),
];
const oddHeaders: readonly (() => string)[] = [
  () => "content-type: text/plain",
  () => "content-type: application/xml",
  () => "content-type:",
  () => "content-type: application/json; charset=utf-16",
  () => `content-type: ${"a".repeat(500)}`,
  () => `content-type: application/json\r\nidempotency-key: ${"k".repeat(300)}`,
  () => "content-type: application/json\r\nidempotency-key: \u00e9\u0001",
  () => "content-type: application/json\r\nidempotency-key:",
  () => "content-type: application/json\r\ntransfer-encoding: bogus",
  () => "content-type: application/json\r\nbad header: 1",
  () => `content-type: application/json\r\nx-long: ${"h".repeat(20_000)}`,
  () => "content-type: application/json\r\ncontent-length: -5",
  () => "content-type: application/json\r\ncontent-length: 99999999999999999999",
  () => "content-type: application/json\r\ncontent-encoding: gzip",
];

describe("hostile requests", () => {
  const folder = temporaryFolder();
  let system: System;
  before(async () => {
    system = await startSystem(folder.path);
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  it("300 malformed bodies and headers give 4xx problem details and store nothing", async () => {
    const { hostname, port } = new URL(system.api);
    for (let index = 0; index < 300; index++) {
      const oddHead = random() < 0.3;
      const body = Buffer.from(oddHead ? JSON.stringify(valid) : (pick(brokenBodies)() as string));
      const head = oddHead ? pick(oddHeaders)() : "content-type: application/json";
      const length = /content-length|transfer-encoding/.test(head) ? "" : `content-length: ${body.length}\r\n`;
      const path = pick(["load-credits", "load-credits", "load-credits", "open-account"]);
      const start = `POST /api/commands/${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${length}${head}\r\n\r\n`;
      const answer = await raw(hostname, Number(port), Buffer.concat([Buffer.from(start, "latin1"), body]));
      const label = `case ${index}: ${JSON.stringify(head.slice(0, 80))} ${JSON.stringify(body.toString("latin1").slice(0, 120))} → ${answer.slice(0, 300)}`;
      assert.match(answer, /^HTTP\/1\.1 4\d\d /, label);
      assert.match(answer, /content-type: application\/problem\+json/i, label);
      assert.match(answer, /"code":"[a-z-]+"/, label);
    }
    const settings = keysOf(folder.path);
    const client = new CosmosClient({ endpoint: system.cosmos, key: settings.cosmos });
    for (const container of ["commands", "events", "outcomes", "dead-letters"]) {
      const { resources } = await client.database("credits").container(container).items.readAll().fetchAll();
      assert.deepEqual(resources, [], container);
    }
    client.dispose();
  });
});

/** Sends bytes as they are and reads the answer until the server closes, or has said all. */
function raw(host: string, port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, host, () => socket.write(bytes));
    socket.setEncoding("latin1");
    socket.on("data", (text) => {
      answer += text;
    });
    socket.on("close", () => resolve(answer));
    // A server may refuse early and reset; what it said before counts.
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
  });
}
