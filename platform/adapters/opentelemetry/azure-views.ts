import type { Attributes, Span } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan, TimedEvent } from "@opentelemetry/sdk-trace-base";

/** Which span is the request that a span or a log line belongs to, in this process. */
export interface Operations {
  readonly of: WeakMap<object, Span | ReadableSpan>;
}

/** What the exporter takes as `operation_Name`, and as the name of a request that came with a message. */
const operationName = "ai.operation.name";

/** A span as the exporter should see it. */
export function viewOfSpan(span: ReadableSpan, { of }: Operations): ReadableSpan {
  const name = nameOf(of.get(span)) ?? span.name;
  const attributes = { ...span.attributes, [operationName]: name };
  const isPlain = span.events.every((event) => event.name === "exception" || typeIn(event.attributes) === undefined);
  const { kind, startTime, endTime, duration, status, links, ended, resource, instrumentationScope } = span;
  const { parentSpanContext, droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  return {
    ...{ name: span.name, kind, startTime, endTime, duration, status, links, ended, resource, instrumentationScope },
    ...{ droppedAttributesCount, droppedEventsCount, droppedLinksCount },
    spanContext: () => span.spanContext(),
    ...(parentSpanContext && { parentSpanContext }),
    attributes,
    events: isPlain ? span.events : span.events.map(viewOfEvent),
  };
}

/**
 * What happened within a span, such as a try that failed: a row of `traces`. The exporter leaves out what the conventions call an
 * exception, since that has columns of its own elsewhere.
 */
function viewOfEvent(event: TimedEvent): TimedEvent {
  const type = typeIn(event.attributes);
  if (event.name === "exception" || type === undefined) return event;
  const text = `${type}: ${event.attributes?.["exception.message"] ?? ""}`;
  return { ...event, attributes: { ...event.attributes, "eventwright.error.text": text } };
}

/** A log line as the exporter should see it. With an error it becomes a row of `exceptions`, which has no message of its own. */
export function viewOfLog(record: ReadableLogRecord, { of }: Operations): ReadableLogRecord {
  const name = nameOf(of.get(record));
  const type = typeIn(record.attributes as Attributes);
  if (name === undefined && type === undefined) return record;
  const { "exception.stacktrace": stack, "exception.message": message } = record.attributes;
  return view(record, {
    attributes: {
      ...record.attributes,
      ...(name !== undefined && { [operationName]: name }),
      ...(type !== undefined && { "log.message": record.body }),
      // An error without a stack would be dropped, and its line with it.
      ...(type !== undefined && !stack && { "exception.stacktrace": `${type}: ${message ?? ""}` }),
    },
  });
}

const typeIn = (attributes: Attributes | undefined) => attributes?.["exception.type"];

function nameOf(span: Span | ReadableSpan | undefined): string | undefined {
  return (span as ReadableSpan | undefined)?.name;
}

/** The same object with other fields; nothing else of it is copied. */
function view<Item extends object>(item: Item, fields: Partial<Item>): Item {
  const others = Object.entries(fields).map(([name, value]) => [name, { value, enumerable: true }] as const);
  return Object.create(item, Object.fromEntries(others)) as Item;
}
