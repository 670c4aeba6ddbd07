import {
  cloudEventVersions,
  firstDeliveryCount,
  subscriptionNameInHeader,
  webhookOrigin,
  wrapSingleCloudEvent,
} from "../assumptions.ts";
import { valueAt } from "../filters/match.ts";
import type { JsonObject } from "../json.ts";
import { type EventGridEvent, toCloudEvent } from "../publish/event-grid-event.ts";
import { consentsByOptions } from "../subscriptions/handshake.ts";
import type { EventSubscription } from "../subscriptions/model.ts";
import { isHeaderValue } from "../subscriptions/read-destination.ts";
import type { InputSchema } from "../topics/model.ts";
import type { WebhookRequest } from "./webhook.ts";

/** An event that waits for a subscriber. */
export interface PendingDelivery {
  readonly seq: number;
  /** JSON text in the topic's input schema. */
  readonly event: string;
  /** Attempts already made. */
  readonly attempts: number;
  readonly publishedAt: number;
}

/** The event's JSON text in the schema that the subscription wants. */
export function inDeliverySchema(event: string, input: InputSchema, output: InputSchema): string {
  return input === output ? event : JSON.stringify(toCloudEvent(JSON.parse(event) as EventGridEvent));
}

/** The request that delivers events, one or a batch. */
export function compose(
  subscription: EventSubscription,
  input: InputSchema,
  deliveries: readonly PendingDelivery[],
): WebhookRequest {
  const { deliverySchema, endpointUrl, name } = subscription;
  const texts = deliveries.map((delivery) => inDeliverySchema(delivery.event, input, deliverySchema));
  const first = JSON.parse(texts[0] as string) as JsonObject;
  const cloud = deliverySchema === "CloudEventSchemaV1_0";
  const batched = subscription.batching.maxEvents > 1;
  const attempts = Math.min(...deliveries.map((delivery) => delivery.attempts));
  return {
    method: "POST",
    url: endpointUrl,
    headers: {
      ...customHeaders(subscription, first),
      "content-type": cloud
        ? `application/cloudevents${batched ? "-batch" : ""}+json; charset=utf-8`
        : "application/json; charset=utf-8",
      "aeg-event-type": "Notification",
      "aeg-subscription-name": subscriptionNameInHeader(name),
      "aeg-delivery-count": String(firstDeliveryCount + attempts),
      "aeg-data-version": cloud ? cloudEventVersions.data : headerText(first["dataVersion"]),
      "aeg-metadata-version": cloud ? cloudEventVersions.metadata : "1",
      ...(batched
        ? {}
        : { "aeg-output-event-id": encodeURIComponent(String(first["id"]).toWellFormed()).slice(0, 1_024) }),
      ...(consentsByOptions(subscription) ? { origin: webhookOrigin } : {}),
    },
    body: cloud && !batched && !wrapSingleCloudEvent ? (texts[0] as string) : `[${texts.join(",")}]`,
  };
}

function headerText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return isHeaderValue(text) ? text : encodeURIComponent(text.toWellFormed());
}

/** Headers that the subscription asked for; a path without a value gives no header. In a batch the first event speaks. */
function customHeaders(subscription: EventSubscription, event: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const attribute of subscription.attributes) {
    if (attribute.type === "Static") {
      headers[attribute.name.toLowerCase()] = attribute.value;
      continue;
    }
    const value = valueAt(event, attribute.sourceField, subscription.deliverySchema);
    if (value !== undefined && value !== null)
      headers[attribute.name.toLowerCase()] = headerText(value).slice(0, 4_096);
  }
  return headers;
}
