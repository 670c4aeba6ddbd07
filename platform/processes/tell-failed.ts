import type { NotifierDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { notificationOf } from "../notifications/notification.ts";
import type { NotificationRecord, UntoldFailure } from "../stores/records.ts";
import { noLog } from "../telemetry/handler-log.ts";
import { messageOpener } from "./mailbox.ts";
import { processNamed } from "./send-command.ts";

/** What a notification of a failed process is caused by. Not the event's own id: it may cause the same notification as an event. */
export function failureCause(started: Envelope, { deadLetter }: UntoldFailure): Envelope {
  return { ...started, id: deadLetter };
}

/**
 * What a notifier says of a process that has failed for good; undefined: nothing.
 * @throws HandlerError when the notifier throws, or makes no valid notification
 */
export async function toldOfFailure(
  runtime: Runtime,
  notifier: NotifierDefinition,
  started: Envelope,
  instanceId: string,
  failure: UntoldFailure,
): Promise<NotificationRecord | undefined> {
  const { process, error, deadLetter } = failure;
  const told = notifier.message.messageName;
  const notify = notifier.notify[process];
  if (notify === undefined) throw new HandlerError(`${told} has no notifier for the process ${process}.`);
  const open = messageOpener(processNamed(runtime, process) ?? { startedBy: [], waitsFor: [] });
  const data = callHandler(`The notifier ${told} of the process ${process}`, () =>
    notify({ started: open(started), instanceId, error, deadLetter }, undefined, { log: noLog }),
  );
  if (data === undefined) return undefined;
  return notificationOf(notifier.message, data, failureCause(started, failure), runtime);
}
