import type { LetterReport } from "../../dead-letters/redrive/report.ts";
import type { Envelope } from "../../messages/envelope.ts";
import type { DeadLetterRecord, GivenUpDelivery } from "../../stores/records.ts";
import type { SpanStart } from "../telemetry.ts";
import { handlingSpan } from "./handling-span.ts";
import { type MessageSpan, type Tracing, traced } from "./traced.ts";

/**
 * Works on a letter in a span: a child of what made the letter's message, linked with whoever asks for it. A letter may hold
 * anything; one that holds no message is worked on without.
 */
export function tracedLetter<Report extends LetterReport | "changed">(
  tracing: Tracing,
  operation: "redrive" | "discard",
  letter: DeadLetterRecord,
  work: () => Promise<Report>,
): Promise<Report> {
  const message = messageOf(letter);
  if (message === undefined) return work();
  const start = () => letterSpan(tracing, operation, letter, message);
  return traced(tracing, message, start, async (span) => {
    const report = await work();
    if (report !== "changed") showReport(span, report);
    return report;
  });
}

/** Event Grid has given an event up for a subscription. */
export function givenUpSpan(tracing: Tracing, event: Envelope, letter: DeadLetterRecord): SpanStart {
  const { subscription, attempts, reason } = letter.delivery ?? noDelivery;
  return handlingSpan(tracing, event, {
    operation: "give up",
    what: subscription,
    type: "process",
    destination: subscription,
    attributes: {
      "eventwright.handler": letter.handler,
      "eventwright.letter": letter.id,
      "eventwright.outcome": "failed",
      "eventwright.code": reason,
      "eventwright.attempt": attempts,
    },
  });
}

/** Delivers an event to one subscriber as Event Grid would. */
export function subscriberSpan(tracing: Tracing, event: Envelope, subscription: string): SpanStart {
  return handlingSpan(tracing, event, {
    kind: "producer",
    operation: "deliver",
    what: subscription,
    type: "send",
    destination: subscription,
    attributes: { "eventwright.handler": `subscription-${subscription}` },
  });
}

const noDelivery: Pick<GivenUpDelivery, "subscription" | "attempts" | "reason"> = {
  subscription: "unknown",
  attempts: 0,
  reason: "unknown",
};

function letterSpan(tracing: Tracing, operation: string, letter: DeadLetterRecord, message: Envelope): SpanStart {
  return handlingSpan(tracing, message, {
    operation,
    what: letter.handler,
    type: "process",
    destination: "dead-letters",
    attributes: {
      "eventwright.handler": letter.handler,
      "eventwright.letter": letter.id,
      "eventwright.attempt": letter.attempts.length + 1,
      "eventwright.process.instance": letter.instanceId,
    },
  });
}

function messageOf({ message }: DeadLetterRecord): Envelope | undefined {
  const { id, type } = (message ?? {}) as Partial<Envelope>;
  return typeof id === "string" && typeof type === "string" ? message : undefined;
}

function showReport(span: MessageSpan, { status, problem }: LetterReport): void {
  const isBad = status === "failed" || status === "refused";
  span.set({ "eventwright.outcome": isBad ? status : "succeeded", "eventwright.code": problem?.code });
  if (status === "failed") span.failed(new Error(problem?.message ?? status));
}
