import type { Span } from "@opentelemetry/api";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** Which span is the request that a span or a log line belongs to, in this process. */
export interface Operations {
  readonly of: WeakMap<object, Span | ReadableSpan>;
}

/** What the exporter takes as `operation_Name`, and as the name of a request that came with a message. */
const operationName = "ai.operation.name";

/** A span as the exporter should see it. */
export function viewOfSpan(span: ReadableSpan, { of }: Operations): ReadableSpan {
  const name = nameOf(of.get(span)) ?? span.name;
  return view(span, { ...span.attributes, [operationName]: name });
}

/** A log line as the exporter should see it. With an error it becomes a row of `exceptions`, which has no message of its own. */
export function viewOfLog(record: ReadableLogRecord, { of }: Operations): ReadableLogRecord {
  const name = nameOf(of.get(record));
  const told = record.attributes["exception.type"] === undefined ? undefined : record.body;
  if (name === undefined && told === undefined) return record;
  return view(record, {
    ...record.attributes,
    ...(name !== undefined && { [operationName]: name }),
    ...(told !== undefined && { "log.message": told }),
  });
}

function nameOf(span: Span | ReadableSpan | undefined): string | undefined {
  return (span as ReadableSpan | undefined)?.name;
}

/** The same object with other attributes; nothing else of it is copied. */
function view<Item extends object>(item: Item, attributes: object): Item {
  return Object.create(item, { attributes: { value: attributes, enumerable: true } }) as Item;
}
