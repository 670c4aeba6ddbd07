import type { Runtime } from "../app/runtime.ts";
import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { HandlerError } from "./handler-error.ts";
import { commandsHandler, letterOf } from "./letter.ts";

/** Keeps a document that is no command as a letter, so that it holds up nobody and is not forgotten either. */
export async function setAside(runtime: Runtime, document: unknown): Promise<void> {
  const { streamid } = (document ?? {}) as { readonly streamid?: unknown };
  const message = document as Envelope;
  const error = new HandlerError("The document is not a command as the platform stores them.");
  const letter = letterOf({
    handler: commandsHandler,
    partition: typeof streamid === "string" ? streamid : "unknown",
    message,
    error,
    attempts: [{ at: new Date(runtime.clock.now()).toISOString(), error: error.message }],
    build: runtime.catalog.build,
  });
  const id = `letter-${hashOf(document ?? null)}`;
  runtime.log(logEvents.strangeCommand, { handler: commandsHandler, letter: id });
  await runtime.stores.deadLetters.create({ ...letter, id });
}
