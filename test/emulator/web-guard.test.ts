import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { describe, it } from "node:test";
import { isLoopbackHost, parseHostNames, WebGuard } from "../../emulator/web-guard.ts";

/** As much of a request as a guard looks at. */
function request(
  host: string | undefined,
  {
    url = "/",
    method = "GET",
    httpVersion = "1.1",
    ...headers
  }: { readonly url?: string; readonly method?: string; readonly httpVersion?: string; readonly origin?: string } & {
    readonly "sec-fetch-site"?: string;
  } = {},
): IncomingMessage {
  const rawHeaders = host === undefined ? [] : ["Host", host];
  return { url, method, httpVersion, rawHeaders, headers: { host, ...headers } } as unknown as IncomingMessage;
}

const own = [
  "127.0.0.1",
  "127.0.0.1:7071",
  "localhost",
  "LocalHost:7071",
  "localhost.",
  "localhost.:7071",
  "localhost:",
  "app.localhost:8081",
  "a.b.localhost.",
  "[::1]",
  "[::1]:7071",
  "[0:0:0:0:0:0:0:1]:7071",
  "[::ffff:127.0.0.1]",
];
const foreign = [
  "evil.example",
  "evil.example:7071",
  "EVIL.example.",
  "localhost.evil.example",
  "evil-localhost",
  "localhosts",
  ".localhost",
  "127.0.0.1.evil.example",
  "127.0.0.1.nip.io:7071",
  "127.0.0.2",
  "0.0.0.0:7071",
  "10.0.0.1",
  "[::]",
  "[::2]:7071",
  "[fe80::1]",
  "[::ffff:10.0.0.1]",
  "xn--localhost-9za",
  "%6cocalhost",
  "evil@127.0.0.1",
  "127.0.0.1@evil.example",
  "127.0.0.1:80:80",
  "127.0.0.1:99999",
  "127.0.0.1/evil",
  "127.0.0.1#.evil.example",
  "127.0.0.1, evil.example",
  "localhost evil",
  "[::1",
  "::1",
  "",
  " ",
  "null",
  "__proto__",
];

describe("the name that a request was sent to", () => {
  it("is one of loopback's, however it is written", () => {
    const guard = new WebGuard();
    for (const host of [...own, ...own]) assert.equal(guard.refusalOf(request(host)), undefined, host);
    for (const host of own) assert.equal(isLoopbackHost(host), true, host);
  });

  it("is refused when it is anybody else's, and the refusal says how to let it in", () => {
    const guard = new WebGuard();
    for (const host of [...foreign, ...foreign]) {
      const refusal = guard.refusalOf(request(host));
      assert.equal(refusal?.status, 421, host);
      assert.equal(refusal.code, "MisdirectedRequest");
      assert.match(refusal.message, /DNS rebinding.*--allow-host/);
      assert.equal(isLoopbackHost(host), false, host);
    }
    assert.match(
      guard.refusalOf(request("EVIL.example.:7071"))?.message ?? "",
      /not evil\.example:.*host evil\.example\.$/,
    );
    assert.doesNotMatch(guard.refusalOf(request("<b>"))?.message ?? "", /<b>/);
  });

  it("is said once, but by HTTP/1.0, which need not say it", () => {
    const guard = new WebGuard();
    assert.deepEqual(guard.refusalOf(request(undefined))?.status, 400);
    assert.equal(guard.refusalOf(request(undefined, { httpVersion: "1.0" })), undefined);
    assert.equal(guard.refusalOf(request("evil.example", { httpVersion: "1.0" }))?.status, 421);
    const twice = {
      ...request("localhost"),
      rawHeaders: ["host", "localhost", "Accept", "*/*", "HOST", "evil.example"],
    };
    assert.equal(guard.refusalOf(twice as IncomingMessage)?.code, "MissingHost");
  });

  it("counts in the target, too, where it has one", () => {
    const guard = new WebGuard();
    const target = (url: string, host: string | undefined = "localhost") =>
      guard.refusalOf(request(host, { url }))?.status;
    assert.equal(target("http://localhost:7071/api"), undefined);
    assert.equal(target("http://evil.example/api"), 421);
    assert.equal(target("HTTPS://evil.example"), 421);
    assert.equal(target("http://localhost@evil.example/"), 421);
    assert.equal(target("http://localhost/", "evil.example"), 421);
    assert.equal(target("//evil.example/api"), undefined);
    const old = request(undefined, { url: "http://evil.example/", httpVersion: "1.0" });
    assert.equal(guard.refusalOf(old)?.status, 421);
  });

  it("may be one that was allowed, on any port", () => {
    const allowHosts = parseHostNames("Tunnel.Example., 172.17.0.1,::2, [fe80::1]");
    assert.deepEqual(allowHosts, ["tunnel.example", "172.17.0.1", "[::2]", "[fe80::1]"]);
    const guard = new WebGuard({ allowHosts });
    for (const host of [
      "tunnel.example",
      "TUNNEL.example.:443",
      "172.17.0.1:7071",
      "[0::2]",
      "[FE80::1]:80",
      "localhost",
    ]) {
      assert.equal(guard.refusalOf(request(host)), undefined, host);
    }
    for (const host of ["a.tunnel.example", "tunnel.example.evil", "unnel.example", "[::3]"]) {
      assert.equal(guard.refusalOf(request(host))?.status, 421, host);
    }
    for (const text of [
      "",
      "a,",
      "http://a.example",
      "a.example:80",
      "a.example/",
      "a b",
      "*",
      "*.example",
      "a@b",
      "[::1]:80",
    ]) {
      assert.throws(() => parseHostNames(text), /is no name of a host/, text);
    }
    assert.deepEqual(parseHostNames(undefined), []);
  });

  it("is not remembered without end", () => {
    const guard = new WebGuard();
    for (let index = 0; index < 1_000; index++) {
      assert.equal(guard.refusalOf(request(`a${index}.localhost`)), undefined);
      assert.equal(guard.refusalOf(request(`a${index}.example`))?.status, 421);
    }
  });
});

