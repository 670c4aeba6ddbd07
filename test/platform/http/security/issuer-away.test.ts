import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { fetchJson } from "../../../../platform/http/security/fetch-json.ts";
import { restAfterFailure } from "../../../../platform/http/security/issuer-keys.ts";
import { type InMemoryApp, inMemoryApp } from "../../../../platform/testing/in-memory-app.ts";
import { guardedTally, tokensOf } from "../../support/guarded.ts";
import { issuerKey, startIssuer, type TestIssuer } from "../../support/issuer.ts";
import { rawToken } from "../../support/raw-token.ts";

const now = new FakeClock().now();
const minute = 60_000;
const down = { status: 500, text: "" };

describe("an issuer that is away, slow or another one", () => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());
  beforeEach(() => {
    issuer.answers.clear();
    issuer.keys = [issuer.key.shown];
  });

  const opened = () => inMemoryApp(guardedTally(), { environment: tokensOf(issuer) });
  const sent = (app: InMemoryApp, token: string) =>
    app.request("GET", "/api/counters", { headers: { authorization: `Bearer ${token}` } });
  const good = () => issuer.token(now, { scope: "tally.read" });
  const unknown = (kid: string) => issuer.token(now, { scope: "tally.read" }, { kid });
  /** Keys age by the machine's clock: what is asked for again, and when. */
  const later = (t: { readonly mock: typeof import("node:test").mock }, minutes: number) => {
    t.mock.timers.reset();
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() + minutes * minute });
  };

  it("is asked once more for thousands of keys that nobody has", async (t) => {
    const app = opened();
    assert.equal((await sent(app, await good())).status, 200);
    later(t, 1);
    const { length } = issuer.asked;
    const token = (await unknown("")).split(".");
    for (let n = 0; n < 2000; n++) {
      const header = Buffer.from(JSON.stringify({ alg: "RS256", kid: `k${n}` })).toString("base64url");
      assert.equal((await sent(app, [header, ...token.slice(1)].join("."))).body.code, "token-invalid");
    }
    assert.equal(issuer.asked.length, length + 1);
  });

  it("is left alone for a while when it fails then, and good tokens count meanwhile", async (t) => {
    const app = opened();
    assert.equal((await sent(app, await good())).status, 200);
    later(t, 1);
    issuer.answers.set("keys", down);
    const { length } = issuer.asked;
    for (let n = 0; n < 20; n++) {
      assert.equal((await sent(app, await unknown(`k${n}`))).body.code, "issuer-unavailable");
      assert.equal((await sent(app, await good())).status, 200);
    }
    assert.equal(issuer.asked.length, length + 1);
    // Refusals in the meantime do not make the rest longer: whoever sends many could keep the keys from being read.
    await app.clock.advance(restAfterFailure - 1);
    assert.equal((await sent(app, await unknown("k"))).status, 503);
    await app.clock.advance(1);
    issuer.answers.clear();
    assert.equal((await sent(app, await unknown("k"))).body.code, "token-invalid");
    assert.equal(issuer.asked.length, length + 2);
  });

  it("closes the API once its keys are an hour old and it does not answer, and opens it when it does", async (t) => {
    const app = opened();
    assert.equal((await sent(app, await good())).status, 200);
    later(t, 59);
    issuer.answers.set("keys", down);
    assert.equal((await sent(app, await good())).status, 200);
    later(t, 61);
    const answer = await sent(app, await good());
    assert.equal(answer.body.code, "issuer-unavailable");
    assert.ok(Number(answer.headers["retry-after"]) > 0);
    issuer.answers.clear();
    await app.clock.advance(restAfterFailure);
    assert.equal((await sent(app, await good())).status, 200);
  });

  it("changes its keys: new ones count at once, withdrawn ones no longer than an hour", async (t) => {
    const app = opened();
    assert.equal((await sent(app, await good())).status, 200);
    const next = await issuerKey("two");
    issuer.keys = [next.shown];
    later(t, 1);
    const claims = JSON.parse(Buffer.from((await good()).split(".")[1] ?? "", "base64url").toString());
    const fresh = await rawToken(next, { alg: "RS256", kid: "two" }, claims);
    assert.equal((await sent(app, fresh)).status, 200);
    assert.equal((await sent(app, await good())).body.code, "token-invalid", "read anew, so that the old one is gone");
    const other = opened();
    issuer.keys = [issuer.key.shown];
    assert.equal((await sent(other, await good())).status, 200);
    issuer.keys = [next.shown];
    later(t, 61);
    assert.equal((await sent(other, await good())).body.code, "token-invalid");
  });

  it("shows no key that helps: broken ones, passwords, and thousands of them", async () => {
    const { shown } = issuer.key;
    for (const keys of [
      [],
      [{ kty: "RSA", kid: "one" }],
      [{ ...shown, n: "AQAB" }],
      [{ ...shown, use: "enc" }],
      [{ ...shown, key_ops: ["encrypt"] }],
      [{ ...shown, kty: "oct", k: "c2VjcmV0" }],
      Array.from({ length: 700 }, (_, n) => ({ ...shown, kid: `k${n}` })),
      [null],
    ]) {
      issuer.answers.set("keys", { text: JSON.stringify({ keys }) });
      const { status } = await sent(opened(), await good());
      assert.ok(status === 401 || status === 503, `${status} ${JSON.stringify(keys).slice(0, 80)}`);
    }
  });

  it("leads nowhere else: no redirect, no other issuer, no plain address of another machine", async () => {
    let asked = 0;
    const other = createServer((_request, response) => {
      asked++;
      response.end(JSON.stringify({ issuer: issuer.url, jwks_uri: `${issuer.url}/keys`, keys: [issuer.key.shown] }));
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const evil = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    try {
      for (const [document, code] of [
        [{ issuer: evil, jwks_uri: `${evil}/keys` }, "not-configured"],
        [{ issuer: `${issuer.url}/`, jwks_uri: `${evil}/keys` }, "not-configured"],
        [{ jwks_uri: `${evil}/keys` }, "not-configured"],
        [{ issuer: issuer.url, jwks_uri: "http://evil.example/keys" }, "issuer-unavailable"],
        [{ issuer: issuer.url, jwks_uri: "http://169.254.169.254/metadata" }, "issuer-unavailable"],
        [{ issuer: issuer.url, jwks_uri: "file:///etc/passwd" }, "issuer-unavailable"],
        [{ issuer: issuer.url, jwks_uri: "data:application/json,{}" }, "issuer-unavailable"],
        [{ issuer: issuer.url, jwks_uri: ["https://evil.example"] }, "issuer-unavailable"],
      ] as const) {
        issuer.answers.set("openid-configuration", { text: JSON.stringify(document) });
        assert.equal((await sent(opened(), await good())).body.code, code, JSON.stringify(document));
      }
      assert.equal(asked, 0);
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });

  it("is not waited for without end, nor read without end", async () => {
    const endless = createServer((request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"keys":[');
      if (request.url !== "/much") return;
      const more = () => {
        while (response.writable && response.write(" ".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    });
    await new Promise<void>((resolve) => endless.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
    const patience = new AbortController();
    try {
      await assert.rejects(fetchJson(`${url}/much`), /more than 524288 bytes/);
      const slow = fetchJson(`${url}/slow`, patience.signal);
      patience.abort(new Error("out of patience"));
      await assert.rejects(slow, /out of patience/);
    } finally {
      endless.closeAllConnections();
      endless.close();
    }
  });
});
