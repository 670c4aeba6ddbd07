import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmosDBManagementClient } from "@azure/arm-cosmosdb";
import { group, makeAccount, managerFor, subscription } from "./support/manager.ts";

test("Microsoft's own management client makes, reads, lists and deletes here as in Azure", async (context) => {
  const { ask, service } = await managerFor(context);
  const account = await makeAccount(ask);
  const credential = { getToken: async () => ({ token: "own", expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const client = new CosmosDBManagementClient(credential, subscription, {
    endpoint: service.url,
    allowInsecureConnection: true,
    updateIntervalInMs: 1,
  } as object);
  // The client shows tokens over https only; here the header is set by hand.
  client.pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
  client.pipeline.addPolicy({
    name: "token",
    sendRequest: (request, next) => {
      request.headers.set("authorization", "Bearer own");
      return next(request);
    },
  });
  const { sqlResources, databaseAccounts } = client;
  const read = await databaseAccounts.get("shop", "shop");
  assert.deepEqual([read.id, read.documentEndpoint], [account, "https://shop.documents.azure.com:443/"]);
  const made = await sqlResources.beginCreateUpdateSqlContainerAndWait("shop", "shop", "shop", "events", {
    resource: { id: "events", partitionKey: { paths: ["/streamid"], kind: "Hash", version: 2 }, defaultTtl: -1 },
  });
  assert.deepEqual([made.resource?.defaultTtl, made.resource?.indexingPolicy?.indexingMode], [-1, "consistent"]);
  const names: string[] = [];
  for await (const each of sqlResources.listSqlContainers("shop", "shop", "shop")) names.push(each.name ?? "");
  assert.deepEqual(names, ["events"]);
  await sqlResources.beginDeleteSqlContainerAndWait("shop", "shop", "shop", "events");
  await assert.rejects(sqlResources.getSqlContainer("shop", "shop", "shop", "events"), { code: "ResourceNotFound" });
  assert.ok((await ask("GET", group)).status === 200);
});
