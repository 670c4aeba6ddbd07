import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, before, describe, it } from "node:test";
import type { Dashboard } from "../../../dashboard/dashboard.ts";
import { startEcho } from "../support/app.ts";
import { openDashboard } from "../support/dashboard.ts";

const key = "the-admin-key-that-nobody-may-see";

/** Asks with headers that `fetch` does not let anybody set. */
function raw(url: string, headers: Readonly<Record<string, string>>, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}

describe("the dashboard's server", () => {
  let app: Awaited<ReturnType<typeof startEcho>>;
  let dashboard: Dashboard;
  before(async () => {
    app = await startEcho();
    dashboard = await openDashboard({ api: app.url, key });
  });
  after(async () => {
    await dashboard.stop();
    await app.stop();
  });
  const ask = (path: string, init?: RequestInit) => fetch(`${dashboard.url}${path}`, init);

  it("passes on what views ask, with the admin key, and no answer holds it", async () => {
    const answer = await ask("/api/admin/messages?type=OpenAccount&limit=3");
    assert.equal(answer.status, 200);
    assert.equal(app.asked.at(-1)?.url, "/api/admin/messages?type=OpenAccount&limit=3");
    assert.equal(app.asked.at(-1)?.key, key);
    // Looking leaves no traces, doing does.
    assert.match(String(app.asked.at(-1)?.headers["traceparent"]), /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    assert.equal(((await answer.json()) as { key: string }).key, "***");
    assert.equal(answer.headers.get("location"), "/api/commands/1?code=***");
    assert.ok(![...answer.headers.values()].some((value) => value.includes(key)));
  });

  it("passes commands and work on letters on, with their bodies", async () => {
    for (const path of ["/api/commands/open-account", "/api/admin/dead-letters/a%2Fb/redrive"]) {
      const headers = { "content-type": "application/json", "idempotency-key": "once", cookie: "mine=1" };
      const answer = await ask(path, { method: "POST", headers, body: '{"dryRun":true}' });
      assert.equal(answer.status, 200, path);
      const asked = app.asked.at(-1);
      assert.deepEqual([asked?.url, asked?.body, asked?.headers["idempotency-key"]], [path, '{"dryRun":true}', "once"]);
      assert.deepEqual([asked?.headers["cookie"], asked?.headers["traceparent"]], [undefined, undefined]);
    }
  });

  it("refuses every other path before the app hears of it", async () => {
    const before = app.asked.length;
    const paths = [
      "/api/accounts",
      "/admin/functions",
      "/admin/host/keys",
      "/api/admin/../../admin/host/keys",
      "/api/admin/",
    ];
    for (const path of paths) assert.equal((await ask(path)).status, 404, path);
    assert.equal((await ask("/api/admin/messages", { method: "POST", body: "{}" })).status, 404);
    assert.equal((await ask("/api/admin/messages", { method: "DELETE" })).status, 404);
    assert.equal(app.asked.length, before);
  });

  it("refuses another site's pages and foreign host names", async () => {
    const { host } = new URL(dashboard.url);
    const path = `${dashboard.url}/api/admin/messages`;
    assert.equal(await raw(path, { host: "evil.example" }), 421);
    assert.equal(await raw(path, { host }), 200);
    const command = `${dashboard.url}/api/commands/open-account`;
    assert.equal(await raw(command, { host, origin: "https://evil.example" }, "POST"), 403);
    assert.equal(await raw(command, { host, "sec-fetch-site": "cross-site" }, "POST"), 403);
    assert.equal(await raw(command, { host, origin: dashboard.url, "sec-fetch-site": "same-origin" }, "POST"), 200);
  });

  it("serves the page at every view's path, with a policy that lets nothing else in", async () => {
    for (const path of ["/", "/messages", "/stories/some-id"]) {
      const answer = await ask(path);
      assert.match(answer.headers.get("content-type") ?? "", /^text\/html/);
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
      assert.doesNotMatch(await answer.text(), /<script[^>]*>[^<]|style=/);
    }
    for (const file of ["main.js", "main.css", "theme.js"])
      assert.equal((await ask(`/assets/${file}`)).status, 200, file);
    assert.equal((await ask("/assets/other.js")).status, 404);
  });

  it("says what is the matter when the app is not there", async () => {
    const lonely = await openDashboard({ api: "http://127.0.0.1:9" });
    const starting = await openDashboard();
    try {
      const codeOf = async (url: string) => {
        const answer = await fetch(`${url}/api/health`);
        return [answer.status, ((await answer.json()) as { code: string }).code];
      };
      assert.deepEqual(await codeOf(lonely.url), [502, "app-unreachable"]);
      assert.deepEqual(await codeOf(starting.url), [503, "app-starting"]);
      starting.pointAt(app.url);
      assert.equal((await codeOf(starting.url))[0], 200);
    } finally {
      await lonely.stop();
      await starting.stop();
    }
  });
});

describe("a dashboard with a key of its own", () => {
  it("shows nothing until the key was given, and nothing again after signing out", async () => {
    const app = await startEcho();
    let now = Date.parse("2026-11-26T12:00:00Z");
    const dashboard = await openDashboard({ api: app.url, key, adminKey: "open sesame", now: () => now });
    try {
      const get = async (path: string, cookie = "") => fetch(`${dashboard.url}${path}`, { headers: { cookie } });
      const signIn = (given: unknown) =>
        fetch(`${dashboard.url}/dashboard/session`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ key: given }),
        });
      for (const path of ["/api/admin/messages", "/dashboard/traces", "/dashboard/logs"])
        assert.equal((await get(path)).status, 401, path);
      assert.deepEqual(await (await get("/dashboard/config")).json(), { signedIn: false });
      assert.equal((await get("/")).status, 200);
      assert.equal((await signIn("wrong")).status, 401);
      const open = await signIn("open sesame");
      assert.equal(open.status, 204);
      const cookie = open.headers.get("set-cookie") ?? "";
      assert.match(cookie, /HttpOnly; SameSite=Strict/);
      const session = cookie.split(";")[0] ?? "";
      assert.equal((await get("/api/admin/messages", session)).status, 200);
      now += 13 * 3_600_000;
      assert.equal((await get("/api/admin/messages", session)).status, 401);

      const again = ((await signIn("open sesame")).headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      await fetch(`${dashboard.url}/dashboard/session`, { method: "DELETE", headers: { cookie: again } });
      assert.equal((await get("/api/admin/messages", again)).status, 401);

      for (let tries = 0; tries < 10; tries++) assert.equal((await signIn("wrong")).status, 401);
      assert.equal((await signIn("open sesame")).status, 429);
      now += 61_000;
      assert.equal((await signIn("open sesame")).status, 204);
    } finally {
      await dashboard.stop();
      await app.stop();
    }
  });
});
