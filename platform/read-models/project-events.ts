import type { ReadModelDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { sleep } from "../clock/clock.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { projectionHandler } from "../dead-letters/letter.ts";
import { parkEvent, withoutParked } from "../dead-letters/park-event.ts";
import type { ParkedSet } from "../dead-letters/parked-set.ts";
import { forEachBounded } from "../retry/bounded.ts";
import { retryDelay } from "../retry/policy.ts";
import { StoreError } from "../stores/errors.ts";
import type { Tagged } from "../stores/ports.ts";
import type { Attempt, EventRecord, ReadModelRecord } from "../stores/records.ts";
import { foldDocument, foldsEvent } from "./fold-document.ts";
import { type DocumentKey, documentKey, keyText } from "./keys.ts";

/** Documents that are read or written at the same time. */
const parallelDocuments = 100;
/** How often others may change the documents first. */
const mostRaces = 50;

/** Documents of one read model as they were right after events of a batch. */
export type ShownDocuments = ReadonlyMap<EventRecord, unknown>;

interface WorkingDocument {
  readonly key: DocumentKey;
  readonly stored: Tagged<ReadModelRecord> | undefined;
  current: ReadModelRecord | undefined;
}

/** The first event that a projection could not fold. */
interface Stopped {
  readonly event: EventRecord;
  readonly error: HandlerError;
}

/**
 * Brings one read model up to date with a batch of events, in their order: each document is read once and written once.
 * An event that cannot be folded parks its stream for this read model; the other streams go on.
 * @returns the documents as they were right after each event, as far as that came up
 */
export async function projectEvents(
  runtime: Runtime,
  model: ReadModelDefinition,
  batch: readonly EventRecord[],
  parked: ParkedSet,
): Promise<ShownDocuments> {
  const handler = projectionHandler(model.descriptor.name);
  const policy = runtime.catalog.app.retry.projections;
  let wanted = batch.filter((event) => foldsEvent(runtime.catalog, model, event));
  let attempts: Attempt[] = [];
  let stopped: Stopped | undefined;
  for (let races = 0; races < mostRaces; ) {
    const events = await withoutParked(runtime, handler, wanted, parked);
    const documents = await readDocuments(runtime, model, events);
    const { failed, done, shown } = foldAll(runtime, model, events, documents);
    if (!(await writeDocuments(runtime, model, done))) {
      races++;
      continue;
    }
    if (failed === undefined) return shown;
    if (stopped?.event !== failed.event) attempts = [];
    stopped = failed;
    attempts.push({ at: new Date(runtime.clock.now()).toISOString(), error: failed.error.message });
    if (attempts.length < policy.attempts) {
      await sleep(runtime.clock, retryDelay(policy, attempts.length, runtime.random()));
    } else if (!(await parkEvent(runtime, handler, failed.event, failed.error, attempts, parked))) {
      wanted = wanted.filter((event) => event !== failed.event);
    }
  }
  throw new StoreError(
    "transient",
    `The documents of ${model.descriptor.name} change faster than they can be written.`,
  );
}

/** A per-event document has one writer, so that there is nothing to read. */
async function readDocuments(
  runtime: Runtime,
  model: ReadModelDefinition,
  events: readonly EventRecord[],
): Promise<ReadonlyMap<string, WorkingDocument>> {
  const { container, per } = model.descriptor;
  const keys = new Map<string, DocumentKey>();
  for (const event of events) {
    const key = keyOrUndefined(model, event);
    if (key !== undefined) keys.set(keyText(key), key);
  }
  const documents = new Map<string, WorkingDocument>();
  await forEachBounded(keys, parallelDocuments, async ([text, key]) => {
    const known = per === "event" ? undefined : runtime.documents.get(container, key);
    const stored =
      per === "event" ? undefined : (known ?? (await runtime.stores.readModels.read(container, key.partition, key.id)));
    documents.set(text, { key, stored, current: stored?.record });
  });
  return documents;
}

function keyOrUndefined(model: ReadModelDefinition, event: EventRecord): DocumentKey | undefined {
  try {
    return documentKey(model.descriptor, event.envelope);
  } catch (error) {
    if (error instanceof HandlerError) return undefined;
    throw error;
  }
}

/** Folds up to the first event that cannot be: what comes before it is kept. */
function foldAll(
  runtime: Runtime,
  model: ReadModelDefinition,
  events: readonly EventRecord[],
  documents: ReadonlyMap<string, WorkingDocument>,
): {
  readonly done: readonly WorkingDocument[];
  readonly failed: Stopped | undefined;
  readonly shown: ShownDocuments;
} {
  const done = [...documents.values()];
  const shown = new Map<EventRecord, unknown>();
  for (const event of events) {
    try {
      const key = documentKey(model.descriptor, event.envelope);
      const document = key && documents.get(keyText(key));
      if (document === undefined) continue;
      document.current = foldDocument(runtime.catalog, model, document.key, document.current, event);
      if (document.current?.seen[event.streamid] === event.version) shown.set(event, document.current.data);
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      return { done, failed: { event, error }, shown };
    }
  }
  return { done, failed: undefined, shown };
}

/** False when somebody else changed a document meanwhile: all of it is read and folded again then. */
async function writeDocuments(
  runtime: Runtime,
  model: ReadModelDefinition,
  documents: readonly WorkingDocument[],
): Promise<boolean> {
  const { container, per } = model.descriptor;
  let undisturbed = true;
  const changed = documents.filter(({ current, stored }) => current !== stored?.record);
  await forEachBounded(changed, parallelDocuments, async ({ key, current, stored }) => {
    if (current === undefined) return;
    // Known again only when the write has succeeded: after a failed one nobody knows what is stored.
    runtime.documents.delete(container, key);
    const etag = await runtime.stores.readModels.write(container, current, per === "event" ? "any" : stored?.etag);
    if (etag === undefined) undisturbed = false;
    else if (per !== "event") runtime.documents.set(container, { record: current, etag });
  });
  return undisturbed;
}
