import { subscriptionNameInHeader } from "../assumptions.ts";
import type { ServerContext } from "../context.ts";
import { type Topic, topicId } from "../topics/model.ts";
import { type EventSubscription, stateOf, subscriptionId } from "./model.ts";

/** Tells a subscriber in the Event Grid schema that it gets no more events: once, whatever it answers. */
export function notifyDeletion(subscription: EventSubscription, topic: Topic, context: ServerContext): void {
  const { caller, clock, log } = context;
  const now = clock.now();
  if (subscription.deliverySchema !== "EventGridSchema" || stateOf(subscription, now) !== "Succeeded") return;
  const event = {
    id: context.newId(),
    topic: topicId(topic),
    subject: "",
    data: { eventSubscriptionId: subscriptionId(topic, subscription.name) },
    eventType: "Microsoft.EventGrid.SubscriptionDeletedEvent",
    eventTime: new Date(now).toISOString(),
    metadataVersion: "1",
    dataVersion: "1",
  };
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "aeg-event-type": "SubscriptionDeletion",
    "aeg-subscription-name": subscriptionNameInHeader(subscription.name),
    "aeg-delivery-count": "0",
    "aeg-data-version": "1",
    "aeg-metadata-version": "1",
  };
  const request = { method: "POST", url: subscription.endpointUrl, headers, body: JSON.stringify([event]) } as const;
  void caller.call(request).then((result) => {
    const answer = result.kind === "answer" ? result.status : result.outcome;
    log("debug", "told the subscriber that its subscription is gone", { subscription: subscription.name, answer });
  });
}
