import { nameOfType } from "../../app/catalog.ts";
import type { Result } from "../../commands/result.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { messageAttributes } from "../message-attributes.ts";
import type { Attributes, SpanStart, TraceContext } from "../telemetry.ts";
import { idsOf, traceOf } from "../trace-context.ts";
import { handlingSpan, messagingAttributes } from "./handling-span.ts";
import type { MessageSpan, Tracing } from "./traced.ts";

/** The container that commands go to. */
const commands = "commands";

/** Stores a command. Whatever the active span is about sends it; where there is none, the message that has caused it. */
export function sendSpan({ catalog, telemetry }: Tracing, command: Envelope, attributes: Attributes): SpanStart {
  return {
    parent: telemetry.active() ?? traceOf(command) ?? "none",
    name: `send ${nameOfType(catalog, command.type)}`,
    kind: "producer",
    attributes: {
      ...messagingAttributes("send", "send", commands),
      ...messageAttributes(catalog, command),
      ...attributes,
    },
  };
}

/** Decides a command and records what came of it. */
export function processSpan(tracing: Tracing, command: Envelope): SpanStart {
  const attributes = { "eventwright.handler": "commands" };
  return handlingSpan(tracing, command, { operation: "process", type: "process", destination: commands, attributes });
}

/**
 * Shows what came of a command. Whoever finds events that somebody else has made, such as a process that is gone and could not
 * tell of its work any more, links to that work: so what hangs from it is still held.
 */
export function showResult(span: MessageSpan, result: Result): void {
  if (result.status === "rejected") {
    span.set({ "eventwright.outcome": "rejected", "eventwright.code": result.code });
  } else if (result.status === "failed") {
    const { id, error } = result.letter;
    span.set({ "eventwright.outcome": "failed", "eventwright.letter": id });
    span.failed(Object.assign(new Error(error.message), { name: error.name, stack: error.stack }));
  } else {
    const [first] = result.events;
    const made = first && traceOf(first.envelope);
    const isOwn = made === undefined || isSamePlace(made, span.context);
    if (!isOwn) span.link(made);
    span.set({ "eventwright.outcome": isOwn ? "succeeded" : "duplicate" });
  }
}

/** Flags may change after a message was made: what counts is the span. */
function isSamePlace(one: TraceContext, other: TraceContext | undefined): boolean {
  return other !== undefined && idsOf(one.traceparent)?.spanId === idsOf(other.traceparent)?.spanId;
}
