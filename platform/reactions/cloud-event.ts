import type { Envelope } from "../messages/envelope.ts";
import { plainEventId } from "../messages/ids.ts";

const texts = [
  "id",
  "source",
  "type",
  "subject",
  "time",
  "correlationid",
  "causationid",
  "stream",
  "streamid",
] as const;

/** The attribute of a start event that comes again because a failed process is redriven: it names the redrive. */
const restartAttribute = "processrestart";

/** An event as it is published again to start a failed process anew. */
export function withRestart(event: Envelope, request: string): Envelope {
  const attribute = { [restartAttribute]: request };
  return { ...event, ...attribute };
}

/** Which redrive an event was published again for; undefined: none, as usual. */
export function restartOf(delivered: unknown): string | undefined {
  const value = (delivered as Readonly<Record<string, unknown>> | null | undefined)?.[restartAttribute];
  return typeof value === "string" ? value : undefined;
}

/**
 * Takes what Event Grid delivered for an envelope of ours, if it has the shape of one: the payload is checked by its own
 * validator later. Extension attributes may come as text or number.
 * @returns undefined when it is not the CloudEvent of an event of a stream
 */
export function readCloudEvent(delivered: unknown): Envelope | undefined {
  if (typeof delivered !== "object" || delivered === null) return undefined;
  const raw = delivered as Readonly<Record<string, unknown>>;
  const streamversion = Number(raw["streamversion"]);
  if (raw["specversion"] !== "1.0" || !Number.isSafeInteger(streamversion) || streamversion < 1) return undefined;
  if (!texts.every((name) => typeof raw[name] === "string")) return undefined;
  const text = (name: string) => raw[name] as string;
  const optional = (name: "traceparent" | "tracestate") =>
    typeof raw[name] === "string" ? { [name]: raw[name] as string } : {};
  return {
    specversion: "1.0",
    // In whatever version it came: what was done for it once is not done again for another one.
    id: plainEventId(text("id")),
    source: text("source"),
    type: text("type"),
    subject: text("subject"),
    time: text("time"),
    datacontenttype: "application/json",
    dataschema: typeof raw["dataschema"] === "string" ? raw["dataschema"] : "",
    correlationid: text("correlationid"),
    causationid: text("causationid"),
    ...optional("traceparent"),
    ...optional("tracestate"),
    stream: text("stream"),
    streamid: text("streamid"),
    streamversion,
    data: raw["data"],
  };
}
