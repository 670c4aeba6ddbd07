import type { RetryPolicy } from "../delivery/decide.ts";
import type { Filter } from "../filters/match.ts";
import type { JsonObject } from "../json.ts";
import { type InputSchema, type Topic, topicId } from "../topics/model.ts";

/** A header added to every delivery: a fixed text, or what stands under a path of the event. */
export type DeliveryAttribute =
  | { readonly name: string; readonly type: "Static"; readonly value: string; readonly isSecret: boolean }
  | { readonly name: string; readonly type: "Dynamic"; readonly sourceField: string };

/** How many events one delivery may carry. */
export interface Batching {
  /** 1 to 5,000. */
  readonly maxEvents: number;
  /** 1 to 1,024; a single larger event goes alone. */
  readonly preferredKilobytes: number;
}

/** What a client asked for. */
export interface SubscriptionDefinition {
  readonly name: string;
  readonly endpointUrl: string;
  readonly deliverySchema: InputSchema;
  readonly filter: Filter;
  readonly retryPolicy: RetryPolicy;
  readonly deadLetter: { readonly resourceId: string; readonly container: string } | undefined;
  readonly labels: readonly string[];
  readonly batching: Batching;
  readonly attributes: readonly DeliveryAttribute[];
}

/** Where the validation of the endpoint stands. */
export type Validation =
  | { readonly state: "Succeeded" }
  | { readonly state: "AwaitingManualAction"; readonly code: string; readonly until: number };

/** An event subscription. */
export interface EventSubscription extends SubscriptionDefinition {
  /** Number in the store; a subscription made again under the same name gets another one. */
  readonly id: number;
  /** Name of the topic. */
  readonly topic: string;
  readonly validation: Validation;
}

/** Azure's `provisioningState` at an instant: a validation by hand that nobody did in time has failed. */
export function stateOf(subscription: EventSubscription, now: number): "Succeeded" | "AwaitingManualAction" | "Failed" {
  const { validation } = subscription;
  return validation.state === "AwaitingManualAction" && now > validation.until ? "Failed" : validation.state;
}

/** A subscription's resource id. */
export const subscriptionId = (topic: Topic, name: string) => `${topicId(topic)}/eventSubscriptions/${name}`;

/** The endpoint without its query, which usually holds a secret. */
export function baseOf(endpointUrl: string): string {
  const url = new URL(endpointUrl);
  return url.origin + url.pathname;
}

/** A subscription as Azure Resource Manager shows it: without the endpoint's query and without secret header values. */
export function renderSubscription(subscription: EventSubscription, topic: Topic, now: number): JsonObject {
  const { includedEventTypes, ...filter } = subscription.filter;
  return {
    id: subscriptionId(topic, subscription.name),
    name: subscription.name,
    type: "Microsoft.EventGrid/topics/eventSubscriptions",
    properties: {
      topic: topicId(topic),
      provisioningState: stateOf(subscription, now),
      labels: subscription.labels,
      destination: {
        endpointType: "WebHook",
        properties: {
          endpointBaseUrl: baseOf(subscription.endpointUrl),
          maxEventsPerBatch: subscription.batching.maxEvents,
          preferredBatchSizeInKilobytes: subscription.batching.preferredKilobytes,
          deliveryAttributeMappings: subscription.attributes.map(renderAttribute),
        },
      },
      filter: { ...filter, ...(includedEventTypes === undefined ? {} : { includedEventTypes }) },
      eventDeliverySchema: subscription.deliverySchema,
      retryPolicy: subscription.retryPolicy,
      ...(subscription.deadLetter === undefined
        ? {}
        : { deadLetterDestination: renderDeadLetter(subscription.deadLetter) }),
    },
  };
}

function renderDeadLetter({ resourceId, container }: { resourceId: string; container: string }): JsonObject {
  return { endpointType: "StorageBlob", properties: { resourceId, blobContainerName: container } };
}

function renderAttribute(attribute: DeliveryAttribute): JsonObject {
  const { name, type } = attribute;
  if (type === "Dynamic") return { name, type, properties: { sourceField: attribute.sourceField } };
  return {
    name,
    type,
    properties: { value: attribute.isSecret ? "Hidden" : attribute.value, isSecret: attribute.isSecret },
  };
}
