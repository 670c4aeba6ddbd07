import { classOf, openMessage } from "../app/catalog.ts";
import type { NotifierDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { notifierHandler } from "../dead-letters/letter.ts";
import { heldBack, parkEvent, withoutParked } from "../dead-letters/park-event.ts";
import type { ParkedSet } from "../dead-letters/parked-set.ts";
import { documentAt } from "../read-models/document-at.ts";
import type { ShownDocuments } from "../read-models/project-events.ts";
import { forEachBounded } from "../retry/bounded.ts";
import { notifierPolicy } from "../retry/policies.ts";
import { tryHandler } from "../retry/try-handler.ts";
import type { EventRecord, NotificationRecord } from "../stores/records.ts";
import { handlerLog } from "../telemetry/handler-log.ts";
import { notifySpan } from "../telemetry/spans/event-spans.ts";
import { showFailed } from "../telemetry/spans/show-failed.ts";
import { traced } from "../telemetry/spans/traced.ts";
import { keepTold } from "./keep-told.ts";
import { notificationOf } from "./notification.ts";

/**
 * Tells, for the events of one stream in order, whom the contract wants told. A notifier that throws parks the stream for itself.
 * What several tell of one event is stored together: it says so in no order, and takes one request.
 */
export async function notifyEvents(
  runtime: Runtime,
  events: readonly EventRecord[],
  parked: ParkedSet,
  shown: ReadonlyMap<string, ShownDocuments>,
): Promise<void> {
  for (const event of events) {
    const name = classOf(runtime.catalog, event.envelope.type)?.messageName ?? "";
    const notifiers = runtime.catalog.notifiers.get(name) ?? [];
    await forEachBounded(notifiers, Math.max(1, notifiers.length), (notifier) =>
      notifyOne(runtime, notifier, notifierHandler(notifier.message.messageName), event, parked, shown),
    );
  }
}

async function notifyOne(
  runtime: Runtime,
  notifier: NotifierDefinition,
  handler: string,
  event: EventRecord,
  parked: ParkedSet,
  shown: ReadonlyMap<string, ShownDocuments>,
): Promise<void> {
  const name = notifier.message.messageName;
  const start = () => notifySpan(runtime, event.envelope, name, handler);
  await traced(runtime, event.envelope, start, async (span) => {
    const [free] = await withoutParked(runtime, handler, [event], parked);
    if (free === undefined) return span.set({ "eventwright.outcome": heldBack(handler, event, parked) });
    const tell = async () =>
      keepTold(runtime, await toldOf(runtime, notifier, event, shown.get(notifier.with ?? "")), span);
    const failed = await tryHandler(runtime, notifierPolicy(runtime.catalog, name), tell, span);
    if (failed === undefined) return;
    showFailed(span, failed);
    await parkEvent(runtime, handler, event, failed, parked);
  });
}

/**
 * What a notifier tells of an event, ready to be stored; undefined: nothing.
 * @param shown documents of the read model in `with`, where they are known already
 * @throws HandlerError when the notifier is missing or throws, or makes what cannot be delivered
 */
export async function toldOf(
  runtime: Runtime,
  notifier: NotifierDefinition,
  event: EventRecord,
  shown?: ShownDocuments,
): Promise<NotificationRecord | undefined> {
  const eventClass = classOf(runtime.catalog, event.envelope.type);
  const name = eventClass?.messageName ?? event.envelope.type;
  const notify = notifier.notify[name];
  const told = notifier.message.messageName;
  if (eventClass === undefined || notify === undefined) throw new HandlerError(`${told} has no notifier for ${name}.`);
  const opened = openMessage(runtime.catalog, eventClass, event.envelope);
  const model = notifier.with === undefined ? undefined : runtime.catalog.readModels.get(notifier.with);
  const document = shown?.get(event) ?? (model && (await documentAt(runtime, model, event)));
  const log = handlerLog(runtime.log, { message: event.envelope, handler: notifierHandler(told) });
  const data = callHandler(`The notifier ${told} of ${name}`, () => notify(opened, document, { log }));
  if (data === undefined) return undefined;
  return notificationOf(notifier.message, data, event.envelope, runtime);
}
