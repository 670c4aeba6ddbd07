import { classOf, messageNamed, openMessage } from "../app/catalog.ts";
import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import type { Result } from "../commands/result.ts";
import { callHandler } from "../dead-letters/handler-error.ts";
import { attemptOf, letterOf, notifierHandler } from "../dead-letters/letter.ts";
import { failureOf } from "../dead-letters/redrive/runner.ts";
import type { Envelope } from "../messages/envelope.ts";
import { partitionOf } from "../messages/ids.ts";
import { outcomeNotifierPolicy } from "../retry/policies.ts";
import { nextTry } from "../retry/policy.ts";
import type { NotificationRecord } from "../stores/records.ts";
import { handlerLog } from "../telemetry/handler-log.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { notifySpan } from "../telemetry/spans/event-spans.ts";
import { traced } from "../telemetry/spans/traced.ts";
import { keepTold } from "./keep-told.ts";
import { notificationOf } from "./notification.ts";

/**
 * Tells of a refusal or a failure. A notifier that throws does not hold up the stream: its letter says what it could not
 * tell, and waits for its next try where the contract gives it one.
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
    const start = () => notifySpan(runtime, command, name, notifierHandler(name));
    const error = await traced(runtime, command, start, async (span) => {
      const failure = await failureOf(async () => {
        await keepTold(runtime, await toldOfOutcome(runtime, stream, name, command, result, state), span);
      });
      if (failure !== undefined) span.failed(failure);
      return failure;
    });
    if (error === undefined) continue;
    const now = runtime.clock.now();
    const delay = nextTry(outcomeNotifierPolicy(runtime.catalog, name), error, 1, runtime.random());
    const letter = letterOf({
      handler: notifierHandler(name),
      partition: partitionOf(stream.name, command.streamid ?? ""),
      message: command,
      error,
      attempts: [attemptOf(now, error)],
      retryAt: delay === undefined ? undefined : new Date(now + delay).toISOString(),
      build: runtime.catalog.build,
    });
    const { id, handler, retryAt } = letter;
    runtime.log(logEvents.outcomeNotifierFailed, { message: command, handler, letter: id, retryAt, error });
    await runtime.stores.deadLetters.create(letter);
  }
}

/**
 * What a notifier of outcomes tells, ready to be stored; undefined: nothing.
 * @throws HandlerError when the notifier throws or makes what cannot be delivered
 */
export async function toldOfOutcome(
  runtime: Runtime,
  stream: StreamDefinition,
  name: string,
  command: Envelope,
  result: Exclude<Result, { status: "succeeded" }>,
  state: unknown,
): Promise<NotificationRecord | undefined> {
  const notifier = stream.handlers.notify?.[name];
  const commandClass = classOf(runtime.catalog, command.type);
  if (notifier === undefined || commandClass === undefined) return undefined;
  const about = openMessage(runtime.catalog, commandClass, command);
  const told =
    result.status === "rejected"
      ? { command: about, code: result.code, message: result.message }
      : { command: about, deadLetter: result.letter.id };
  const log = handlerLog(runtime.log, { message: command, handler: notifierHandler(name) });
  const data = callHandler(`The notifier of ${name}`, () => notifier(told, state, { log }));
  if (data === undefined) return undefined;
  return notificationOf(messageNamed(runtime.catalog, name), data, command, runtime);
}
