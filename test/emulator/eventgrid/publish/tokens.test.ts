import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { AzureKeyCredential, EventGridPublisherClient } from "@azure/eventgrid";
import { DefaultAzureCredential, ManagedIdentityCredential } from "@azure/identity";
import { localScope, topicId } from "../../../../emulator/eventgrid/topics/model.ts";
import { localCertificate, trustCertificate } from "../../../../emulator/identity/certificate.ts";
import { newDirectory, trustIn } from "../../../../emulator/identity/directory.ts";
import { startIdentity } from "../../../../emulator/identity/server.ts";
import { signToken } from "../../../../emulator/identity/sign.ts";
import { key, loaded, startGrid, temporaryFolder } from "../support/grid.ts";

const directory = await newDirectory();
const [app] = directory.identities;
const identity = await startIdentity({ port: 0, directory });
Object.assign(process.env, identity.settings);

describe("publishing over https with a managed identity", () => {
  after(() => identity.stop());
  const start = async (t: Parameters<typeof startGrid>[0], ...roleNames: readonly string[]) => {
    const tls = await localCertificate(await temporaryFolder(t));
    trustCertificate(tls.cert);
    const assignments = roleNames.map((roleDefinitionName) => ({
      ...{ principalId: app.principalId, roleDefinitionName },
      scope: topicId({ name: "credits", ...localScope }),
    }));
    const roles = { definitions: [], assignments };
    const grid = await startGrid(t, { tls, entra: { trust: trustIn(directory), roles } });
    await grid.topic("credits");
    return { url: grid.service.url, endpoint: grid.endpoint("credits") };
  };
  const retryOptions = { maxRetries: 0 };

  it("works with the real SDKs, and beside it the key", async (t) => {
    const { endpoint } = await start(t, "EventGrid Data Sender");
    assert.match(endpoint, /^https:/);
    for (const credential of [
      new ManagedIdentityCredential(),
      new DefaultAzureCredential(),
      new AzureKeyCredential(key),
    ]) {
      await new EventGridPublisherClient(endpoint, "CloudEvent", credential, { retryOptions }).send([loaded("1")]);
    }
  });

  it("is refused without the role, or with a token that is worth nothing here", async (t) => {
    const { endpoint, url } = await start(t, "EventGrid EventSubscription Contributor");
    const publisher = new EventGridPublisherClient(endpoint, "CloudEvent", new ManagedIdentityCredential(), {
      retryOptions,
    });
    await assert.rejects(publisher.send([loaded("1")]), { statusCode: 403 });
    const now = Math.floor(Date.now() / 1000);
    const forCosmos = await signToken(directory, app, "https://cosmos.azure.com", now);
    const post = (token: string) =>
      fetch(endpoint, { method: "POST", body: "[]", headers: { authorization: `Bearer ${token}` } });
    assert.match(await (await post(forCosmos)).text(), /audience/);
    assert.equal((await post("x.y.z")).status, 401);
    // A token for publishing does not manage.
    const token = await signToken(directory, app, "https://eventgrid.azure.net", now);
    const managed = await fetch(`${url}/topics/other`, {
      method: "PUT",
      body: "{}",
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(managed.status, 401);
  });

  it("manages the long way with a token whose owner has a role for the very action", async (t) => {
    const { url } = await start(t, "EventGrid EventSubscription Reader");
    const now = Math.floor(Date.now() / 1000);
    const token = await signToken(directory, app, url, now);
    const at = `${url}${topicId({ name: "credits", ...localScope })}/eventSubscriptions`;
    const ask = (method: string, path: string) =>
      fetch(`${at}${path}?api-version=2022-06-15`, { method, headers: { authorization: `Bearer ${token}` } });
    assert.equal((await ask("GET", "")).status, 200);
    const refused = await ask("POST", "/x/getFullUrl");
    assert.equal(refused.status, 403);
    const why = await refused.text();
    for (const part of [
      "Microsoft.EventGrid/eventSubscriptions/getFullUrl/action",
      app.principalId,
      "topics/credits",
    ]) {
      assert.ok(why.includes(part), why);
    }
    assert.equal((await fetch(`${url}/topics/credits`, { method: "DELETE" })).status, 401);
  });
});
