import type { Message } from "../messages/message-class.ts";
import type { HandlerContext } from "../telemetry/handler-log.ts";

/**
 * Tells somebody of one kind of event: pure. `document` is the read model that the contract names in `with`, after it
 * has folded the event. Answering undefined tells nobody.
 */
export type Notify<Event extends Message, Document, Data> = (
  event: Event,
  document: Document | undefined,
  context: HandlerContext,
) => Data | undefined;

// biome-ignore lint/suspicious/noExplicitAny: each entry takes its own event and document type, which generated interfaces state.
type NotifierHandler = (event: any, document: any, context: HandlerContext) => unknown;

/** What a notifier's hand-written code looks like to the platform: one function per event that it tells of. */
export type NotifierHandlers = Readonly<Record<string, NotifierHandler>>;
