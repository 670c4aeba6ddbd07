import { invalidRequest, notSupported } from "../errors.ts";
import { isObject, isText, type JsonObject } from "../json.ts";
import type { DeliveryAttribute, SubscriptionDefinition } from "./model.ts";

type Destination = Pick<SubscriptionDefinition, "endpointUrl" | "batching" | "attributes">;

const handled = new Set([
  "endpointUrl",
  "endpointBaseUrl",
  "maxEventsPerBatch",
  "preferredBatchSizeInKilobytes",
  "deliveryAttributeMappings",
]);

/** Reads `properties.destination`: a webhook. @throws EventGridError 400 naming what is wrong or not supported */
export function readDestination(value: unknown): Destination {
  if (!isObject(value) || !isObject(value["properties"])) {
    throw invalidRequest("destination must be {endpointType, properties}.");
  }
  const { endpointType, properties } = value as { endpointType: unknown; properties: JsonObject };
  if (endpointType === "AzureFunction") {
    throw notSupported(
      "destination AzureFunction with a resourceId, which names a function in Azure; use endpointType WebHook and the " +
        "endpointUrl http://…/runtime/webhooks/EventGrid?functionName=<name>&code=<key>",
    );
  }
  if (endpointType !== "WebHook")
    throw notSupported(`destination.endpointType ${JSON.stringify(endpointType ?? null)}`);
  for (const [name, member] of Object.entries(properties)) {
    if (!handled.has(name) && member !== null) throw notSupported(`destination property ${name}`);
  }
  return {
    endpointUrl: readUrl(properties["endpointUrl"]),
    batching: {
      maxEvents: within(properties, "maxEventsPerBatch", 1, 5_000),
      preferredKilobytes: within(properties, "preferredBatchSizeInKilobytes", 64, 1_024),
    },
    attributes: readAttributes(properties["deliveryAttributeMappings"] ?? []),
  };
}

function readUrl(value: unknown): string {
  const url = isText(value) && URL.canParse(value) ? new URL(value) : undefined;
  // Azure takes https only; a local receiver rarely has a certificate.
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw invalidRequest("destination.properties.endpointUrl must be an absolute http or https URL.");
  }
  if (url.username !== "" || url.password !== "")
    throw invalidRequest("endpointUrl must not hold a user name or password.");
  url.hash = "";
  return url.href;
}

function within(properties: JsonObject, name: string, standard: number, most: number): number {
  const value = properties[name] ?? standard;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > most) {
    throw invalidRequest(`destination.properties.${name} must be a whole number from 1 to ${most}.`);
  }
  return value;
}

/** Azure's limits for custom delivery headers. */
const limits = { headers: 10, bytes: 4_096 } as const;

function readAttributes(value: unknown): readonly DeliveryAttribute[] {
  if (!Array.isArray(value)) throw invalidRequest("deliveryAttributeMappings must be an array.");
  if (value.length > limits.headers)
    throw invalidRequest(`At most ${limits.headers} deliveryAttributeMappings are allowed.`);
  return value.map(readAttribute);
}

/** Headers that belong to the protocol and cannot be set by a subscription. */
const reserved = /^(aeg-.*|host|content-.*|connection|transfer-encoding|te|upgrade|expect|origin|webhook-.*)$/i;

function readAttribute(value: unknown, index: number): DeliveryAttribute {
  const where = `deliveryAttributeMappings[${index}]`;
  const properties = isObject(value) ? value["properties"] : undefined;
  if (!isObject(value) || !isObject(properties)) throw invalidRequest(`${where} must be {name, type, properties}.`);
  const { name, type } = value;
  if (typeof name !== "string" || !/^[A-Za-z0-9!#$%&'*+.^_|~-]{1,128}$/.test(name) || reserved.test(name)) {
    throw invalidRequest(`${where}.name must be the name of a header that the protocol does not use itself.`);
  }
  if (type === "Dynamic") {
    const { sourceField } = properties;
    if (!isText(sourceField)) throw invalidRequest(`${where}.properties.sourceField must be a path such as data.id.`);
    return { name, type, sourceField };
  }
  if (type !== "Static") throw invalidRequest(`${where}.type must be Static or Dynamic.`);
  const { value: text, isSecret = false } = properties;
  if (typeof text !== "string" || text.length > limits.bytes || !isHeaderValue(text)) {
    throw invalidRequest(`${where}.properties.value must be at most ${limits.bytes} printable ASCII characters.`);
  }
  if (typeof isSecret !== "boolean") throw invalidRequest(`${where}.properties.isSecret must be true or false.`);
  return { name, type, value: text, isSecret };
}

/** Whether a text can be sent as a header without being misread. */
export const isHeaderValue = (text: string) => /^[\x20-\x7e]*$/.test(text);
