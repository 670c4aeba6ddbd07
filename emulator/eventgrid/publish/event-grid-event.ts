import { dataSchemaOf } from "../assumptions.ts";
import { isObject, isText, type JsonObject } from "../json.ts";
import { isTimestamp } from "./cloud-event.ts";

/** An event in the Event Grid schema, as stored: the topic and the metadata version are filled in. */
export interface EventGridEvent extends JsonObject {
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
  readonly eventType: string;
  readonly eventTime: string;
  readonly dataVersion: string;
  readonly metadataVersion: "1";
}

const members = new Set(["id", "topic", "subject", "eventType", "eventTime", "dataVersion", "metadataVersion", "data"]);

/**
 * Checks one event in the Event Grid schema as published.
 * @param topic resource id of the topic: the only value that `topic` may have
 * @returns one sentence a fault; none when the event is right
 */
export function eventGridEventFaults(event: unknown, topic: string): string[] {
  if (!isObject(event)) return ["The event is not a JSON object."];
  const faults: string[] = [];
  for (const name of ["id", "eventType"]) {
    if (!isText(event[name])) faults.push(`${name} is required and must be a non-empty string.`);
  }
  for (const name of ["subject", "dataVersion"]) {
    if (typeof event[name] !== "string") faults.push(`${name} is required and must be a string.`);
  }
  if (typeof event["eventTime"] !== "string" || !isTimestamp(event["eventTime"])) {
    faults.push("eventTime is required and must be a timestamp as in RFC 3339.");
  }
  if (!Object.hasOwn(event, "data")) faults.push("data is required.");
  const given = event["topic"] ?? topic;
  if (typeof given !== "string" || given.toLowerCase() !== topic.toLowerCase()) {
    faults.push(`topic must be left out, or be ${topic}.`);
  }
  if ((event["metadataVersion"] ?? "1") !== "1") faults.push('metadataVersion must be left out, or be "1".');
  for (const name of Object.keys(event)) {
    if (!members.has(name))
      faults.push(`${JSON.stringify(name.slice(0, 100))} is not a member of the Event Grid schema.`);
  }
  return faults;
}

/** Fills in what Event Grid adds to a published event. */
export function stamp(event: JsonObject, topic: string): EventGridEvent {
  return { ...event, topic, metadataVersion: "1" } as EventGridEvent;
}

/** The CloudEvent that carries an Event Grid event. */
export function toCloudEvent(event: EventGridEvent): JsonObject {
  return {
    specversion: "1.0",
    id: event.id,
    source: event.topic,
    type: event.eventType,
    ...(event.subject === "" ? {} : { subject: event.subject }),
    time: event.eventTime,
    ...(event.dataVersion === "" ? {} : { dataschema: dataSchemaOf(event.dataVersion) }),
    datacontenttype: "application/json",
    data: event["data"],
  };
}
