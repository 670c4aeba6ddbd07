import { nameOfType } from "../../app/catalog.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { messageAttributes } from "../message-attributes.ts";
import type { Attributes, SpanStart, TraceContext } from "../telemetry.ts";
import { traceOf } from "../trace-context.ts";
import type { Tracing } from "./traced.ts";

/** How somebody handles a message. */
export interface Handling {
  /** Default: consumer. */
  readonly kind?: SpanStart["kind"];
  /** The first word of the span's name, such as `process`. */
  readonly operation: string;
  /** The rest of the name. Default: the message's. */
  readonly what?: string;
  /** The kind of operation as OpenTelemetry's conventions have it. */
  readonly type: "send" | "receive" | "process";
  /** Container, topic or queue. */
  readonly destination: string;
  readonly attributes: Attributes;
  readonly begun?: number | undefined;
}

/**
 * The span of whoever handles a message: a child of what made the message, wherever and however often it is handled. What led to
 * it here and now, such as the batch that it came with, is linked.
 */
export function handlingSpan({ catalog, telemetry }: Tracing, message: Envelope, handling: Handling): SpanStart {
  const { kind = "consumer", operation, what, type, destination, attributes, begun } = handling;
  return {
    name: `${operation} ${what ?? nameOfType(catalog, message.type)}`,
    kind,
    parent: traceOf(message) ?? "none",
    links: linksTo(telemetry.active()),
    attributes: {
      ...messagingAttributes(operation, type, destination),
      ...messageAttributes(catalog, message),
      ...attributes,
    },
    ...(begun === undefined ? {} : { begun }),
  };
}

/** What a span of messaging says of its operation. */
export function messagingAttributes(name: string, type: Handling["type"], destination: string): Attributes {
  return {
    "messaging.system": "eventwright",
    "messaging.operation.name": name,
    "messaging.operation.type": type,
    "messaging.destination.name": destination,
  };
}

/** Links to those places that there are. */
export function linksTo(...places: readonly (TraceContext | undefined)[]): readonly TraceContext[] {
  return places.filter((place) => place !== undefined);
}
