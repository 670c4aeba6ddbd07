import { classOf } from "../app/catalog.ts";
import type { ReadModelDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { notifierHandler, projectionHandler } from "../dead-letters/letter.ts";
import { type ParkedSet, parkedAmong } from "../dead-letters/parked-set.ts";
import { notifyEvents } from "../notifications/notify-events.ts";
import { foldsEvent } from "../read-models/fold-document.ts";
import { projectEvents, type ShownDocuments } from "../read-models/project-events.ts";
import { forEachBounded } from "../retry/bounded.ts";
import { retryTransient } from "../retry/policy.ts";
import type { EventRecord, OutcomeMarker } from "../stores/records.ts";
import { measureVisible } from "../telemetry/meters.ts";
import { noTelemetry } from "../telemetry/no-telemetry.ts";
import { batchSpan } from "../telemetry/spans/batch-span.ts";
import { projectSpan } from "../telemetry/spans/event-spans.ts";
import type { Invocation } from "../telemetry/spans/invocation.ts";
import { tracedTogether } from "../telemetry/spans/open-spans.ts";
import { publishEvents } from "./publish-events.ts";

/** Streams that are notified of at the same time. */
const parallelStreams = 100;

/**
 * Handles a batch of the change feed of `events`: read models first, then notifications (they show the read models) and
 * Event Grid. Every step may be repeated; when it answers, every event went through all of them or is parked.
 * @throws StoreError when a store or Event Grid cannot be reached: the whole batch must come again
 */
export async function handleEvents(
  runtime: Runtime,
  batch: readonly (EventRecord | OutcomeMarker)[],
  invocation?: Invocation,
): Promise<void> {
  const events = batch.filter((record) => record.kind === "event");
  if (events.length === 0) return;
  await runtime.telemetry.span(batchSpan("events", events, invocation), () => handleBatch(runtime, events));
}

async function handleBatch(runtime: Runtime, events: readonly EventRecord[]): Promise<void> {
  const policy = runtime.catalog.app.retry.projections;
  const retrying = <T>(work: () => Promise<T>) => retryTransient(runtime, policy, work);
  const lanes = Map.groupBy(events, (event) => event.streamid);
  const parked: ParkedSet = await retrying(() =>
    parkedAmong(runtime.stores.deadLetters, lanes.keys(), (stream) => handlersOf(runtime, lanes.get(stream) ?? [])),
  );
  const models = runtime.catalog.app.readModels;
  const shown = new Map<string, ShownDocuments>();
  await forEachBounded(models, models.length, async (model) => {
    shown.set(model.descriptor.name, await projectTraced(runtime, model, events, parked, retrying));
  });
  if (runtime.telemetry !== noTelemetry) measureVisible(runtime, visible(runtime, events, parked));
  const notify = () =>
    forEachBounded(lanes.values(), parallelStreams, (lane) =>
      retrying(() => notifyEvents(runtime, lane, parked, shown)),
    );
  const publish = () => publishEvents(runtime, events);
  await forEachBounded([notify, publish], 2, (step) => step());
}

/** Events that have gone through every read model which folds them. */
function visible({ catalog }: Runtime, events: readonly EventRecord[], parked: ParkedSet): readonly EventRecord[] {
  return events.filter((event) => {
    const models = catalog.app.readModels.filter((model) => foldsEvent(catalog, model, event));
    const isThrough = ({ descriptor }: ReadModelDefinition) => {
      const marker = parked.get(projectionHandler(descriptor.name), event.streamid);
      return marker === undefined || event.version < (marker.version ?? 0);
    };
    return models.length > 0 && models.every(isThrough);
  });
}

/** One span for each event and read model that folds it, over all tries. */
function projectTraced(
  runtime: Runtime,
  model: ReadModelDefinition,
  events: readonly EventRecord[],
  parked: ParkedSet,
  retrying: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<ShownDocuments> {
  const { name } = model.descriptor;
  const folded = events.filter((event) => foldsEvent(runtime.catalog, model, event));
  const start = ({ envelope }: EventRecord) => projectSpan(runtime, envelope, name, projectionHandler(name));
  return tracedTogether(runtime, folded, start, (spans) =>
    retrying(() => projectEvents(runtime, model, folded, parked, spans)),
  );
}

/** Whoever folds one of these events, or tells of it: nobody else is asked whether the stream is parked for them. */
function handlersOf({ catalog }: Runtime, events: readonly EventRecord[]): readonly string[] {
  const folding = catalog.app.readModels.filter((model) => events.some((event) => foldsEvent(catalog, model, event)));
  const names = new Set(events.map(({ envelope }) => classOf(catalog, envelope.type)?.messageName ?? ""));
  const telling = [...names].flatMap((name) => catalog.notifiers.get(name) ?? []);
  return [
    ...folding.map((model) => projectionHandler(model.descriptor.name)),
    ...new Set(telling.map((notifier) => notifierHandler(notifier.message.messageName))),
  ];
}
