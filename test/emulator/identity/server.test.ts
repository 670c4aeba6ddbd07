import assert from "node:assert/strict";
import { test } from "node:test";
import { ManagedIdentityCredential } from "@azure/identity";
import { decodeJwt } from "jose";
import { issuerOf, newDirectory } from "../../../emulator/identity/directory.ts";
import { startIdentity } from "../../../emulator/identity/server.ts";

test("the real credential gets a token for a local service, and for no other", async (t) => {
  const directory = await newDirectory();
  const service = await startIdentity({ port: 0, directory });
  t.after(() => service.stop());
  Object.assign(process.env, service.settings);
  const [app] = directory.identities;
  const credential = new ManagedIdentityCredential();
  const { token, expiresOnTimestamp } = await credential.getToken("https://127.0.0.1:8081/.default");
  const claims = decodeJwt(token);
  assert.deepEqual(
    [claims.iss, claims.aud, claims["oid"], claims["appid"], claims["tid"]],
    [issuerOf(directory.tenantId), "https://127.0.0.1:8081", app.principalId, app.clientId, directory.tenantId],
  );
  assert.equal(Math.floor(expiresOnTimestamp / 1000), claims.exp);
  await assert.rejects(credential.getToken("https://vault.azure.net/.default"), /AADSTS500011|vault\.azure\.net/);
  const named = await new ManagedIdentityCredential({ clientId: app.clientId }).getToken(
    "https://eventgrid.azure.net/.default",
  );
  assert.equal(decodeJwt(named.token).aud, "https://eventgrid.azure.net");
  await assert.rejects(
    new ManagedIdentityCredential({ clientId: "nobody" }).getToken("https://cosmos.azure.com/.default"),
    /nobody/,
  );
});

test("whoever lacks the header gets nothing", async (t) => {
  const directory = await newDirectory();
  const service = await startIdentity({ port: 0, directory });
  t.after(() => service.stop());
  const ask = (query: string, header?: string, method = "GET") =>
    fetch(`${service.settings.IDENTITY_ENDPOINT}?${query}`, {
      method,
      ...(header !== undefined && { headers: { "x-identity-header": header } }),
    });
  const query = "api-version=2019-08-01&resource=https://cosmos.azure.com";
  assert.equal((await ask(query, directory.header)).status, 200);
  assert.equal((await ask(query)).status, 401);
  assert.equal((await ask(query, "x")).status, 401);
  assert.equal((await ask("api-version=2017-09-01&resource=https://cosmos.azure.com", directory.header)).status, 400);
  assert.equal((await ask("api-version=2019-08-01", directory.header)).status, 400);
  assert.equal((await ask(query, directory.header, "POST")).status, 404);
});
