import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it, type TestContext } from "node:test";
import { audience, startIssuer, type TestIssuer } from "../platform/support/issuer.ts";
import { type Callers, callersOf, type Headers } from "./support/callers.ts";
import { startFurtherHost } from "./support/further-host.ts";
import { type Answer, eventually, get, post } from "./support/http.ts";
import { type Stored, storedIn } from "./support/stored.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

const every = ["credits.operate", "credits.read", "credits.review", "credits.write"];

describe("where it is set who may call", () => {
  const folder = temporaryFolder();
  let system: System;
  let callers: Callers;
  let stored: Stored;
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
    system = await startSystem(folder.path, 0, {}, ["--secure", "--no-approvals"]);
    callers = callersOf(folder.path);
    stored = storedIn(system);
  });
  after(async () => {
    stored?.dispose();
    issuer?.stop();
    await system?.stop();
    folder.remove();
  });

  /** A host for as long as a test runs. */
  async function hostWith(t: TestContext, name: string, changes: Readonly<Record<string, string | undefined>>) {
    const host = await startFurtherHost(system, name, changes);
    t.after(() => host.stop());
    return host;
  }
  const open = (api: string, headers: Headers, accountId: string = randomUUID()) =>
    post(api, "open-account", { accountId, owner: "anna", currency: "EUR" }, headers);
  const list = (api: string, headers: Headers) => get(`${api}/api/accounts?owner=anna`, headers);

  /** Asks for something to be stored and for something to be read; neither must be, and nothing be stored. */
  async function refused(api: string, headers: Headers, expected: (answer: Answer) => void): Promise<void> {
    const before = await stored.rest();
    for (const answer of [await open(api, headers), await list(api, headers)]) expected(answer);
    assert.deepEqual(await stored.look(), before);
  }

  it("needs the scope of what is asked for, which a refusal names", async () => {
    const before = await stored.look();
    const decision = { transferId: randomUUID(), fromAccountId: randomUUID(), reviewer: "rita", reason: "no" };
    const read = (path: string) => (headers: Headers) => get(`${system.api}${path}`, headers);
    const without = (scope: string) => callers.as("anna", { scopes: every.filter((one) => one !== scope) });
    for (const [scope, ask] of [
      ["credits.write", (headers: Headers) => open(system.api, headers)],
      ["credits.review", (headers: Headers) => post(system.api, "approve-transfer", decision, headers)],
      ["credits.review", (headers: Headers) => post(system.api, "reject-transfer", decision, headers)],
      ["credits.read", read("/api/accounts?owner=anna")],
      ["credits.read", read("/api/notifications?recipient=anna")],
    ] as const) {
      for (const headers of [await without(scope), await callers.as("anna", { scopes: [] })]) {
        const { status, body, headers: said } = await ask(headers);
        assert.deepEqual([status, body.code, body.scopes], [403, "scope-missing", [scope]]);
        assert.equal(said.get("www-authenticate"), `Bearer error="insufficient_scope", scope="${scope}"`);
      }
    }
    assert.deepEqual(await stored.look(), before);
  });

  it("is closed to everybody while a setting is missing or misspelt", async (t) => {
    const good = await callers.as("anna", { scopes: every });
    for (const [name, changes] of [
      ["no-issuer", { OidcIssuer: undefined }],
      ["misspelt", { ApiTokens: "of" }],
    ] as const) {
      const { api } = await hostWith(t, name, changes);
      for (const headers of [good, callers.key]) {
        await refused(api, headers, ({ status, body }) => {
          assert.deepEqual([status, body.code], [503, "not-configured"], `${name}: ${JSON.stringify(body)}`);
        });
      }
      assert.equal((await get(`${api}/api/openapi.json`)).status, 200, name);
    }
  });

  it("waits for an issuer that is away, and takes its tokens once it is there", async (t) => {
    issuer.answers.set("openid-configuration", { status: 500, text: "{}" });
    const { api } = await hostWith(t, "away", { OidcIssuer: issuer.url, OidcAudience: audience });
    const scope = "credits.read credits.write";
    const headers = { ...callers.key, authorization: `Bearer ${await issuer.token(Date.now(), { scope })}` };
    await refused(api, headers, ({ status, body, headers: said }) => {
      assert.deepEqual([status, body.code], [503, "issuer-unavailable"], JSON.stringify(body));
      assert.match(said.get("retry-after") ?? "", /^[1-9]\d*$/);
    });
    issuer.answers.clear();
    const taken = await eventually(
      () => open(api, headers),
      ({ status }) => status !== 503,
    );
    assert.equal(taken.status, 202, JSON.stringify(taken.body));
    const shown = await eventually(
      () => list(api, headers),
      ({ body }) => body.items?.length > 0,
    );
    assert.equal(shown.body.items[0].owner, "anna");
  });

  it("takes so many requests of a caller, and says when to come back", async (t) => {
    const { api } = await hostWith(t, "limited", { ApiRateLimit: "3/1h" });
    const anna = await callers.as("anna");
    for (let count = 0; count < 3; count++) assert.equal((await list(api, anna)).status, 200);
    await refused(api, anna, ({ status, body, headers }) => {
      assert.deepEqual([status, body.code], [429, "rate-limited"], JSON.stringify(body));
      assert.match(headers.get("retry-after") ?? "", /^[1-9]\d*$/);
      assert.match(headers.get("ratelimit") ?? "", /^"caller";r=0;t=\d+$/);
    });
    const other = await get(`${api}/api/accounts?owner=ben`, await callers.as("ben"));
    assert.deepEqual([other.status, other.headers.get("ratelimit")?.split(";")[1]], [200, "r=2"]);
  });
});