describe("the page that a request comes from", () => {
  const host = "127.0.0.1:7071";
  const post = (headers: { readonly origin?: string; readonly "sec-fetch-site"?: string }, method = "POST") =>
    request(host, { method, ...headers });

  it("changes nothing, unless it is of the server itself", () => {
    const guard = new WebGuard();
    for (const origin of ["http://127.0.0.1:7071", "https://127.0.0.1:7071", "HTTP://127.0.0.1:7071"]) {
      assert.equal(guard.refusalOf(post({ origin })), undefined, origin);
    }
    const others = [
      "http://evil.example",
      "http://127.0.0.1",
      "http://localhost:7071",
      "http://127.0.0.1:3000",
      "null",
      "",
      "x",
    ];
    for (const origin of [...others, "file://", "file://127.0.0.1:7071", "http://127.0.0.1:7071.evil.example"]) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "FROB"]) {
        const refusal = guard.refusalOf(post({ origin }, method));
        assert.deepEqual([refusal?.status, refusal?.code], [403, "ForeignOrigin"], `${method} ${origin}`);
      }
    }
  });

  it("is told by Sec-Fetch-Site where there is no Origin", () => {
    const guard = new WebGuard();
    const site = (value?: string) =>
      guard.refusalOf(post(value === undefined ? {} : { "sec-fetch-site": value }))?.status;
    assert.deepEqual([site(), site("same-origin"), site("none")], [undefined, undefined, undefined]);
    assert.deepEqual([site("cross-site"), site("same-site"), site("odd")], [403, 403, 403]);
  });

  it("may ask, since it cannot read the answer", () => {
    const guard = new WebGuard();
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      assert.equal(guard.refusalOf(post({ origin: "http://evil.example" }, method)), undefined);
    }
  });

  it("changes things where its origin was named", () => {
    const guard = new WebGuard({ origins: ["https://Page.example"] });
    assert.equal(guard.refusalOf(post({ origin: "https://page.example", "sec-fetch-site": "cross-site" })), undefined);
    const refusal = guard.refusalOf(post({ origin: "http://page.example" }));
    assert.match(refusal?.message ?? "", /http:\/\/page\.example.*--cors/);
    assert.doesNotMatch(new WebGuard().refusalOf(post({ origin: "null" }))?.message ?? "", /--cors/);
  });

  it("is of the server, with the usual port as well as without", () => {
    const guard = new WebGuard({ allowHosts: ["tunnel.example"] });
    const from = (origin: string, to: string) => guard.refusalOf(request(to, { method: "POST", origin }))?.status;
    assert.equal(from("https://tunnel.example", "tunnel.example"), undefined);
    assert.equal(from("https://tunnel.example", "tunnel.example:443"), undefined);
    assert.equal(from("http://tunnel.example", "tunnel.example:443"), 403);
  });
});
