import { classOf } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { letterOf, publishHandler } from "../dead-letters/letter.ts";
import type { Envelope } from "../messages/envelope.ts";
import { publishPolicy } from "../retry/policies.ts";
import { retryTransient } from "../retry/policy.ts";
import { StoreError } from "../stores/errors.ts";
import type { EventRecord } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { measurePublished } from "../telemetry/meters.ts";
import { publishSpan } from "../telemetry/spans/event-spans.ts";
import { type OpenSpans, tracedTogether } from "../telemetry/spans/open-spans.ts";
import type { MessageSpan } from "../telemetry/spans/traced.ts";
import { publishedVersions } from "./published-versions.ts";

/** Most bytes of one request to Event Grid, with room below its 1 MB. */
export const mostPublishedBytes = 950_000;
/** Most events of one request. */
const mostEvents = 500;

/** Cuts events into requests that Event Grid takes, in order: pure. A single event may still be too large. */
export function publishChunks(events: readonly Envelope[]): readonly (readonly Envelope[])[] {
  const chunks: Envelope[][] = [];
  let current: Envelope[] = [];
  let size = 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(JSON.stringify(event), "utf8") + 1;
    if (current.length > 0 && (size + bytes > mostPublishedBytes || current.length === mostEvents)) {
      chunks.push(current);
      current = [];
      size = 0;
    }
    current.push(event);
    size += bytes;
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}

/**
 * Publishes the public events of a batch, each in the versions that its consumers get. What Event Grid will never take, or what
 * cannot be converted, gets a letter, and the others go out.
 * @throws StoreError when Event Grid cannot be reached, however often it is tried: the batch must come again
 */
export async function publishEvents(runtime: Runtime, batch: readonly EventRecord[]): Promise<void> {
  const outgoing = batch.filter(({ envelope }) => classOf(runtime.catalog, envelope.type)?.visibility === "public");
  const start = ({ envelope }: EventRecord) => publishSpan(runtime, envelope);
  await tracedTogether(runtime, outgoing, start, (spans) =>
    retryTransient(runtime, publishPolicy(runtime.catalog), () => publishAll(runtime, outgoing, spans)),
  );
}

async function publishAll(
  runtime: Runtime,
  batch: readonly EventRecord[],
  spans: OpenSpans<EventRecord>,
): Promise<void> {
  const open: Envelope[] = [];
  const recordOf = new Map<Envelope, EventRecord>();
  const fail = async (record: EventRecord | undefined, event: Envelope, error: HandlerError) => {
    if (record !== undefined) showGivenUp(spans.of(record), error);
    await giveUp(runtime, event, error);
  };
  for (const record of batch) {
    const { envelopes, error } = await publishedVersions(runtime, record.envelope);
    for (const event of envelopes) {
      open.push(event);
      recordOf.set(event, record);
    }
    if (error !== undefined) await fail(record, record.envelope, error);
  }
  for (const chunk of publishChunks(open)) {
    if (await published(runtime, chunk)) continue;
    for (const event of chunk) {
      if (!(await published(runtime, [event]))) await fail(recordOf.get(event), event, refusal(event));
    }
  }
}

function showGivenUp(span: MessageSpan, error: HandlerError): void {
  span.set({ "eventwright.outcome": "failed" });
  span.failed(error);
}

function refusal({ id }: Envelope): HandlerError {
  return new HandlerError(`Event Grid takes the event ${id} never: too large or malformed.`);
}

async function published(runtime: Runtime, events: readonly Envelope[]): Promise<boolean> {
  try {
    await runtime.publisher.publish(events);
    measurePublished(runtime, events);
    return true;
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== "refused") throw error;
    runtime.log(logEvents.publishRefused, { handler: publishHandler, messages: events.length, error });
    return false;
  }
}

async function giveUp(runtime: Runtime, event: Envelope, error: HandlerError): Promise<void> {
  const letter = letterOf({
    handler: publishHandler,
    partition: event.subject,
    message: event,
    error,
    attempts: [{ at: new Date(runtime.clock.now()).toISOString(), error: error.message }],
    build: runtime.catalog.build,
  });
  runtime.log(logEvents.publishFailed, { handler: publishHandler, message: event, letter: letter.id, error });
  await runtime.stores.deadLetters.create(letter);
}
