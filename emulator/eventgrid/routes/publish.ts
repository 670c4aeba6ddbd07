import type { ServerContext } from "../context.ts";
import { badRequest, type ErrorDetail, notSupported, tooLarge, unsupportedMediaType } from "../errors.ts";
import { matches } from "../filters/match.ts";
import { type Answer, largestBody, mediaType, parseJson, type Request } from "../http.ts";
import type { JsonObject } from "../json.ts";
import { cloudEventFaults } from "../publish/cloud-event.ts";
import { eventGridEventFaults, stamp } from "../publish/event-grid-event.ts";
import { type EventSubscription, stateOf } from "../subscriptions/model.ts";
import { type Topic, topicId } from "../topics/model.ts";

/** As many faults as one answer names. */
const mostDetails = 50;

/**
 * Publishes events: all of a request or none.
 * @throws EventGridError 400, 413, 415
 */
export async function publish(request: Request, topic: Topic, context: ServerContext): Promise<Answer> {
  const type = mediaType(request);
  const events =
    topic.inputSchema === "EventGridSchema" ? await eventGrid(request, type, topic) : await cloud(request, type);
  const now = context.clock.now();
  const subscriptions = context.catalog.subscriptions(topic.name).filter((one) => stateOf(one, now) === "Succeeded");
  const items: { subscription: EventSubscription; event: string }[] = [];
  for (const event of events) {
    const text = write(event);
    for (const subscription of subscriptions) {
      if (matches(subscription.filter, event, topic.inputSchema)) items.push({ subscription, event: text });
    }
  }
  context.engine.accept(topic, items);
  context.log("debug", "published", { topic: topic.name, events: events.length, deliveries: items.length });
  return { status: 200 };
}

async function eventGrid(request: Request, type: string, topic: Topic): Promise<JsonObject[]> {
  if (type.startsWith("application/cloudevents")) {
    throw badRequest(`The topic ${topic.name} takes the Event Grid schema (application/json), not CloudEvents.`);
  }
  if (type !== "application/json") throw unsupportedMediaType("Send the events as application/json.");
  const value = parseJson(await request.text());
  if (!Array.isArray(value)) throw badRequest("The body must be an array of events.");
  const id = topicId(topic);
  check(value, (event) => eventGridEventFaults(event, id));
  return value.map((event: JsonObject) => stamp(event, id));
}

async function cloud(request: Request, type: string): Promise<JsonObject[]> {
  if (request.headers["ce-specversion"] !== undefined) throw notSupported("the binary content mode of CloudEvents");
  const batch = type === "application/cloudevents-batch+json";
  if (!batch && type !== "application/cloudevents+json") {
    throw unsupportedMediaType(
      "Send one event as application/cloudevents+json, or an array as application/cloudevents-batch+json.",
    );
  }
  const value = parseJson(await request.text());
  if (batch !== Array.isArray(value)) {
    throw badRequest(
      batch ? "A batch must be an array of events." : "The body must be one event; send an array as a batch.",
    );
  }
  const events: unknown[] = Array.isArray(value) ? value : [value];
  check(events, cloudEventFaults);
  return events as JsonObject[];
}

function check(events: readonly unknown[], faultsOf: (event: unknown) => string[]): void {
  if (events.length === 0) throw badRequest("The array holds no event.");
  const details: ErrorDetail[] = [];
  for (const [index, event] of events.entries()) {
    for (const fault of faultsOf(event)) details.push({ code: "InvalidEvent", message: `Event ${index}: ${fault}` });
    if (details.length >= mostDetails) break;
  }
  if (details.length > 0)
    throw badRequest("One or more events are malformed. Nothing was published.", details.slice(0, mostDetails));
}

function write(event: JsonObject): string {
  let text: string;
  try {
    text = JSON.stringify(event);
  } catch (error) {
    // JSON.parse takes any depth, JSON.stringify runs out of stack.
    if (error instanceof RangeError) throw badRequest("An event is nested too deeply.");
    throw error;
  }
  if (Buffer.byteLength(text) > largestBody) throw tooLarge(`An event is over the limit of ${largestBody} bytes.`);
  return text;
}
