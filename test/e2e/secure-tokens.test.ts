import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { type CryptoKey, exportSPKI, importJWK } from "jose";
import { newSigningKey, publicPart } from "../../emulator/identity/signing-key.ts";
import { readVault } from "../../emulator/oidc/vault.ts";
import { type Callers, callersOf, type Headers } from "./support/callers.ts";
import { type Answer, eventually, get, getStream, post } from "./support/http.ts";
import { type Stored, storedIn } from "./support/stored.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const origin = "https://app.example";

describe("with keys and tokens asked for, a request without good ones", () => {
  const folder = temporaryFolder();
  let system: System;
  let callers: Callers;
  let stored: Stored;
  let good: Headers;
  before(async () => {
    system = await startSystem(folder.path, 0, {}, ["--secure", "--no-approvals", "--cors", origin]);
    callers = callersOf(folder.path);
    stored = storedIn(system);
    good = await callers.as("anna");
    await succeeds();
  });
  after(async () => {
    stored?.dispose();
    await system?.stop();
    folder.remove();
  });

  const open = (headers: Headers, accountId: string = randomUUID()) =>
    post(system.api, "open-account", { accountId, owner: "anna", currency: "EUR" }, headers);

  /** Opens an account and waits until it is shown, so that everything rests. */
  async function succeeds(): Promise<void> {
    const accountId = randomUUID();
    const opened = await open(good, accountId);
    assert.equal(opened.status, 202, JSON.stringify(opened.body));
    const shown = () => get(`${system.api}/api/accounts/${accountId}`, good);
    const account = await eventually(shown, ({ status }) => status === 200);
    assert.equal(account.body.owner, "anna", JSON.stringify(account.body));
  }

  /** Everything that somebody may ask for; each must be refused alike, and nothing be stored. */
  async function refused(what: string, headers: Headers, expected: (answer: Answer) => void): Promise<void> {
    const before = await stored.rest();
    for (const answer of [
      await open(headers),
      await get(`${system.api}/api/accounts?owner=anna`, headers),
      await get(`${system.api}/api/notifications?recipient=anna`, headers),
      await getStream(`${system.api}/api/notifications?recipient=anna`, headers),
      await get(`${system.api}/api/commands/unknown`, headers),
    ]) {
      assert.equal(answer.status, 401, what);
      expected(answer);
    }
    assert.deepEqual(await stored.look(), before, what);
  }

  it("is refused by the host where the key is missing or another", async () => {
    const { "x-functions-key": _, ...withoutKey } = good;
    const { eventgrid } = keysOf(folder.path).functions;
    for (const [what, headers] of [
      ["no key", withoutKey],
      ["wrong key", { ...good, "x-functions-key": "wrong" }],
      ["key of the webhook", { ...good, "x-functions-key": eventgrid }],
    ] as const) {
      await refused(what, headers, ({ body, headers }) => {
        assert.equal(body, "", what);
        assert.equal(headers.get("www-authenticate"), null, what);
      });
    }
  });

  it("is refused by code where the token is missing, over, of elsewhere or forged", async () => {
    const { key } = callers;
    const past = Math.floor(Date.now() / 1000) - 600;
    const stranger = await newSigningKey();
    for (const [what, headers, code, challenge] of [
      ["no token", key, "token-missing", /^Bearer$/],
      ["another scheme", { ...key, authorization: "Basic YTpi" }, "token-missing", /^Bearer$/],
      ["no token at all", { ...key, authorization: "Bearer x" }, "token-invalid", /invalid_token/],
      ["expired", await callers.as("anna", { expires: past, issuedAt: past - 600 }), "token-expired", /invalid_token/],
      ["not yet", await callers.as("anna", { issuedAt: past + 1200 }), "token-invalid", /invalid_token/],
      ["wrong audience", await callers.as("anna", { audience: "api://other" }), "token-invalid", /invalid_token/],
      ["wrong issuer", await callers.as("anna", { issuer: "http://127.0.0.1:1" }), "token-invalid", /invalid_token/],
      ["unknown key", await callers.as("anna", {}, stranger), "token-invalid", /invalid_token/],
      ["forged", await callers.as("anna", {}, { ...stranger, kid: kid() }), "token-invalid", /invalid_token/],
      ["no signature", { ...key, ...unsigned("none", () => "") }, "token-invalid", /invalid_token/],
      ["a signature of none", { ...key, ...unsigned("none", () => "AA") }, "token-invalid", /invalid_token/],
      ["the public key as password", { ...key, ...(await signedWithPublicKey()) }, "token-invalid", /invalid_token/],
    ] as const) {
      await refused(what, headers, (answer) => {
        assert.equal(answer.body.code, code, what);
        assert.match(answer.headers.get("content-type") ?? "", /problem\+json/, what);
        assert.match(answer.headers.get("www-authenticate") ?? "", challenge, what);
      });
    }
    await succeeds();
  });

  it("is allowed to find out that it may be sent, from a page of a known origin only", async () => {
    const ask = (from: string) =>
      fetch(`${system.api}/api/commands/open-account`, {
        method: "OPTIONS",
        headers: {
          origin: from,
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type,x-functions-key",
        },
      });
    const allowed = await ask(origin);
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get("access-control-allow-origin"), origin);
    assert.match(allowed.headers.get("access-control-allow-headers") ?? "", /authorization/);
    const other = await ask("https://other.example");
    assert.equal(other.headers.get("access-control-allow-origin"), null);
    assert.equal(other.headers.get("access-control-allow-headers"), null);
    // A refusal can be read by the page that it is for.
    const refused = await open({ ...callers.key, origin });
    assert.deepEqual([refused.status, refused.headers.get("access-control-allow-origin")], [401, origin]);
  });

  const kid = () => String(readVault(folder.path)?.key.kid);

  function unsigned(alg: string, sign: (text: string) => string): Headers {
    const now = Math.floor(Date.now() / 1000);
    const { issuer: iss, audience: aud } = callers.usual;
    const claims = { iss, aud, sub: "anna", scope: "credits.read credits.write", iat: now, exp: now + 600 };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg, typ: "at+jwt", kid: kid() })}.${part(claims)}`;
    return { authorization: `Bearer ${text}.${sign(text)}` };
  }

  async function signedWithPublicKey(): Promise<Headers> {
    const vault = readVault(folder.path);
    assert.ok(vault);
    const pem = await exportSPKI((await importJWK(publicPart(vault.key), "RS256")) as CryptoKey);
    return unsigned("HS256", (text) => createHmac("sha256", pem).update(text).digest("base64url"));
  }
});
