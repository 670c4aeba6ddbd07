/** What Event Grid's management says of a subscription. */
export interface SubscriptionFacts {
  readonly name: string;
  readonly endpointUrl: string;
  /** Else the Event Grid schema. */
  readonly cloudEvents: boolean;
  /** Whether it gets arrays, also of one. */
  readonly batched: boolean;
  /** Headers that it asked for, as the management writes them. */
  readonly attributes: readonly unknown[];
}

/** A request to a subscriber. */
export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Event = Readonly<Record<string, unknown>>;

/** The request that Event Grid makes for one event, after so many attempts. */
export function deliveryOf(facts: SubscriptionFacts, event: Event, attempts: number): WebhookCall {
  const { name, endpointUrl, cloudEvents, batched } = facts;
  const array = batched || !cloudEvents;
  const type = cloudEvents ? `application/cloudevents${batched ? "-batch" : ""}+json` : "application/json";
  return {
    url: endpointUrl,
    headers: {
      ...attributesOf(facts, event),
      "content-type": `${type}; charset=utf-8`,
      "aeg-event-type": "Notification",
      "aeg-subscription-name": name.toUpperCase(),
      "aeg-delivery-count": String(attempts),
      "aeg-data-version": cloudEvents ? "" : headerText(event["dataVersion"]),
      "aeg-metadata-version": cloudEvents ? "0" : "1",
      // The origin that a CloudEvents endpoint has consented to.
      ...(cloudEvents ? { origin: "eventgrid.azure.net" } : {}),
    },
    body: array ? JSON.stringify([event]) : JSON.stringify(event),
  };
}

/** Headers that belong to the protocol, whoever asks for them. */
const reserved = /^(aeg-.*|host|content-.*|connection|transfer-encoding|te|upgrade|expect|origin|webhook-.*)$/i;

function attributesOf({ attributes }: SubscriptionFacts, event: Event): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const attribute of attributes as readonly Event[]) {
    const { name, type, properties } = attribute;
    if (typeof name !== "string" || !/^[A-Za-z0-9!#$%&'*+.^_|~-]{1,128}$/.test(name) || reserved.test(name)) continue;
    const { value, sourceField } = (properties ?? {}) as Event;
    const text = type === "Static" ? value : type === "Dynamic" ? valueAt(event, String(sourceField ?? "")) : undefined;
    if (text !== undefined && text !== null) headers[name.toLowerCase()] = headerText(text).slice(0, 4096);
  }
  return headers;
}

/** What stands under a path such as `data.id`: the first part without regard to case, as Event Grid reads it. */
function valueAt(event: Event, path: string): unknown {
  const [first = "", ...rest] = path.split(".");
  const name = Object.keys(event).find((member) => member.toLowerCase() === first.toLowerCase());
  let value: unknown = name === undefined ? undefined : event[name];
  for (const part of rest) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Event)[part];
  }
  return value;
}

function headerText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text.toWellFormed());
}
