import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { compareValues } from "../../../codegen/infra/check/compare-values.ts";
import { rulesOf } from "../../../codegen/infra/check/rules/rules.ts";
import { nowhere } from "../../../codegen/infra/evaluate/scope.ts";
import { planOf, templatesOf } from "../../../codegen/infra/plan/templates.ts";
import type { ContractFiles } from "../../../codegen/read/contract-files.ts";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { startEventGrid } from "../../../emulator/eventgrid/server.ts";
import type { Resources } from "../../../emulator/local-azure/resources.ts";
import { setUpCosmos, setUpTopic, subscribeFunctions } from "../../../emulator/local-azure/set-up.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { credits, creditsWith, fewerAttempts, fewerEvents, oneMoreReadModel } from "./support/changed.ts";
import { filesOf, parameters } from "./support/deployed.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look deep into answers.
type Any = any;
const key = Buffer.from("a key of the test").toString("base64");
const blobs = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:9/a;";

/** Sets the local Cosmos DB and Event Grid up as `npm start` does, and reads back what they hold. */
async function setUpLocally(context: TestContext, resources: Resources) {
  const folder = temporaryFolder(context);
  const cosmos = await startCosmos({ port: 0, dataDir: join(folder, "cosmos"), key });
  const grid = await startEventGrid({
    port: 0,
    dataDir: join(folder, "grid"),
    key,
    deadLetterBlobs: { connectionString: blobs },
  });
  const host = await functionsHost();
  context.after(() => Promise.all([cosmos.stop(), grid.stop(), host.stop()]));
  await setUpCosmos(cosmos.url, key, resources);
  await setUpTopic(grid.url, key, resources);
  await subscribeFunctions(grid.url, key, resources, { url: host.url, systemKey: "system" });
  const client = new CosmosClient({ endpoint: cosmos.url, key });
  context.after(() => client.dispose());
  const [database] = (await client.databases.readAll().fetchAll()).resources;
  const { resources: containers } = await client.database(database!.id).containers.readAll().fetchAll();
  const topics: Any = await (await fetch(`${grid.url}/topics`)).json();
  const [topic] = topics.value;
  const subscriptions: Any = await (await fetch(`${grid.url}/topics/${topic.name}/eventSubscriptions`)).json();
  return {
    database: database!.id,
    containers: containers as Any[],
    topic,
    subscriptions: subscriptions.value as Any[],
  };
}

/** What a Functions host says to Event Grid's question whether it wants events. */
async function functionsHost() {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [event] = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ validationResponse: event.data.validationCode }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, stop: () => new Promise((resolve) => server.close(resolve)) };
}

const containerType = "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers";
const subscriptionType = "Microsoft.EventGrid/topics/eventSubscriptions";
const lastName = (name: string) => name.split("/").at(-1);

/** A policy without the path that the service leaves out of the index by itself. */
function withoutEtag(policy: Any) {
  return { ...policy, excludedPaths: policy.excludedPaths.filter(({ path }: Any) => path !== '/"_etag"/?') };
}

/** Compares the deployment of a contract with what a running local Azure was set up with from the same contract. */
async function compare(context: TestContext, contract: ContractFiles) {
  const files = await filesOf(contract);
  const plan = planOf(templatesOf(files), { parameters, target: nowhere });
  assert.deepEqual(plan.faults, []);
  const local = await setUpLocally(context, JSON.parse(files.get("resources.json")!));
  const ofType = (type: string) => plan.resources.filter((each) => each.type === type) as Any[];
  const containers = ofType(containerType);
  assert.deepEqual(containers.map(({ name }) => lastName(name)).sort(), local.containers.map(({ id }) => id).sort());
  for (const { name, body } of containers) {
    const found = local.containers.find(({ id }) => id === lastName(name));
    const differences = compareValues(body.properties.resource, found, rulesOf(containerType), "/properties/resource");
    assert.deepEqual(differences, [], name);
    // Besides what counts as the same, letter by letter what the platform relies on.
    const { partitionKey, uniqueKeyPolicy, defaultTtl, indexingPolicy } = body.properties.resource;
    assert.deepEqual(found.partitionKey, partitionKey);
    assert.deepEqual(found.uniqueKeyPolicy?.uniqueKeys ?? [], uniqueKeyPolicy?.uniqueKeys ?? []);
    assert.equal(found.defaultTtl, defaultTtl);
    assert.deepEqual(withoutEtag(found.indexingPolicy), withoutEtag(indexingPolicy));
  }
  assert.equal(local.database, lastName(ofType("Microsoft.DocumentDB/databaseAccounts/sqlDatabases")[0].name));
  const [topic] = ofType("Microsoft.EventGrid/topics");
  // Behind the name comes a hash that makes it one of its own.
  assert.match(topic.name, new RegExp(`^${local.topic.name}-dev-[a-z0-9]{13}$`));
  assert.equal(topic.body.properties.inputSchema, local.topic.properties.inputSchema);
  const subscriptions = ofType(subscriptionType);
  assert.deepEqual(
    subscriptions.map(({ name }) => lastName(name)).sort(),
    local.subscriptions.map(({ name }) => name).sort(),
  );
  for (const { name, body } of subscriptions) {
    const found = local.subscriptions.find((each) => each.name === lastName(name)).properties;
    const { filter, retryPolicy, eventDeliverySchema, destination, deadLetterWithResourceIdentity } = body.properties;
    assert.deepEqual(found.filter.includedEventTypes, filter.includedEventTypes);
    assert.deepEqual(found.filter.advancedFilters ?? [], filter.advancedFilters ?? []);
    assert.deepEqual(found.retryPolicy, retryPolicy);
    assert.equal(found.eventDeliverySchema, eventDeliverySchema);
    const target = new URL(found.destination.properties.endpointUrl ?? found.destination.properties.endpointBaseUrl);
    const functionName = lastName(destination.properties.resourceId);
    assert.ok(target.pathname.startsWith("/runtime/webhooks/"), target.href);
    if (target.searchParams.size > 0) assert.equal(target.searchParams.get("functionName"), functionName);
    assert.equal(
      found.deadLetterDestination?.properties.blobContainerName,
      deadLetterWithResourceIdentity?.deadLetterDestination.properties.blobContainerName,
    );
  }
  return { containers: containers.map(({ name }) => lastName(name)), subscriptions };
}

test("what the deployment holds is what the running local Azure was set up with", async (context) => {
  const { containers, subscriptions } = await compare(context, credits);
  assert.equal(containers.length, 12);
  assert.equal(subscriptions.length, 3);
});

test("a change of the contract changes both alike", async (context) => {
  const { containers, subscriptions } = await compare(
    context,
    creditsWith([oneMoreReadModel, fewerEvents, fewerAttempts]),
  );
  assert.ok(containers.includes("tills"));
  const settle = subscriptions.find(({ name }) => lastName(name) === "settle-payment");
  assert.deepEqual(settle.body.properties.filter.includedEventTypes, ["credits.PaymentTaken.v1"]);
  assert.deepEqual(settle.body.properties.retryPolicy, { maxDeliveryAttempts: 12, eventTimeToLiveInMinutes: 360 });
});
