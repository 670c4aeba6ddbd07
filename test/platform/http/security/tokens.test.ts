import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { exportSPKI, SignJWT } from "jose";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { type InMemoryApp, inMemoryApp } from "../../../../platform/testing/in-memory-app.ts";
import { guardedTally, tokensOf } from "../../support/guarded.ts";
import { audience, issuerKey, startIssuer, type TestIssuer } from "../../support/issuer.ts";

const scope = "tally.write";
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What the app has stored, whatever the container. */
const stored = ({ stores }: InMemoryApp) => stores.containers.commands.changesAfter(0);

describe("tokens of requests", () => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());

  const opened = (environment = tokensOf(issuer)) => inMemoryApp(guardedTally(), { environment });
  const post = (app: InMemoryApp, authorization?: string) =>
    app.request("POST", "/api/commands/add", {
      body: { counterId: "a", amount: 1 },
      headers: authorization === undefined ? {} : { authorization },
    });
  const refused = async (token: string | undefined, code: string, app = opened()) => {
    const answer = await post(app, token);
    assert.equal(answer.body.code, code);
    assert.equal(stored(app).length, 0, "nothing is stored");
    return answer;
  };
  const now = new FakeClock().now();
  const seconds = Math.floor(now / 1000);

  it("takes a good token, of any of the usual forms", async () => {
    const { url } = issuer;
    for (const [claims, header] of [
      [{ scope }, {}],
      [{ scp: `other ${scope}` }, { typ: "at+jwt" }],
      [{ roles: [scope] }, { typ: "JWT" }],
      [{ scope: [scope] }, { typ: "application/at+jwt" }],
      [{ scope, aud: ["elsewhere", audience], iss: url }, {}],
      [{ scope, exp: seconds - 20 }, {}],
      [{ scope, nbf: seconds + 20 }, {}],
    ] as const) {
      const answer = await post(opened(), `Bearer ${await issuer.token(now, claims, header)}`);
      assert.equal(answer.status, 202, JSON.stringify([claims, header, answer.body]));
    }
    assert.equal((await post(opened(), `bearer ${await issuer.token(now, { scope })}`)).status, 202);
  });

  it("asks for a token, and says how, without naming an error", async () => {
    for (const header of [undefined, "Basic YTpi", "Bearertoken"]) {
      const { status, headers } = await refused(header, "token-missing");
      assert.equal(status, 401);
      assert.equal(headers["www-authenticate"], "Bearer");
    }
  });

  it("refuses what is no token", async () => {
    const token = await issuer.token(now, { scope });
    const [header = "", payload = "", signature = ""] = token.split(".");
    for (const text of [
      "",
      "x",
      "a.b.c",
      `${header}.${payload}`,
      `${token}.${signature}.${signature}`,
      `${header}.${payload}.`,
      `${token}, Bearer ${token}`,
      `${header}.${base64({ sub: "anna" })}.${signature}`,
      `${header}.${Buffer.from("no json").toString("base64url")}.${signature}`,
      `${header}.${payload}.${"A".repeat(signature.length)}`,
      "a".repeat(5_000_000),
      `${header}.${payload}.${"a".repeat(20_000)}`,
    ]) {
      const { status, headers } = await refused(`Bearer ${text}`, "token-invalid");
      assert.equal(status, 401);
      assert.match(headers["www-authenticate"] ?? "", /^Bearer error="invalid_token", error_description="[^"\\]+"$/);
    }
  });

  it("refuses a token without a signature, or one signed with the public key as a password", async () => {
    const claims = { iss: issuer.url, aud: audience, sub: "anna", scope, exp: seconds + 600 };
    for (const alg of ["none", "None", "NONE"]) {
      const unsigned = `${base64({ alg, kid: "one" })}.${base64(claims)}`;
      await refused(`Bearer ${unsigned}.`, "token-invalid");
      await refused(`Bearer ${unsigned}.AAAA`, "token-invalid");
    }
    const shown = issuer.key.shown;
    for (const secret of [await exportSPKI(issuer.key.publicKey), JSON.stringify(shown), shown.n ?? "", ""]) {
      const input = `${base64({ alg: "HS256", kid: "one", typ: "JWT" })}.${base64(claims)}`;
      const signature = createHmac("sha256", secret).update(input).digest("base64url");
      await refused(`Bearer ${input}.${signature}`, "token-invalid");
    }
  });

  it("refuses another one's signature, wherever the token says that its key is", async () => {
    const stranger = await issuerKey("one");
    const claims = { iss: issuer.url, aud: audience, sub: "anna", scope, exp: seconds + 600 };
    const before = issuer.asked.length;
    for (const header of [
      { kid: "one" },
      { kid: "two" },
      { kid: "../../dev/null" },
      { kid: "one' OR '1'='1" },
      { kid: `${issuer.url}/evil` },
      { kid: "one", jku: `${issuer.url}/evil` },
      { kid: "one", x5u: `${issuer.url}/evil` },
      { kid: "one", jwk: stranger.shown },
      {},
    ]) {
      const token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", ...header }).sign(stranger.privateKey);
      await refused(`Bearer ${token}`, "token-invalid");
    }
    assert.ok(!issuer.asked.slice(before).some((path) => path.includes("evil")));
  });

  it("refuses what is for another time, place or end", async () => {
    for (const [claims, header, code] of [
      [{ exp: seconds - 60 }, {}, "token-expired"],
      [{ exp: undefined }, {}, "token-invalid"],
      [{ exp: "tomorrow" }, {}, "token-invalid"],
      [{ nbf: seconds + 60 }, {}, "token-invalid"],
      [{ aud: "api://other" }, {}, "token-invalid"],
      [{ aud: undefined }, {}, "token-invalid"],
      [{ aud: `${audience}2` }, {}, "token-invalid"],
      [{ iss: "https://evil.example" }, {}, "token-invalid"],
      [{ iss: `${issuer.url}/` }, {}, "token-invalid"],
      [{ iss: undefined }, {}, "token-invalid"],
      [{ sub: undefined }, {}, "token-invalid"],
      [{ sub: "" }, {}, "token-invalid"],
      [{ sub: "a\nb" }, {}, "token-invalid"],
      [{ sub: "x".repeat(300) }, {}, "token-invalid"],
      [{ sub: { name: "anna" } }, {}, "token-invalid"],
      [{}, { typ: "logout+jwt" }, "token-invalid"],
      [{}, { typ: "secevent+jwt" }, "token-invalid"],
    ] as const) {
      const token = await issuer.token(now, { scope, ...claims } as never, header);
      const answer = await refused(`Bearer ${token}`, code);
      assert.equal(answer.status, 401, JSON.stringify(claims));
      assert.ok(!JSON.stringify(answer).includes("evil.example"), "nothing of the token comes back");
    }
  });

  it("counts the time by its own clock", async () => {
    const app = opened();
    const token = `Bearer ${await issuer.token(now, { scope })}`;
    assert.equal((await post(app, token)).status, 202);
    await app.clock.advance(640_000);
    assert.equal((await post(app, token)).body.code, "token-expired");
  });

  it("names the scope that is missing", async () => {
    for (const claims of [{}, { scope: "tally.writer tally" }, { scp: "TALLY.WRITE" }, { roles: [{ name: scope }] }]) {
      const { status, headers, body } = await refused(`Bearer ${await issuer.token(now, claims)}`, "scope-missing");
      assert.equal(status, 403);
      assert.deepEqual(body.scopes, [scope]);
      assert.equal(headers["www-authenticate"], `Bearer error="insufficient_scope", scope="${scope}"`);
    }
  });

  it("takes the subject from the claim that a setting names", async () => {
    const app = opened({ ...tokensOf(issuer), OidcSubjectClaim: "oid" });
    assert.equal((await post(app, `Bearer ${await issuer.token(now, { scope })}`)).body.code, "token-invalid");
    assert.equal((await post(app, `Bearer ${await issuer.token(now, { scope, oid: "0b2c" })}`)).status, 202);
    const [command] = stored(app);
    assert.equal(command?.document.envelope.caller, "0b2c");
  });

  it("finds the key of a token that names none among several, and learns of new ones", async () => {
    const next = await issuerKey("two");
    issuer.keys = [next.shown, issuer.key.shown];
    try {
      const claims = { iss: issuer.url, aud: audience, sub: "anna", scope, exp: seconds + 600 };
      for (const { privateKey } of [issuer.key, next]) {
        const token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
        assert.equal((await post(opened(), `Bearer ${token}`)).status, 202);
      }
      const stranger = await issuerKey("three");
      const token = await new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(stranger.privateKey);
      await refused(`Bearer ${token}`, "token-invalid");
    } finally {
      issuer.keys = [issuer.key.shown];
    }
  });

  it("asks the issuer once for many requests, and for none without a token", async () => {
    const before = issuer.asked.length;
    const app = opened();
    await post(app);
    assert.equal(issuer.asked.length, before);
    const token = `Bearer ${await issuer.token(now, { scope })}`;
    await Promise.all([post(app, token), post(app, token), post(app, token)]);
    await post(app, `Bearer ${await issuer.token(now, { scope }, { kid: "unknown" })}`);
    assert.equal(issuer.asked.length, before + 2, issuer.asked.slice(before).join());
  });

  it("leaves documents, health and their like open, and notifications, queries and commands closed", async () => {
    const app = opened();
    for (const path of ["/api/health", "/api/openapi.json", "/api/asyncapi.json", "/docs", "/docs/problems"]) {
      assert.equal((await app.request("GET", path)).status, 200, path);
    }
    for (const path of ["/api/counters", "/api/counters/a", "/api/notifications?recipient=a", "/api/commands/x"]) {
      assert.equal((await app.request("GET", path)).body.code, "token-missing", path);
    }
    const sse = await app.request("GET", "/api/notifications?recipient=a", {
      headers: { accept: "text/event-stream" },
    });
    assert.equal(sse.body.code, "token-missing");
  });
});
