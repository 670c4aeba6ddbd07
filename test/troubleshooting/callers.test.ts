import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Environment } from "../../platform/app/settings.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";
import { audience, startIssuer, type TestIssuer } from "../platform/support/issuer.ts";
import { brokenExample } from "./support/broken-example.ts";
import { type Watch, watching } from "./support/watch.ts";

const watch = watching();
let issuer: TestIssuer;
before(async () => {
  issuer = await startIssuer();
});
after(() => issuer.stop());

const scope = "credits.write credits.read";
const open = (owner = "anna") => ({ accountId: randomUUID(), owner, currency: "EUR" });

/** The example, which asks for tokens of the issuer unless settings say something else. */
function closed({ telemetry }: Watch, more: Environment = {}) {
  const clock = new FakeClock();
  const environment = { ApiTokens: "required", OidcIssuer: issuer.url, OidcAudience: audience, ...more };
  const app = brokenExample((handlers) => handlers, { telemetry, environment, clock });
  const bearer = async (claims: Readonly<Record<string, unknown>> = { scope }) => ({
    authorization: `Bearer ${await issuer.token(clock.now(), claims)}`,
  });
  return { ...app, bearer, ended: Math.floor(clock.now() / 1000) - 60 };
}

test("callers-refused: no token, bad ones, a scope that lacks, and what is somebody else's", async () => {
  await using watched = await watch();
  const app = closed(watched);
  const statuses: number[] = [];
  const send = async (headers: Readonly<Record<string, string>>) => {
    const { status } = await app.request("POST", "/api/commands/open-account", { body: open(), headers });
    statuses.push(status);
  };
  await send(await app.bearer({ scope, exp: app.ended }));
  await send(await app.bearer({ scope, aud: "api://other" }));
  await send(await app.bearer({ scope: "credits.read" }));
  assert.deepEqual(statuses, [401, 401, 403]);
  const account = open();
  assert.equal((await app.send("open-account", account, await app.bearer())).status, 202);
  const theirs = await app.request("GET", `/api/accounts/${account.accountId}`, {
    headers: await app.bearer({ scope, sub: "mia" }),
  });
  assert.equal(theirs.status, 403);
  // As many as there may be without anybody being told, and then one more.
  for (let sent = 0; sent < 100; sent++) await send({});
  assert.deepEqual(await watched.alerts(), []);
  await send({});
  await watched.shows("callers-refused", "refused-requests");
  assert.deepEqual(await watched.alerts(), ["refused-callers"]);
});

test("rate-limited: one caller sends more than the limit", async () => {
  await using watched = await watch();
  const app = closed(watched, { ApiRateLimit: "2/1m" });
  const headers = await app.bearer();
  const send = () => app.request("POST", "/api/commands/open-account", { body: open(), headers });
  assert.deepEqual([(await send()).status, (await send()).status, (await send()).status], [202, 202, 429]);
  await watched.shows("rate-limited", "refused-requests");
  assert.deepEqual(await watched.ask("throttling"), []);
  assert.deepEqual(await watched.alerts(), []);
});

test("issuer-unavailable: the issuer answers nothing, and a setting is missing", async () => {
  await using watched = await watch();
  const app = closed(watched);
  issuer.answers.set("openid-configuration", { status: 503, text: "{}" });
  try {
    const headers = await app.bearer();
    for (let sent = 0; sent < 6; sent++) {
      const { status } = await app.request("POST", "/api/commands/open-account", { body: open(), headers });
      assert.equal(status, 503);
    }
  } finally {
    issuer.answers.clear();
  }
  const unsaid = closed(watched, { OidcAudience: "" });
  assert.equal((await unsaid.request("GET", "/api/accounts")).status, 503);
  await watched.shows("issuer-unavailable", "request-errors");
  await watched.shows("issuer-unavailable", "log-events");
  assert.deepEqual(await watched.alerts(), ["request-errors"]);
});
