import type { Envelope } from "../../messages/envelope.ts";
import { notificationId } from "../../messages/ids.ts";
import { shownMessageId } from "../redact.ts";
import type { SpanStart } from "../telemetry.ts";
import { handlingSpan } from "./handling-span.ts";
import { type Invocation, invocationAttributes } from "./invocation.ts";
import type { Tracing } from "./traced.ts";

/** Brings a read model up to date with one event. */
export function projectSpan(tracing: Tracing, event: Envelope, readModel: string, handler: string): SpanStart {
  const attributes = { "eventwright.handler": handler, "eventwright.read_model": readModel };
  return handlingSpan(tracing, event, {
    operation: "project",
    what: readModel,
    type: "process",
    destination: "events",
    attributes,
  });
}

/** Tells somebody of an event, or of what became of a command or a process. */
export function notifySpan(tracing: Tracing, cause: Envelope, notification: string, handler: string): SpanStart {
  const attributes = {
    "eventwright.handler": handler,
    "messaging.message.id": notificationId(cause.id, notification),
    "eventwright.causation_id": shownMessageId(tracing.catalog, cause.id),
    "eventwright.message.name": notification,
    "eventwright.message.version": tracing.catalog.byName.get(notification)?.version,
    "eventwright.message.kind": "notification",
  };
  return handlingSpan(tracing, cause, {
    kind: "producer",
    operation: "notify",
    what: notification,
    type: "send",
    destination: "notifications",
    attributes,
  });
}

/** Hands an event to Event Grid. */
export function publishSpan(tracing: Tracing, event: Envelope): SpanStart {
  const attributes = { "eventwright.handler": "publish" };
  return handlingSpan(tracing, event, {
    kind: "producer",
    operation: "publish",
    type: "send",
    destination: "topic",
    attributes,
  });
}

/** Answers an event with commands. */
export function reactSpan(
  tracing: Tracing,
  event: Envelope,
  reaction: string,
  invocation: Invocation | undefined,
): SpanStart {
  const attributes = { "eventwright.handler": `reaction-${reaction}`, ...invocationAttributes(invocation) };
  return handlingSpan(tracing, event, {
    operation: "react",
    what: reaction,
    type: "process",
    destination: "topic",
    attributes,
    begun: invocation?.begun,
  });
}
