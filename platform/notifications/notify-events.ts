import type { NotifierDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { sleep } from "../clock/clock.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { notifierHandler } from "../dead-letters/letter.ts";
import { parkEvent, withoutParked } from "../dead-letters/park-event.ts";
import type { ParkedSet } from "../dead-letters/parked-set.ts";
import { documentAt } from "../read-models/document-at.ts";
import type { ShownDocuments } from "../read-models/project-events.ts";
import { retryDelay } from "../retry/policy.ts";
import type { Attempt, EventRecord } from "../stores/records.ts";
import { notificationOf } from "./notification.ts";

/** Tells, for the events of one stream in order, whom the contract wants told. A notifier that throws parks the stream for itself. */
export async function notifyEvents(
  runtime: Runtime,
  events: readonly EventRecord[],
  parked: ParkedSet,
  shown: ReadonlyMap<string, ShownDocuments>,
): Promise<void> {
  for (const event of events) {
    const name = runtime.catalog.byType.get(event.envelope.type)?.messageName ?? "";
    for (const notifier of runtime.catalog.notifiers.get(name) ?? []) {
      const handler = notifierHandler(notifier.message.messageName);
      const [free] = await withoutParked(runtime, handler, [event], parked);
      if (free !== undefined) await notifyOne(runtime, notifier, handler, name, event, parked, shown);
    }
  }
}

async function notifyOne(
  runtime: Runtime,
  notifier: NotifierDefinition,
  handler: string,
  name: string,
  event: EventRecord,
  parked: ParkedSet,
  shown: ReadonlyMap<string, ShownDocuments>,
): Promise<void> {
  const policy = runtime.catalog.app.retry.projections;
  const attempts: Attempt[] = [];
  for (;;) {
    try {
      return await tell(runtime, notifier, name, event, shown);
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      attempts.push({ at: new Date(runtime.clock.now()).toISOString(), error: error.message });
      if (attempts.length >= policy.attempts) {
        return await parkEvent(runtime, handler, event, error, attempts, parked);
      }
    }
    await sleep(runtime.clock, retryDelay(policy, attempts.length, runtime.random()));
  }
}

async function tell(
  runtime: Runtime,
  notifier: NotifierDefinition,
  name: string,
  event: EventRecord,
  shown: ReadonlyMap<string, ShownDocuments>,
): Promise<void> {
  const eventClass = runtime.catalog.byType.get(event.envelope.type);
  const notify = notifier.notify[name];
  const told = notifier.message.messageName;
  if (eventClass === undefined || notify === undefined) throw new HandlerError(`${told} has no notifier for ${name}.`);
  const model = notifier.with === undefined ? undefined : runtime.catalog.readModels.get(notifier.with);
  const known = notifier.with === undefined ? undefined : shown.get(notifier.with)?.get(event);
  const document = known ?? (model && (await documentAt(runtime, model, event)));
  const data = callHandler(`The notifier ${told} of ${name}`, () => notify(new eventClass(event.envelope), document));
  if (data === undefined) return;
  const notification = await notificationOf(notifier.message, data, event.envelope, runtime.clock.now());
  await runtime.stores.notifications.create(notification);
}
