import { messageNamed } from "../app/catalog.ts";
import type { StreamDefinition } from "../app/definition.ts";
import { errorFields } from "../app/log.ts";
import type { Runtime } from "../app/runtime.ts";
import type { Result } from "../commands/result.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { letterOf, notifierHandler } from "../dead-letters/letter.ts";
import type { Envelope } from "../messages/envelope.ts";
import { partitionOf } from "../messages/ids.ts";
import { notificationOf } from "./notification.ts";

/**
 * Tells of a refusal or a failure. A notifier that throws does not hold up the stream: its letter says what it could not
 * tell.
 */
export async function notifyOutcome(
  runtime: Runtime,
  stream: StreamDefinition,
  command: Envelope,
  result: Result,
  state: unknown,
): Promise<void> {
  if (result.status === "succeeded") return;
  for (const name of result.status === "rejected" ? stream.onRejected : stream.onFailed) {
    try {
      await notifyOne(runtime, stream, name, command, result, state);
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      runtime.log("error", "A notifier of outcomes failed.", { notifier: name, ...errorFields(error) });
      const at = new Date(runtime.clock.now()).toISOString();
      const letter = letterOf({
        handler: notifierHandler(name),
        partition: partitionOf(stream.name, command.streamid ?? ""),
        message: command,
        error,
        attempts: [{ at, error: error.message }],
        build: runtime.catalog.app.service.version,
      });
      await runtime.stores.deadLetters.create(letter);
    }
  }
}

async function notifyOne(
  runtime: Runtime,
  stream: StreamDefinition,
  name: string,
  command: Envelope,
  result: Exclude<Result, { status: "succeeded" }>,
  state: unknown,
): Promise<void> {
  const notifier = stream.handlers.notify?.[name];
  const commandClass = runtime.catalog.byType.get(command.type);
  if (notifier === undefined || commandClass === undefined) return;
  const about = new commandClass(command);
  const told =
    result.status === "rejected"
      ? { command: about, code: result.code, message: result.message }
      : { command: about, deadLetter: result.letter.id };
  const data = callHandler(`The notifier of ${name}`, () => notifier(told, state));
  if (data === undefined) return;
  const message = messageNamed(runtime.catalog, name);
  await runtime.stores.notifications.create(await notificationOf(message, data, command, runtime.clock.now()));
}
