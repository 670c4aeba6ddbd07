import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { entraIssuers } from "../../../../platform/http/security/entra.ts";
import { restAfterFailure } from "../../../../platform/http/security/issuer-keys.ts";
import { tokenSettings } from "../../../../platform/http/security/token-settings.ts";
import { type InMemoryApp, inMemoryApp } from "../../../../platform/testing/in-memory-app.ts";
import { guardedTally, tokensOf } from "../../support/guarded.ts";
import { startIssuer, type TestIssuer } from "../../support/issuer.ts";
import { tally } from "../../support/tally.ts";

const now = new FakeClock().now();
const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

describe("issuers and settings", () => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());
  beforeEach(() => issuer.answers.clear());

  const post = async (app: InMemoryApp) => {
    const authorization = `Bearer ${await issuer.token(now, { scope: "tally.write" })}`;
    return app.request("POST", "/api/commands/add", {
      body: { counterId: "a", amount: 1 },
      headers: { authorization },
    });
  };
  const opened = (environment: Readonly<Record<string, string>>, log: string[] = []) =>
    inMemoryApp(guardedTally(), {
      environment: { ...tokensOf(issuer), ...environment },
      log: (entry) => void log.push(JSON.stringify(entry)),
    });

  it("answers 503 to every business request while a setting is missing or wrong", async () => {
    for (const environment of [
      { OidcIssuer: "" },
      { OidcAudience: "" },
      { OidcAudience: " , " },
      { OidcIssuer: "not an address" },
      { OidcIssuer: "http://issuer.example" },
      { OidcIssuer: "https://issuer.example?x=1" },
      { OidcIssuer: "https://login.microsoftonline.com/common/v2.0" },
      { ApiTokens: "Off" },
      { ApiTokens: "optional" },
      { OidcSubjectClaim: "a b" },
      { ApiRateLimit: "many" },
      { OidcIssuer: `${issuer.url}/` },
    ]) {
      const app = opened(environment);
      for (const answer of [await post(app), await app.request("GET", "/api/counters")]) {
        const isLate = answer.body.code === "token-missing";
        if (!isLate) assert.equal(answer.body.code, "not-configured", JSON.stringify([environment, answer.body]));
      }
      assert.equal((await post(app)).status, 503, JSON.stringify(environment));
      assert.equal((await app.request("GET", "/api/health")).status, 200);
      assert.equal(app.stores.containers.commands.changesAfter(0).length, 0);
    }
  });

  it("asks for tokens wherever the contract does, unless a setting says off; and wherever a setting says so", async () => {
    assert.throws(() => tokenSettings({}, true), /OidcIssuer is missing/);
    assert.equal(tokenSettings({}, false), undefined);
    assert.equal(tokenSettings({ ApiTokens: "off" }, true), undefined);
    assert.equal((await post(inMemoryApp(guardedTally()))).status, 202);
    const closed = inMemoryApp(tally(), { environment: tokensOf(issuer) });
    assert.equal((await closed.request("GET", "/api/counters")).body.code, "token-missing");
  });

  it("answers 503 with Retry-After while the issuer cannot be asked, leaves it alone for a while, and comes back", async () => {
    for (const [name, answer] of [
      ["openid-configuration", { status: 500, text: "" }],
      ["openid-configuration", { text: "<html>" }],
      ["openid-configuration", { text: JSON.stringify({ issuer: issuer.url, jwks_uri: "http://evil.example/keys" }) }],
      ["openid-configuration", { text: JSON.stringify({ issuer: issuer.url }) }],
      ["keys", { status: 302, text: "" }],
      ["keys", { text: JSON.stringify({ keys: "none" }) }],
      ["keys", { text: `{"keys":[],"x":"${"x".repeat(600_000)}"}` }],
    ] as const) {
      const log: string[] = [];
      const app = opened({}, log);
      issuer.answers.set(name, answer);
      const first = await post(app);
      assert.equal(first.status, 503, JSON.stringify(first.body));
      assert.equal(first.body.code, "issuer-unavailable");
      assert.ok(Number(first.headers["retry-after"]) > 0);
      assert.ok(log.some((line) => line.includes("eventwright.http.issuer_unavailable")));
      assert.ok(!log.some((line) => line.includes("eyJ")), "no token in a log");
      const { length } = issuer.asked;
      assert.equal((await post(app)).status, 503);
      assert.equal(issuer.asked.length, length);
      issuer.answers.clear();
      await app.clock.advance(restAfterFailure + 1);
      assert.equal((await post(app)).status, 202);
      assert.equal(app.stores.containers.commands.changesAfter(0).length, 1);
    }
  });

  it("goes on with the keys that it has while the issuer is away", async () => {
    const app = opened({});
    assert.equal((await post(app)).status, 202);
    issuer.answers.set("keys", { status: 500, text: "" });
    const token = await issuer.token(now, { scope: "tally.write" });
    const again = { body: { counterId: "b", amount: 1 }, headers: { authorization: `Bearer ${token}` } };
    assert.equal((await app.request("POST", "/api/commands/add", again)).status, 202);
  });

  it("takes both versions of an Entra ID tenant's tokens, and no issuer of all tenants", () => {
    const both = [`https://login.microsoftonline.com/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`];
    assert.deepEqual(entraIssuers(both[0] ?? ""), both);
    assert.deepEqual(new Set(entraIssuers(both[1] ?? "")), new Set(both));
    assert.deepEqual(entraIssuers("https://issuer.example/"), ["https://issuer.example/"]);
    for (const wrong of [
      "https://login.microsoftonline.com/common/v2.0",
      "https://login.microsoftonline.com/contoso.com/v2.0",
      `https://login.microsoftonline.com/${tenant}`,
      "https://sts.windows.net/",
    ]) {
      assert.throws(() => entraIssuers(wrong), /OidcIssuer/, wrong);
    }
  });
});
