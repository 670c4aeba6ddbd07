import { eventTypes } from "./events/read-event.ts";

/** How the topic is reached to subscribe to it: the local Event Grid, whose management API takes the topic's key. */
export interface TopicAccess {
  /** Address of the Event Grid, such as `http://127.0.0.1:8082`. */
  readonly eventgrid: string;
  readonly topic: string;
  readonly key: string;
}

/** Name of the subscription. Setting it again moves it to a new address. */
const subscriptionName = "approvals";

/**
 * Subscribes `endpointUrl` to the events that concern reviewers. Event Grid asks that address for consent meanwhile.
 * @throws Error saying what Event Grid said
 */
export async function subscribe(
  { eventgrid, topic, key }: TopicAccess,
  endpointUrl: string,
  stopping: AbortSignal,
): Promise<void> {
  const url = `${eventgrid}/topics/${encodeURIComponent(topic)}/eventSubscriptions/${subscriptionName}`;
  const response = await fetch(url, {
    method: "PUT",
    headers: { "content-type": "application/json", "aeg-sas-key": key },
    body: JSON.stringify({
      properties: {
        destination: { endpointType: "WebHook", properties: { endpointUrl } },
        eventDeliverySchema: "CloudEventSchemaV1_0",
        filter: { includedEventTypes: eventTypes },
      },
    }),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(10_000)]),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Event Grid answered ${response.status}: ${text.slice(0, 500)}`);
}
