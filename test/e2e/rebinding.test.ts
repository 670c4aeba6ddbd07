import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { connect as connectTls } from "node:tls";
import { CosmosClient } from "@azure/cosmos";
import { get } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

/** The addresses of everything that listens, as `npm start -- --json` prints them. */
type Addresses = Readonly<Record<string, string>>;

/** Sends a request as it is written, as no client would; reads the answer until the server closes. */
function raw(
  url: string,
  head: readonly string[],
  body = "",
): Promise<{ readonly status: number; readonly text: string }> {
  const { protocol, port } = new URL(url);
  const to = { host: "127.0.0.1", port: Number(port) };
  const bytes = [...head, "connection: close", `content-length: ${Buffer.byteLength(body)}`, "", body].join("\r\n");
  return new Promise((resolve, reject) => {
    let text = "";
    const isTls = protocol === "https:";
    const socket = isTls ? connectTls({ ...to, rejectUnauthorized: false }) : connect(to);
    socket.once(isTls ? "secureConnect" : "connect", () => socket.write(bytes));
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
    });
    // A server may refuse early and reset; what it said before counts.
    socket.on("error", (error) => void (text === "" && reject(error)));
    socket.on("close", () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text }));
  });
}

const portOf = (url: string) => new URL(url).port;
/** How names are written that lead here, and are nobody else's. */
const own = (port: string) => [`127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`];
const ownForParts = (port: string) => [...own(port), "localhost", `localhost.:${port}`, `app.localhost:${port}`];
const foreign = (port: string) => [
  `evil.example:${port}`,
  "evil.example",
  `localhost.evil.example:${port}`,
  "127.0.0.2",
];

async function answersOnlyItsOwn(url: string, path: string, hosts = ownForParts(portOf(url))): Promise<void> {
  for (const host of hosts) {
    const { status } = await raw(url, [`GET ${path} HTTP/1.1`, `Host: ${host}`]);
    assert.ok(status >= 200 && status !== 421 && status < 500, `${url}${path} as ${host}: ${status}`);
  }
  for (const host of foreign(portOf(url))) {
    for (const method of ["GET", "POST"]) {
      const { status, text } = await raw(url, [`${method} ${path} HTTP/1.1`, `Host: ${host}`]);
      assert.equal(status, 421, `${method} ${url}${path} as ${host}: ${text}`);
    }
  }
}

