import { type ContainerRequest, CosmosClient } from "@azure/cosmos";
import type { Resources } from "./resources.ts";

/** Makes the database and its containers where they are missing; what exists is left alone. */
export async function setUpCosmos(endpoint: string, key: string, resources: Resources): Promise<void> {
  const client = new CosmosClient({ endpoint, key });
  try {
    const { database } = await client.databases.createIfNotExists({ id: resources.database });
    for (const container of resources.containers) {
      await database.containers.createIfNotExists(container as unknown as ContainerRequest);
    }
  } finally {
    client.dispose();
  }
}

/** Makes the topic. */
export async function setUpTopic(eventgrid: string, key: string, resources: Resources): Promise<void> {
  await put(`${eventgrid}/topics/${resources.topic.name}`, key, {
    properties: { inputSchema: "CloudEventSchemaV1_0" },
  });
}

/** Subscribes the app's functions to the topic; the app must be up, because Event Grid asks it for consent. */
export async function subscribeFunctions(
  eventgrid: string,
  key: string,
  resources: Resources,
  app: { readonly url: string; readonly systemKey: string },
): Promise<void> {
  for (const { name, functionName, filter, retryPolicy, deadLetterContainer } of resources.subscriptions) {
    const query = new URLSearchParams({ functionName, code: app.systemKey });
    const blobs = deadLetterContainer && {
      deadLetterDestination: {
        endpointType: "StorageBlob",
        properties: { resourceId: "/local", blobContainerName: deadLetterContainer },
      },
    };
    await put(`${eventgrid}/topics/${resources.topic.name}/eventSubscriptions/${name}`, key, {
      properties: {
        destination: {
          endpointType: "WebHook",
          properties: { endpointUrl: `${app.url}/runtime/webhooks/EventGrid?${query}` },
        },
        eventDeliverySchema: "CloudEventSchemaV1_0",
        filter,
        retryPolicy,
        ...blobs,
      },
    });
  }
}

async function put(url: string, key: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: "PUT",
    headers: { "content-type": "application/json", "aeg-sas-key": key },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`PUT ${url} answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
