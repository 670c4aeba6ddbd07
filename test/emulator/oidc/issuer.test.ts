import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { startIssuer } from "../../../emulator/oidc/server.ts";
import { lifetime, rotateKey, type Vault, vaultFile, vaultOf } from "../../../emulator/oidc/vault.ts";
import { tokenSource } from "../../../webapp/access-token.ts";

const audience = "api://credits";
const clients = [
  { id: "reader", scopes: ["credits.read"] },
  { id: "stage", scopes: ["*"], actsForOthers: true },
];

async function open(t: TestContext, now?: () => number) {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-oidc-"));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const vault = await vaultOf(dataDir, clients);
  const scopes = ["credits.read", "credits.write"];
  const service = await startIssuer({ port: 0, dataDir, audience, scopes, ...(now && { now }) });
  t.after(() => service.stop());
  return { dataDir, vault, url: service.url };
}

const secretOf = (vault: Vault, id: string) => vault.clients.find((client) => client.id === id)?.secret ?? "";

async function ask(url: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/token`, { method: "POST", body: new URLSearchParams(form), headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, string>,
  };
}

async function verify(url: string, token: string) {
  const discovered = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as Record<string, string>;
  assert.equal(discovered["issuer"], url);
  const keys = createRemoteJWKSet(new URL(discovered["jwks_uri"] ?? ""));
  return jwtVerify(token, keys, { issuer: url, audience, typ: "at+jwt" });
}

test("an API finds the keys by discovery, and a client gets tokens that they verify", async (t) => {
  const { vault, url } = await open(t);
  const secret = secretOf(vault, "reader");
  const form = { grant_type: "client_credentials", client_id: "reader", client_secret: secret };
  const { status, headers, body } = await ask(url, form);
  assert.deepEqual([status, body["token_type"], body["scope"]], [200, "Bearer", "credits.read"]);
  assert.equal(headers.get("cache-control"), "no-store");
  const { payload } = await verify(url, body["access_token"] ?? "");
  assert.deepEqual([payload.sub, payload["scope"], payload["client_id"]], ["reader", "credits.read", "reader"]);
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), lifetime);
  const basic = `Basic ${Buffer.from(`reader:${encodeURIComponent(secret)}`).toString("base64")}`;
  const again = await ask(url, { grant_type: "client_credentials" }, { authorization: basic });
  assert.equal(again.status, 200, JSON.stringify(again.body));
});

test("whoever plays many people gets tokens of each; everybody else only their own", async (t) => {
  const { vault, url } = await open(t);
  const stage = tokenSource({ issuer: url, clientId: "stage", clientSecret: secretOf(vault, "stage") });
  const { payload } = await verify(url, await stage("anna"));
  assert.deepEqual([payload.sub, payload["scope"]], ["anna", "credits.read credits.write"]);
  assert.equal(await stage("anna"), await stage("anna"));
  assert.notEqual(await stage("anna"), await stage("mia"));
  const reader = tokenSource({ issuer: url, clientId: "reader", clientSecret: secretOf(vault, "reader") });
  await assert.rejects(reader("anna"), /speaks for itself/);
});

test("what is asked for wrongly is refused in OAuth's words, and gets no token", async (t) => {
  const { vault, url } = await open(t);
  const good = {
    grant_type: "client_credentials",
    client_id: "reader",
    client_secret: secretOf(vault, "reader"),
  };
  for (const [change, status, error] of [
    [{ client_secret: "wrong" }, 401, "invalid_client"],
    [{ client_secret: "" }, 401, "invalid_client"],
    [{ client_id: "nobody", client_secret: "" }, 401, "invalid_client"],
    [{ client_secret: secretOf(vault, "stage") }, 401, "invalid_client"],
    [{ grant_type: "password" }, 400, "unsupported_grant_type"],
    [{ scope: "credits.read credits.write" }, 400, "invalid_scope"],
    [{ audience: "api://other" }, 400, "invalid_target"],
  ] as const) {
    const answer = await ask(url, { ...good, ...change });
    assert.deepEqual([answer.status, answer.body["error"]], [status, error], JSON.stringify(change));
    assert.equal(answer.body["access_token"], undefined);
    assert.equal(answer.headers.has("www-authenticate"), status === 401);
  }
  assert.equal((await fetch(`${url}/token`)).status, 405);
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/token`, { method: "POST", body: "{}" })).status, 400);
});

test("after a rotation new tokens have the new key, and old ones count until they are over", async (t) => {
  let now = Date.now();
  const { dataDir, vault, url } = await open(t, () => now);
  const form = { grant_type: "client_credentials", client_id: "reader", client_secret: secretOf(vault, "reader") };
  const keySet = async () => ((await (await fetch(`${url}/keys`)).json()) as { keys: Record<string, string>[] }).keys;
  const known = (await keySet()).map(({ kid }) => kid);
  const token = async () => (await ask(url, form)).body["access_token"] ?? "";
  const old = await token();
  await rotateKey(dataDir, now);
  const fresh = await token();
  assert.notEqual(decodeProtectedHeader(fresh).kid, decodeProtectedHeader(old).kid);
  // It was published before it signed.
  assert.ok(known.includes(String(decodeProtectedHeader(fresh).kid)));
  await verify(url, old);
  await verify(url, fresh);
  now += lifetime * 1000 + 1;
  const keys = await keySet();
  assert.deepEqual([keys.length, keys[0]?.["kid"]], [2, decodeProtectedHeader(fresh).kid]);
  assert.deepEqual(Object.keys(keys[0] ?? {}).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
});

test("the vault is read by its owner only, keeps what it has, and gets clients that it lacks", async (t) => {
  const { dataDir, vault } = await open(t);
  assert.equal(statSync(join(dataDir, vaultFile)).mode & 0o777, 0o600);
  const more = await vaultOf(dataDir, [...clients, { id: "later", scopes: [] }]);
  assert.deepEqual(more.key, vault.key);
  assert.deepEqual(more.clients.slice(0, 2), vault.clients);
  assert.notEqual(secretOf(more, "later"), "");
  assert.deepEqual(await vaultOf(dataDir, clients), more);
});
