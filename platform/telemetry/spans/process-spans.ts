import type { Envelope } from "../../messages/envelope.ts";
import type { MessageCause, OutcomeRequest, ParkRequest } from "../../processes/orchestration.ts";
import { messageAttributes } from "../message-attributes.ts";
import { shownInstance, shownMessageId } from "../redact.ts";
import type { Attributes, SpanStart } from "../telemetry.ts";
import { traceOf } from "../trace-context.ts";
import { handlingSpan, linksTo } from "./handling-span.ts";
import { type Invocation, invocationAttributes } from "./invocation.ts";
import type { Tracing } from "./traced.ts";

/** An instance of a process. */
export interface InstanceOf {
  readonly process: string;
  readonly instanceId: string;
}

/** Brings an event to a process: starts an instance, or hands the event over to one. */
export function deliverSpan(
  tracing: Tracing,
  event: Envelope,
  process: string,
  invocation: Invocation | undefined,
): SpanStart {
  return handlingSpan(tracing, event, {
    operation: "deliver",
    what: process,
    type: "process",
    destination: "topic",
    attributes: { ...processAttributes(process), ...invocationAttributes(invocation) },
    begun: invocation?.begun,
  });
}

/** A turn of an instance: what its code does between two waits. */
export function turnSpan(
  tracing: Tracing,
  cause: Envelope,
  turn: InstanceOf & { readonly started: Envelope | undefined; readonly begun: number },
): SpanStart {
  const start = turn.started && traceOf(turn.started);
  const isStart = turn.started?.id === cause.id;
  const span = handlingSpan(tracing, cause, {
    kind: "internal",
    operation: "run",
    what: turn.process,
    type: "process",
    destination: turn.process,
    attributes: { ...processAttributes(turn.process), ...instanceAttributes(tracing, turn) },
    begun: turn.begun,
  });
  return { ...span, links: linksTo(isStart ? undefined : start) };
}

/** Asks what became of a command that an instance has sent. */
export function awaitSpan(tracing: Tracing, request: OutcomeRequest): SpanStart {
  const sent = { "messaging.message.id": shownMessageId(tracing.catalog, request.commandId) };
  return activitySpan(tracing, `await ${request.name}`, request, { ...sent, "eventwright.message.name": request.name });
}

/** Parks an instance that has failed. */
export function parkSpan(tracing: Tracing, request: ParkRequest): SpanStart {
  const { started } = request;
  const span = activitySpan(tracing, `park ${request.process}`, request, messageAttributes(tracing.catalog, started));
  return { ...span, links: linksTo(traceOf(started)) };
}

/** Work of an instance that is done in an activity, on behalf of the message that the instance got last. */
function activitySpan(
  tracing: Tracing,
  name: string,
  request: InstanceOf & { readonly cause?: MessageCause; readonly started?: Envelope },
  attributes: Attributes,
): SpanStart {
  const cause = request.cause ?? request.started;
  return {
    name,
    parent: (cause && traceOf(cause)) ?? "none",
    attributes: {
      "messaging.message.conversation_id": cause?.correlationid,
      "eventwright.causation_id": cause && shownMessageId(tracing.catalog, cause.id),
      ...attributes,
      ...processAttributes(request.process),
      ...instanceAttributes(tracing, request),
    },
  };
}

/** What a span says of an instance. */
export function instanceAttributes({ catalog }: Tracing, { process, instanceId }: InstanceOf): Attributes {
  return { "eventwright.process.instance": shownInstance(catalog, process, instanceId) };
}

function processAttributes(process: string): Attributes {
  return { "eventwright.handler": `process-${process}`, "eventwright.process": process };
}
