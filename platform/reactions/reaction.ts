import type { Draft } from "../messages/envelope.ts";
import type { Message } from "../messages/message-class.ts";
import type { HandlerContext } from "../telemetry/handler-log.ts";

/** Answers one kind of event with commands: pure. The platform sends them so that a redelivered event sends them once. */
export type React<Event extends Message, Command extends Draft> = (
  event: Event,
  context: HandlerContext,
) => readonly Command[];

/** What a reaction's hand-written code looks like to the platform: one function per event that it wants. */
// biome-ignore lint/suspicious/noExplicitAny: each entry takes its own event type, which generated interfaces state.
export type ReactionHandlers = Readonly<Record<string, (event: any, context: HandlerContext) => readonly Draft[]>>;
