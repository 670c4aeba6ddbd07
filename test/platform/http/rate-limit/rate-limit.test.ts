import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { HttpRequest } from "../../../../platform/http/exchange.ts";
import { limiterOf } from "../../../../platform/http/rate-limit/limiter.ts";
import { rateSettings } from "../../../../platform/http/rate-limit/rate.ts";
import { addressOf, senderOf } from "../../../../platform/http/rate-limit/sender.ts";
import { inMemoryApp } from "../../../../platform/testing/in-memory-app.ts";
import { guardedTally, tokensOf } from "../../support/guarded.ts";
import { startIssuer, type TestIssuer } from "../../support/issuer.ts";
import { tally } from "../../support/tally.ts";

const from = (address: string) => ({ "x-forwarded-for": address });
const request = (headers: Readonly<Record<string, string>>, query = ""): HttpRequest => ({
  method: "GET",
  path: "/",
  query: new URLSearchParams(query),
  params: {},
  headers: new Headers(headers),
  body: null,
});

describe("rate limits", () => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());

  it("count per caller, and say when to come back", async () => {
    const app = inMemoryApp(guardedTally(), { environment: { ...tokensOf(issuer), ApiRateLimit: "3/1h" } });
    const post = async (sub: string, amount: number) => {
      const headers = {
        authorization: `Bearer ${await issuer.token(app.clock.now(), { sub, scope: "tally.write" })}`,
        ...from("10.0.0.1"),
      };
      return app.request("POST", "/api/commands/add", { body: { counterId: "a", amount }, headers });
    };
    for (const left of [2, 1, 0]) {
      const { status, headers } = await post("anna", left);
      assert.equal(status, 202);
      assert.match(headers["ratelimit"] ?? "", new RegExp(`^"caller";r=${left};t=[0-9]+$`));
      assert.equal(headers["ratelimit-policy"], '"caller";q=3;w=3600');
    }
    const { status, headers, body } = await post("anna", 9);
    assert.equal(status, 429);
    assert.equal(body.code, "rate-limited");
    assert.ok(Number(headers["retry-after"]) > 0 && Number(headers["retry-after"]) <= 3600);
    assert.equal((await post("ben", 9)).status, 202);
    assert.equal(app.stores.containers.commands.changesAfter(0).length, 4);
  });

  it("count refused tokens by address, and look at no further one", async () => {
    const app = inMemoryApp(guardedTally(), { environment: { ...tokensOf(issuer), ApiRateLimit: "2/1h" } });
    const look = (token: string, address: string) =>
      app.request("GET", "/api/counters", { headers: { authorization: `Bearer ${token}`, ...from(address) } });
    const good = await issuer.token(app.clock.now(), { scope: "tally.read" });
    const codes = [];
    for (let n = 0; n < 4; n++) codes.push((await look("a.b.c", "10.0.0.1")).body.code);
    assert.deepEqual(codes, ["token-invalid", "token-invalid", "rate-limited", "rate-limited"]);
    assert.equal((await look(good, "10.0.0.1")).status, 429);
    assert.equal((await look(good, "10.0.0.2")).status, 200);
    assert.equal((await look(good, "198.51.100.7, 10.0.0.1")).status, 429, "only the last hop counts");
  });

  it("count by key or else by address where there are no tokens, as the contract says", async () => {
    const app = tally();
    const security = { rateLimit: { requests: 1, per: 3_600_000 } };
    const limited = { ...app, service: { ...app.service, keyed: true, security } };
    const api = inMemoryApp(limited);
    const look = async (headers: Readonly<Record<string, string>>, query = "") =>
      (await api.request("GET", `/api/counters${query}`, { headers })).status;
    assert.equal(await look({ "x-functions-key": "one" }), 200);
    assert.equal(await look({ "x-functions-key": "one", ...from("10.0.0.9") }), 429);
    assert.equal(await look({}, "?code=one"), 429);
    assert.equal(await look({ "x-functions-key": "two" }), 200);
    assert.equal(await look(from("10.0.0.9:1234")), 200);
    assert.equal(await look(from("10.0.0.9:99")), 429);
    assert.equal(await look({}), 200);
    assert.equal(await look(from("nonsense")), 429, "those of whom nothing is known count together");
    assert.equal((await api.request("GET", "/api/health")).status, 200);
    assert.equal(
      (await inMemoryApp(limited, { environment: { ApiRateLimit: "off" } }).request("GET", "/api/counters")).status,
      200,
    );
  });

  it("count by address where the host checks no keys, whatever key a client makes up", async () => {
    const app = tally();
    const security = { rateLimit: { requests: 2, per: 3_600_000 } };
    const api = inMemoryApp({ ...app, service: { ...app.service, security } });
    const look = async (query: string, headers: Readonly<Record<string, string>>) =>
      (await api.request("GET", `/api/counters${query}`, { headers: { ...headers, ...from("10.0.0.1") } })).status;
    assert.equal(await look("", { "x-functions-key": "one" }), 200);
    assert.equal(await look("?code=two", {}), 200);
    assert.equal(await look("", { "x-functions-key": "three" }), 429);
    assert.equal(await look("?code=four", {}), 429);
  });

  it("know a network by the front end's word", () => {
    assert.equal(addressOf(request(from("1.2.3.4, [2001:db8::1]:443"))), "address:2001:db8:0:0::");
    assert.equal(addressOf(request(from("2001:db8:0:0:ffff:1:2:3"))), "address:2001:db8:0:0::");
    assert.equal(addressOf(request(from("2001:db8:0:1::3"))), "address:2001:db8:0:1::");
    assert.equal(addressOf(request(from("::1"))), "address:0:0:0:0::");
    assert.equal(addressOf(request(from("10.1.2.3:80"))), "address:10.1.2.3");
    assert.equal(addressOf(request({})), "address:unknown");
    assert.ok(!senderOf(request({ "x-functions-key": "secret" }), true).includes("secret"));
  });

  it("forget who was not seen for longest, so that memory has an end", async () => {
    const limiter = limiterOf({ requests: 1, per: 3_600_000 }, 2);
    for (const sender of ["a", "b", "c"]) await limiter.count(sender);
    await assert.rejects(limiter.count("c"), { code: "rate-limited" });
    await assert.rejects(limiter.look("b"), { code: "rate-limited" });
    await limiter.look("a");
  });

  it("are read from a setting, or else from the contract", () => {
    const contract = { requests: 5, per: 1000 };
    assert.deepEqual(rateSettings({ ApiRateLimit: "100/10s" }, contract), { requests: 100, per: 10_000 });
    assert.deepEqual(rateSettings({ ApiRateLimit: "1/24h" }, undefined), { requests: 1, per: 86_400_000 });
    assert.equal(rateSettings({ ApiRateLimit: "off" }, contract), undefined);
    assert.equal(rateSettings({}, contract), contract);
    for (const text of ["100", "0/1s", "1/0s", "1/25h", "-1/1s", "1/1d", "1e3/1s"]) {
      assert.throws(() => rateSettings({ ApiRateLimit: text }, contract), /ApiRateLimit/, text);
    }
  });
});
