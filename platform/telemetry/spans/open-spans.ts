import type { Envelope } from "../../messages/envelope.ts";
import { noSpan, noTelemetry } from "../no-telemetry.ts";
import { notePersonal, personalValues } from "../redact.ts";
import type { SpanStart } from "../telemetry.ts";
import { type MessageSpan, messageSpan, type Tracing } from "./traced.ts";

/** The spans of messages that are worked on together: each begins with the work and ends when its own message is done. */
export interface OpenSpans<Message> {
  /** The span of a message; one that nobody looks at when it has none, or when it has ended. */
  of(message: Message): MessageSpan;
  /** The message is done. */
  end(message: Message): void;
}

const none: MessageSpan = { ...noSpan, retry() {} };
const noSpans: OpenSpans<unknown> = { of: () => none, end() {} };

/**
 * Works on messages together, each in a span of its own; none of them is the active one. Whatever is open at the end is ended, as
 * failed when the work throws.
 */
export async function tracedTogether<Message extends { readonly envelope: Envelope }, T>(
  tracing: Tracing,
  messages: readonly Message[],
  start: (message: Message) => SpanStart,
  work: (spans: OpenSpans<Message>) => Promise<T>,
): Promise<T> {
  if (tracing.telemetry === noTelemetry) return work(noSpans);
  const open = new Map<Message, { readonly span: MessageSpan; readonly end: () => void }>();
  for (const message of messages) {
    const started = start(message);
    void tracing.telemetry.span(started, (span) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      open.set(message, { span: messageSpan(tracing, message.envelope, span, started), end: resolve });
      return promise;
    });
  }
  const end = (message: Message) => {
    open.get(message)?.end();
    open.delete(message);
  };
  try {
    return await work({ of: (message) => open.get(message)?.span ?? none, end });
  } catch (error) {
    for (const { span } of open.values()) span.failed(error);
    for (const { envelope } of messages) notePersonal(error, personalValues(tracing.catalog, envelope));
    throw error;
  } finally {
    for (const message of messages) end(message);
  }
}
