import type { Runtime } from "../app/runtime.ts";
import { type ParkedSet, parkedAmong } from "../dead-letters/parked-set.ts";
import { notifyEvents } from "../notifications/notify-events.ts";
import { projectEvents } from "../read-models/project-events.ts";
import { forEachBounded } from "../retry/bounded.ts";
import { retryTransient } from "../retry/policy.ts";
import type { EventRecord, OutcomeMarker } from "../stores/records.ts";
import { publishEvents } from "./publish-events.ts";

/** Streams that are notified of at the same time. */
const parallelStreams = 16;

/**
 * Handles a batch of the change feed of `events`: read models first, then notifications (they show the read models), then
 * Event Grid. Every step may be repeated; when it answers, every event went through all of them or is parked.
 * @throws StoreError when a store or Event Grid cannot be reached: the whole batch must come again
 */
export async function handleEvents(runtime: Runtime, batch: readonly (EventRecord | OutcomeMarker)[]): Promise<void> {
  const events = batch.filter((record) => record.kind === "event");
  if (events.length === 0) return;
  const policy = runtime.catalog.app.retry.projections;
  const retrying = <T>(work: () => Promise<T>) => retryTransient(runtime, policy, work);
  const lanes = Map.groupBy(events, (event) => event.streamid);
  const parked: ParkedSet = await retrying(() => parkedAmong(runtime.stores.deadLetters, lanes.keys()));
  const models = runtime.catalog.app.readModels;
  await forEachBounded(models, models.length, (model) => retrying(() => projectEvents(runtime, model, events, parked)));
  await forEachBounded(lanes.values(), parallelStreams, (lane) => retrying(() => notifyEvents(runtime, lane, parked)));
  await retrying(() => publishEvents(runtime, events));
}
