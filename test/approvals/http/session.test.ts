import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { startDesk, type TestDesk } from "../support/desk.ts";
import { ask, deliver, json, type Reviewer, signIn } from "../support/reviewer.ts";

describe("who may do what", () => {
  let now = Date.UTC(2026, 0, 1);
  let desk: TestDesk;
  let url: string;
  let bob: Reviewer;
  let key: string;
  before(async () => {
    desk = await startDesk({ now: () => now });
    url = desk.approvals.url;
    const anna = desk.platform.openAccount("anna");
    const { transfer, event } = desk.platform.hold(anna, anna, 150_000);
    await deliver(desk.approvals.webhookUrl, event);
    key = `${transfer.fromAccountId}/${transfer.transferId}`;
    bob = await signIn(url, "bob");
  });
  after(() => desk[Symbol.asyncDispose]());

  const approve = (headers: Record<string, string>) => ask(`${url}/api/transfers/${key}/approve`, json({}, headers));

  it("nobody sees or does anything without a session", async () => {
    for (const path of ["/api/transfers", "/api/stream", `/api/transfers/${key}`])
      assert.equal((await ask(url + path)).status, 401, path);
    assert.equal((await approve({})).status, 401);
    assert.deepEqual((await ask<object>(`${url}/api/session`)).body, {});
  });

  it("the cookie is out of reach of scripts and other sites", async () => {
    const answer = await ask(`${url}/api/session`, json({ name: "carl" }));
    assert.equal(answer.status, 201);
    const cookie = answer.headers.get("set-cookie") ?? "";
    for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"])
      assert.ok(cookie.includes(attribute), cookie);
  });

  it("a forged or altered cookie is none", async () => {
    const [name = "", token = ""] = bob.cookie.split("=");
    const [content = "", signature = ""] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ reviewer: "boss", until: now + 1e9 })).toString("base64url");
    for (const cookie of [`${name}=`, `${name}=x.y`, `${name}=${forged}.${signature}`, `${name}=${content}.x`, "a=b"])
      assert.equal((await ask(`${url}/api/transfers`, { headers: { cookie } })).status, 401, cookie);
  });

  it("what changes something needs the session's own token", async () => {
    const carl = await signIn(url, "carl");
    for (const token of ["", "x", carl.csrf]) {
      const answer = await approve({ cookie: bob.cookie, "x-csrf-token": token });
      assert.equal(answer.status, 403);
      assert.equal(answer.body.code, "csrf-token-wrong");
    }
    assert.equal(desk.platform.posts.length, 0);
  });

  it("another site's page can do nothing, nor can a form", async () => {
    const right = { cookie: bob.cookie, "x-csrf-token": bob.csrf };
    assert.equal((await approve({ ...right, origin: "https://evil.example" })).body.code, "foreign-origin");
    assert.equal((await approve({ ...right, origin: "null" })).body.code, "foreign-origin");
    const form = { method: "POST", body: "name=x", headers: { "content-type": "text/plain" } };
    assert.equal((await ask(`${url}/api/session`, form)).status, 415);
    assert.equal(desk.platform.posts.length, 0);
  });

  it("answers under its own names only", async () => {
    const { hostname, port } = new URL(url);
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path: "/", headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    assert.equal(status, 421);
  });

  it("refuses names that cannot be told apart or are none", async () => {
    for (const name of ["", "   ", "a\u0000b", "a\u202eb", "x".repeat(65), 7, null]) {
      const answer = await ask(`${url}/api/session`, json({ name }));
      assert.equal(answer.body.code, "invalid-name", JSON.stringify(name));
    }
    assert.equal((await ask(`${url}/api/session`, json([]))).status, 400);
    assert.equal((await ask(`${url}/api/session`, json({ name: "x".repeat(9_000) }))).status, 413);
  });

  it("every answer forbids foreign and inline code", async () => {
    for (const path of ["/", "/assets/main.ts", "/api/session", "/health", "/nothing"]) {
      const { headers } = await ask(url + path);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
      assert.match(policy, /require-trusted-types-for 'script'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("x-frame-options"), "DENY");
    }
  });

  it("gives out the page's files and no others", async () => {
    assert.match((await ask<string>(`${url}/`)).body, /<script type="module" src="\/assets\/main.ts">/);
    const script = await ask<string>(`${url}/assets/state.ts`);
    assert.match(script.headers.get("content-type") ?? "", /^text\/javascript/);
    assert.doesNotMatch(script.body, /import type|: Tab\b/);
    const etag = script.headers.get("etag") ?? "";
    assert.equal((await ask(`${url}/assets/state.ts`, { headers: { "if-none-match": etag } })).status, 304);
    for (const path of ["/assets/..%2fmain.ts", "/assets/tsconfig.json", "/assets/", "/main.ts", "/api/x", "//x"])
      assert.equal((await ask(url + path)).status, 404, path);
  });

  it("a session ends after a day's work, and when somebody signs out", async () => {
    const headers = { cookie: bob.cookie, "x-csrf-token": bob.csrf };
    const out = await ask(`${url}/api/session`, { method: "DELETE", headers });
    assert.match(out.headers.get("set-cookie") ?? "", /Max-Age=0/);
    now += 12 * 3_600_000 + 1;
    assert.equal((await ask(`${url}/api/transfers`, { headers })).status, 401);
  });
});