describe("npm start, as it is", () => {
  const folder = temporaryFolder();
  let system: System;
  let addresses: Addresses;
  before(async () => {
    const options = ["--insights", "--dashboard-port", "0", "--allow-host", "Tunnel.example,172.17.0.1"];
    system = await startSystem(folder.path, 0, {}, options);
    addresses = system as unknown as Addresses;
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  /** What listens, with a path that something is at. */
  const parts: readonly (readonly [name: string, path: string])[] = [
    ["api", "/api/health"],
    ["api", "/docs/"],
    ["api", "/admin/host/status"],
    ["api", "/runtime/webhooks/durabletask/instances"],
    ["cosmos", "/_eventwright/throughput"],
    ["cosmos", "/"],
    ["eventgrid", "/health"],
    ["blobs", "/devstoreaccount1?comp=list"],
    ["insights", "/v1/apps"],
  ];
  for (const [name, path] of parts) {
    it(`${name}${path} is there under the names of this machine, and under those that were allowed`, async () => {
      const url = addresses[name] ?? "";
      await answersOnlyItsOwn(url, path);
      for (const host of ["tunnel.example", "TUNNEL.example.:443", "172.17.0.1:1"]) {
        const { status } = await raw(url, [`GET ${path} HTTP/1.1`, `Host: ${host}`]);
        assert.ok(status >= 200 && status !== 421 && status < 500, `${host}: ${status}`);
      }
    });
  }

  for (const name of ["approvals", "dashboard"]) {
    it(`the ${name} stays with the names that it has itself`, async () => {
      const url = addresses[name] ?? "";
      await answersOnlyItsOwn(url, "/", own(portOf(url)));
      assert.equal((await raw(url, ["GET / HTTP/1.1", `Host: tunnel.example:${portOf(url)}`])).status, 421);
    });
  }

  it("says why, and how to let a name in", async () => {
    const { text } = await raw(system.api, ["GET /api/health HTTP/1.1", "Host: evil.example"]);
    assert.match(text, /content-type: application\/problem\+json/i);
    assert.match(text, /"code":"misdirected-request".*DNS rebinding.*--allow-host evil\.example/);
    const { text: blobs } = await raw(addresses["blobs"] ?? "", ["GET / HTTP/1.1", "Host: evil.example"]);
    assert.match(blobs, /<Code>MisdirectedRequest<\/Code>/);
  });

  it("no other site's page moves the clock, starts a process or repairs a letter, by what needs no preflight", async () => {
    const { api } = system;
    const clock = async () => (await get(`${api}/admin/clock`)).body.offsetMs as number;
    const sent: readonly (readonly [url: string, path: string, body: string])[] = [
      [api, "/admin/clock", '{"advance":"PT1H"}'],
      [api, "/admin/chaos", '{"on":true}'],
      [api, "/admin/faults", '{"fault":"cosmos/crash"}'],
      [api, "/admin/functions/anything", '{"input":""}'],
      [api, "/runtime/webhooks/durabletask/orchestrators/anything", "{}"],
      [api, "/runtime/webhooks/EventGrid?functionName=anything", "[]"],
      [api, "/durabletask/orchestrators/anything", "{}"],
      [api, "/api/admin/dead-letters/anything/redrive", ""],
      [system.cosmos, "/dbs", '{"id":"evil"}'],
      [system.eventgrid, `/topics/${system.topic}/api/events`, "[]"],
      [addresses["blobs"] ?? "", "/devstoreaccount1?comp=batch", "x"],
      [addresses["insights"] ?? "", "/v2.1/track", "{}"],
      [addresses["approvals"] ?? "", "/api/session", '{"name":"Mallory"}'],
      [addresses["dashboard"] ?? "", "/api/admin/dead-letters/anything/redrive", ""],
    ];
    const pages = [
      ["Origin: https://evil.example"],
      ["Origin: http://127.0.0.1:3000", "Sec-Fetch-Site: same-site"],
      ["Origin: null"],
      ["Sec-Fetch-Site: cross-site"],
    ];
    for (const [url, path, body] of sent) {
      for (const page of pages) {
        // `/durabletask` knows processes only, and they say no origin.
        if (path.startsWith("/durabletask") && page[0]?.startsWith("Sec")) continue;
        for (const type of [["content-type: text/plain"], []]) {
          const head = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${portOf(url)}`, ...page, ...type];
          const { status, text } = await raw(url, head, body);
          assert.equal(status, 403, `${url}${path} ${page}: ${text}`);
          assert.match(text, /foreign-?origin|local-only/i, `${url}${path}`);
        }
      }
    }
    assert.equal(await clock(), 0);
    // The very same without a page behind it is somebody at a terminal.
    const moved = await raw(
      api,
      ["POST /admin/clock HTTP/1.1", `Host: 127.0.0.1:${portOf(api)}`],
      '{"advance":"PT1S"}',
    );
    assert.equal(moved.status, 200);
    const itself = ["POST /admin/clock HTTP/1.1", `Host: 127.0.0.1:${portOf(api)}`, `Origin: ${api}`];
    assert.equal((await raw(api, itself, '{"advance":"PT1S"}')).status, 200);
    assert.equal(await clock(), 2_000);
  });

  it("no other site's page sends a command, since JSON that is called something else is refused", async () => {
    const body = JSON.stringify({ accountId: randomUUID(), owner: "Mallory", currency: "EUR" });
    const types = [
      "content-type: text/plain",
      "content-type: text/plain; charset=application/json",
      "content-type: multipart/form-data; boundary=application/json",
      "content-type: application/x-www-form-urlencoded",
      "content-type:",
      undefined,
    ];
    for (const type of types) {
      const path = "POST /api/commands/open-account HTTP/1.1";
      const head = [path, `Host: 127.0.0.1:${portOf(system.api)}`, "Origin: https://evil.example"];
      const { status, text } = await raw(system.api, [...head, ...(type === undefined ? [] : [type])], body);
      assert.equal(status, 415, `${type}: ${text}`);
      assert.match(text, /"code":"unsupported-media-type"/);
    }
    const client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(folder.path).cosmos });
    const { resources } = await client.database("credits").container("commands").items.readAll().fetchAll();
    client.dispose();
    assert.deepEqual(resources, []);
  });
});

describe("npm start -- --https --secure", () => {
  const folder = temporaryFolder();
  let system: System;
  let addresses: Addresses;
  before(async () => {
    system = await startSystem(folder.path, 0, {}, [
      "--https",
      "--secure",
      "--no-approvals",
      "--cors",
      "https://page.example",
    ]);
    addresses = system as unknown as Addresses;
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  const parts: readonly (readonly [name: string, path: string])[] = [
    ["api", "/api/health"],
    ["cosmos", "/_eventwright/throughput"],
    ["eventgrid", "/health"],
    ["blobs", "/devstoreaccount1?comp=list"],
    ["issuer", "/.well-known/openid-configuration"],
    ["identity", "/msi/token"],
  ];
  for (const [name, path] of parts) {
    it(`${name} is there under the names of this machine only`, async () => {
      await answersOnlyItsOwn(addresses[name] ?? "", path);
      const url = addresses[name] ?? "";
      const { status } = await raw(url, [`GET ${path} HTTP/1.1`, "Host: tunnel.example"]);
      assert.equal(status, 421);
    });
  }

  it("a page whose origin was named gets through to where the key is asked for, and no other", async () => {
    const { api } = system;
    const head = ["POST /admin/clock HTTP/1.1", `Host: 127.0.0.1:${portOf(api)}`];
    assert.equal((await raw(api, [...head, "Origin: https://page.example"])).status, 401);
    const key = `x-functions-key: ${keysOf(folder.path).functions.master}`;
    const { status, text } = await raw(api, [...head, key, "Origin: https://other.example"], '{"advance":"PT1S"}');
    assert.equal(status, 403);
    assert.match(text, /"code":"foreign-origin".*--cors/);
    const issuer = addresses["issuer"] ?? "";
    const token = ["POST /token HTTP/1.1", `Host: 127.0.0.1:${portOf(issuer)}`, "Origin: https://page.example"];
    assert.equal((await raw(issuer, token)).status, 403);
  });
});
