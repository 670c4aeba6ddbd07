import { nameOfType } from "../../app/catalog.ts";
import type { Runtime } from "../../app/runtime.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { onBehalfOf } from "../current-message.ts";
import { noSpan, noTelemetry } from "../no-telemetry.ts";
import { notePersonal, personalValues } from "../redact.ts";
import type { Span, SpanStart } from "../telemetry.ts";
import { retryAttributes, shownError } from "./shown-error.ts";

/** The span of somebody who handles a message. */
export interface MessageSpan extends Span {
  /**
   * A try has failed, and another one follows.
   * @param attempt which one it was, from 1
   */
  retry(error: unknown, attempt: number): void;
}

/** What making spans needs of a runtime. */
export type Tracing = Pick<Runtime, "catalog" | "telemetry">;

const noMessageSpan: MessageSpan = { ...noSpan, retry() {} };

/**
 * Does something with a message inside a span. Errors show in the span without the message's personal data.
 * @param start called only where somebody wants spans
 */
export async function traced<T>(
  tracing: Tracing,
  message: Envelope,
  start: () => SpanStart,
  work: (span: MessageSpan) => Promise<T>,
): Promise<T> {
  const { telemetry } = tracing;
  if (telemetry === noTelemetry) return work(noMessageSpan);
  const started = start();
  const ended = await telemetry.span(started, async (span) => {
    const shown = messageSpan(tracing, message, span, started);
    try {
      return { value: await onBehalfOf(nameOfType(tracing.catalog, message.type), () => work(shown)) };
    } catch (error) {
      shown.failed(error);
      notePersonal(error, personalValues(tracing.catalog, message));
      return { error };
    }
  });
  if ("error" in ended) throw ended.error;
  return ended.value;
}

/** A span that says of an error what may be said of it beside this message. */
export function messageSpan(
  { catalog, telemetry }: Tracing,
  message: Envelope,
  span: Span,
  { attributes }: SpanStart,
): MessageSpan {
  let isFailed = false;
  return {
    context: span.context,
    set: (attributes) => span.set(attributes),
    link: (to) => span.link(to),
    event: (name, attributes) => span.event(name, attributes),
    failed(error) {
      // What is parked and reported is one failure.
      if (!isFailed) span.failed(shownError(catalog, message, error));
      isFailed = true;
    },
    retry(error, attempt) {
      telemetry.count("eventwright.retries", 1, {
        "eventwright.handler": attributes?.["eventwright.handler"],
        "eventwright.message.name": attributes?.["eventwright.message.name"],
      });
      span.event("retry", retryAttributes(catalog, message, error, attempt));
      span.set({ "eventwright.attempt": attempt + 1 });
    },
  };
}
