import type { RetryPolicy } from "../delivery/decide.ts";
import { invalidRequest, notSupported } from "../errors.ts";
import { readFilter } from "../filters/read.ts";
import { isObject, isText, type JsonObject } from "../json.ts";
import type { InputSchema, Topic } from "../topics/model.ts";
import type { SubscriptionDefinition } from "./model.ts";
import { readDestination } from "./read-destination.ts";

const handled = new Set([
  "destination",
  "filter",
  "labels",
  "eventDeliverySchema",
  "retryPolicy",
  "deadLetterDestination",
  // Sent back by clients that read first; they are the server's to say.
  "topic",
  "provisioningState",
]);

/**
 * Reads the body of a PUT on an event subscription.
 * @param deadLetters whether a blob service is there to take dead letters
 * @throws EventGridError 400 naming what is wrong or not supported
 */
export function readSubscription(
  name: string,
  topic: Topic,
  body: JsonObject,
  deadLetters: boolean,
): SubscriptionDefinition {
  if (!/^[A-Za-z0-9-]{3,64}$/.test(name)) {
    throw invalidRequest("An event subscription's name has 3 to 64 letters, digits or hyphens.");
  }
  for (const member of Object.keys(body)) {
    if (!["properties", "id", "name", "type"].includes(member))
      throw notSupported(`event subscription member ${member}`);
  }
  const { properties } = body;
  if (!isObject(properties)) throw invalidRequest("properties is required and must be an object.");
  for (const [member, value] of Object.entries(properties)) {
    if (!handled.has(member) && value !== null) throw notSupported(`event subscription property ${member}`);
  }
  return {
    name,
    ...readDestination(properties["destination"]),
    deliverySchema: readSchema(properties["eventDeliverySchema"], topic),
    filter: readFilter(properties["filter"]),
    retryPolicy: readRetryPolicy(properties["retryPolicy"]),
    deadLetter: readDeadLetter(properties["deadLetterDestination"], deadLetters),
    labels: readLabels(properties["labels"]),
  };
}

function readSchema(value: unknown, topic: Topic): InputSchema {
  const schema = value ?? topic.inputSchema;
  if (schema === "CustomInputSchema") throw notSupported("eventDeliverySchema CustomInputSchema");
  if (schema !== "EventGridSchema" && schema !== "CloudEventSchemaV1_0") {
    throw invalidRequest("eventDeliverySchema must be EventGridSchema or CloudEventSchemaV1_0.");
  }
  if (schema === "EventGridSchema" && topic.inputSchema === "CloudEventSchemaV1_0") {
    throw invalidRequest(
      `The topic ${topic.name} takes CloudEvents; they cannot be delivered in the Event Grid schema.`,
    );
  }
  return schema;
}

function readRetryPolicy(value: unknown): RetryPolicy {
  const policy = value ?? {};
  if (!isObject(policy)) throw invalidRequest("retryPolicy must be an object.");
  const within = (name: keyof RetryPolicy, most: number): number => {
    const number = policy[name] ?? most;
    if (typeof number !== "number" || !Number.isInteger(number) || number < 1 || number > most) {
      throw invalidRequest(`retryPolicy.${name} must be a whole number from 1 to ${most}.`);
    }
    return number;
  };
  return {
    maxDeliveryAttempts: within("maxDeliveryAttempts", 30),
    eventTimeToLiveInMinutes: within("eventTimeToLiveInMinutes", 1440),
  };
}

function readDeadLetter(value: unknown, deadLetters: boolean): SubscriptionDefinition["deadLetter"] {
  if (value === undefined || value === null) return undefined;
  const properties = isObject(value) ? value["properties"] : undefined;
  if (!isObject(value) || !isObject(properties)) {
    throw invalidRequest("deadLetterDestination must be {endpointType, properties: {resourceId, blobContainerName}}.");
  }
  if (value["endpointType"] !== "StorageBlob") {
    throw notSupported(`deadLetterDestination.endpointType ${JSON.stringify(value["endpointType"] ?? null)}`);
  }
  if (!deadLetters) {
    throw notSupported(
      "deadLetterDestination, because this server was started without a blob service for dead letters",
    );
  }
  const { resourceId = "", blobContainerName: container } = properties;
  if (typeof resourceId !== "string")
    throw invalidRequest("deadLetterDestination.properties.resourceId must be a string.");
  if (typeof container !== "string" || !/^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(container)) {
    throw invalidRequest(
      "deadLetterDestination.properties.blobContainerName must be a container's name: 3 to 63 lower-case letters, digits, single hyphens.",
    );
  }
  return { resourceId, container };
}

function readLabels(value: unknown): readonly string[] {
  const labels = value ?? [];
  if (!Array.isArray(labels) || !labels.every(isText))
    throw invalidRequest("labels must be an array of non-empty strings.");
  return labels;
}
