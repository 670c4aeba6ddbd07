import { invalidRequest, notSupported } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";

/** The schema of published events. */
export type InputSchema = "EventGridSchema" | "CloudEventSchemaV1_0";

/** A custom topic. Names are compared without regard to case, as everywhere in Azure Resource Manager. */
export interface Topic {
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly inputSchema: InputSchema;
}

/** Where a topic stands that was made by the short path. */
export const localScope = { subscriptionId: "00000000-0000-0000-0000-000000000000", resourceGroup: "local" };

/** Properties that say what is true here anyway. */
const harmless: Readonly<Record<string, unknown>> = {
  publicNetworkAccess: "Enabled",
  disableLocalAuth: false,
  minimumTlsVersionAllowed: undefined,
  dataResidencyBoundary: undefined,
};

/** Whether a name may be a topic's: 3 to 50 letters, digits or hyphens. */
export const isTopicName = (name: string) => /^[A-Za-z0-9-]{3,50}$/.test(name);

/**
 * Reads the body of a PUT on a topic.
 * @throws EventGridError 400 naming what is wrong or not supported
 */
export function readTopic(name: string, scope: typeof localScope, body: JsonObject): Topic {
  if (!isTopicName(name)) throw invalidRequest("A topic's name has 3 to 50 letters, digits or hyphens.");
  for (const member of Object.keys(body)) {
    if (!["location", "tags", "properties", "id", "name", "type"].includes(member))
      throw notSupported(`topic member ${member}`);
  }
  const { location = "local", tags = {}, properties = {} } = body;
  if (typeof location !== "string") throw invalidRequest("location must be a string.");
  if (!isObject(tags) || !Object.values(tags).every((tag) => typeof tag === "string")) {
    throw invalidRequest("tags must be an object of strings.");
  }
  if (!isObject(properties)) throw invalidRequest("properties must be an object.");
  return { name, ...scope, location, tags: tags as Record<string, string>, inputSchema: readProperties(properties) };
}

function readProperties(properties: JsonObject): InputSchema {
  for (const [name, value] of Object.entries(properties)) {
    if (["inputSchema", "endpoint", "provisioningState", "metricResourceId"].includes(name)) continue;
    if (!Object.hasOwn(harmless, name) || (harmless[name] !== undefined && harmless[name] !== value)) {
      throw notSupported(
        `topic property ${name}${Object.hasOwn(harmless, name) ? ` with the value ${JSON.stringify(value)}` : ""}`,
      );
    }
  }
  const schema = properties["inputSchema"] ?? "EventGridSchema";
  if (schema === "CustomEventSchema") throw notSupported("inputSchema CustomEventSchema");
  if (schema !== "EventGridSchema" && schema !== "CloudEventSchemaV1_0") {
    throw invalidRequest("inputSchema must be EventGridSchema or CloudEventSchemaV1_0.");
  }
  return schema;
}

/** A topic's resource id. */
export function topicId(topic: Pick<Topic, "name" | "subscriptionId" | "resourceGroup">): string {
  const { subscriptionId, resourceGroup, name } = topic;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.EventGrid/topics/${name}`;
}

/** The path that events are published to. */
export const publishPath = (name: string) => `/topics/${name}/api/events`;

/** A topic as Azure Resource Manager shows it. @param baseUrl the server's address */
export function renderTopic(topic: Topic, baseUrl: string): JsonObject {
  return {
    id: topicId(topic),
    name: topic.name,
    type: "Microsoft.EventGrid/topics",
    location: topic.location,
    tags: topic.tags,
    properties: {
      provisioningState: "Succeeded",
      endpoint: baseUrl + publishPath(topic.name),
      inputSchema: topic.inputSchema,
      publicNetworkAccess: "Enabled",
      disableLocalAuth: false,
    },
  };
}
