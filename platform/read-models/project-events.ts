import type { ReadModelDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { sleep } from "../clock/clock.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { attemptOf, projectionHandler } from "../dead-letters/letter.ts";
import { heldBack, parkEvent, withoutParked } from "../dead-letters/park-event.ts";
import type { ParkedSet } from "../dead-letters/parked-set.ts";
import { failureOf } from "../dead-letters/redrive/runner.ts";
import { forEachBounded } from "../retry/bounded.ts";
import { projectionPolicy } from "../retry/policies.ts";
import { afterFailure } from "../retry/try-handler.ts";
import { StoreError } from "../stores/errors.ts";
import type { Tagged } from "../stores/ports.ts";
import type { Attempt, EventRecord, ReadModelRecord } from "../stores/records.ts";
import { handlerLog } from "../telemetry/handler-log.ts";
import { measureShown } from "../telemetry/meters.ts";
import type { OpenSpans } from "../telemetry/spans/open-spans.ts";
import { showFailed } from "../telemetry/spans/show-failed.ts";
import { foldDocument } from "./fold-document.ts";
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
  /** The first event that changed it. */
  first: EventRecord | undefined;
}

/** The first event of a stream that could not be folded, or whose document cannot be stored. */
interface Stopped {
  readonly event: EventRecord;
  readonly error: HandlerError;
}

/** What a batch has tried in vain so far: by stream, for the event that stops it. */
type Attempts = Map<string, { readonly event: EventRecord; readonly attempts: Attempt[] }>;

/**
 * Brings one read model up to date with a batch of events, in their order: each document is read once and written once.
 * An event that cannot be folded holds up its stream for this read model, and parks it when its tries are used up or its
 * next one is far away; the other streams go on.
 * @param batch events that the read model folds
 * @returns the documents as they were right after each event, as far as that came up
 */
export async function projectEvents(
  runtime: Runtime,
  model: ReadModelDefinition,
  batch: readonly EventRecord[],
  parked: ParkedSet,
  spans: OpenSpans<EventRecord>,
): Promise<ShownDocuments> {
  const handler = projectionHandler(model.descriptor.name);
  const tried: Attempts = new Map();
  const shown = new Map<EventRecord, unknown>();
  let wanted = batch;
  for (let races = 0; races < mostRaces; ) {
    const events = await withoutParked(runtime, handler, wanted, parked);
    showHeldBack(spans, handler, wanted, events, parked);
    const documents = await readDocuments(runtime, model, events, races === 0);
    const folded = foldAll(runtime, model, events, documents);
    const written = await writeDocuments(runtime, model, [...documents.values()]);
    if (!written.undisturbed) {
      races++;
      continue;
    }
    const stopped = firstOfEach([...folded.stopped, ...written.stopped]);
    if (written.stopped.length === 0) showProjected(runtime, model, spans, events, stopped, folded.repeated);
    if (written.stopped.length === 0) for (const [event, data] of folded.shown) shown.set(event, data);
    if (stopped.length === 0) return shown;
    const passed = await holdUp(runtime, model, handler, stopped, tried, parked, spans);
    wanted = wanted.filter((event) => !passed.has(event));
  }
  throw new StoreError(
    "transient",
    `The documents of ${model.descriptor.name} change faster than they can be written.`,
  );
}

/** Events that wait behind a letter, or are done since before it. */
function showHeldBack(
  spans: OpenSpans<EventRecord>,
  handler: string,
  wanted: readonly EventRecord[],
  free: readonly EventRecord[],
  parked: ParkedSet,
): void {
  if (free.length === wanted.length) return;
  const through = new Set(free);
  for (const event of wanted) {
    if (through.has(event)) continue;
    spans.of(event).set({ "eventwright.outcome": heldBack(handler, event, parked) });
    spans.end(event);
  }
}

/** Events up to what stops their streams are in their documents now. */
function showProjected(
  runtime: Runtime,
  model: ReadModelDefinition,
  spans: OpenSpans<EventRecord>,
  events: readonly EventRecord[],
  stopped: readonly Stopped[],
  repeated: ReadonlySet<EventRecord>,
): void {
  const stops = new Map(stopped.map(({ event }) => [event.streamid, event.version]));
  for (const event of events) {
    if (event.version >= (stops.get(event.streamid) ?? Number.POSITIVE_INFINITY)) continue;
    const isRepeated = repeated.has(event);
    if (!isRepeated) measureShown(runtime, model.descriptor.name, event);
    spans.of(event).set({ "eventwright.outcome": isRepeated ? "duplicate" : "succeeded" });
    spans.end(event);
  }
}

/** The earliest one of each stream. */
function firstOfEach(stopped: readonly Stopped[]): readonly Stopped[] {
  const first = new Map<string, Stopped>();
  for (const stop of stopped) {
    const known = first.get(stop.event.streamid);
    if (known === undefined || stop.event.version < known.event.version) first.set(stop.event.streamid, stop);
  }
  return [...first.values()];
}

/** Parks the streams that cannot go on and waits for the others; answers the events that somebody has discarded. */
async function holdUp(
  runtime: Runtime,
  model: ReadModelDefinition,
  handler: string,
  stopped: readonly Stopped[],
  tried: Attempts,
  parked: ParkedSet,
  spans: OpenSpans<EventRecord>,
): Promise<ReadonlySet<EventRecord>> {
  const policy = projectionPolicy(runtime.catalog, model.descriptor.name);
  const passed = new Set<EventRecord>();
  let wait = 0;
  for (const { event, error } of stopped) {
    const before = tried.get(event.streamid);
    const attempts = before?.event === event ? before.attempts : [];
    attempts.push(attemptOf(runtime.clock.now(), error));
    tried.set(event.streamid, { event, attempts });
    const next = afterFailure(runtime, policy, error, attempts.length);
    if (next.kind === "wait") {
      spans.of(event).retry(error, attempts.length);
      wait = Math.max(wait, next.delay);
      continue;
    }
    const failed = { ...next, error, attempts };
    showFailed(spans.of(event), failed);
    if (!(await parkEvent(runtime, handler, event, failed, parked))) passed.add(event);
    spans.end(event);
  }
  if (wait > 0) await sleep(runtime.clock, wait);
  return passed;
}

/**
 * A per-event document has one writer, so that there is nothing to read.
 * @param guess takes it that there is no document yet where a stream begins: should there be one, as when the batch has been here
 * before, it is not overwritten, and the next look reads it
 */
async function readDocuments(
  runtime: Runtime,
  model: ReadModelDefinition,
  events: readonly EventRecord[],
  guess: boolean,
): Promise<ReadonlyMap<string, WorkingDocument>> {
  const { container, per } = model.descriptor;
  const keys = new Map<string, { readonly key: DocumentKey; readonly begins: boolean }>();
  for (const event of events) {
    const key = keyOrUndefined(runtime, model, event);
    if (key === undefined || keys.has(keyText(key))) continue;
    keys.set(keyText(key), { key, begins: per === "stream" && event.version === 1 });
  }
  const documents = new Map<string, WorkingDocument>();
  await forEachBounded(keys, parallelDocuments, async ([text, { key, begins }]) => {
    const read = () => runtime.stores.readModels.read(container, key.partition, key.id);
    const known = per === "event" ? undefined : runtime.documents.get(container, key);
    const isNew = per === "event" || (guess && begins);
    const stored = known ?? (isNew ? undefined : await read());
    documents.set(text, { key, stored, current: stored?.record, first: undefined });
  });
  return documents;
}

function keyOrUndefined(runtime: Runtime, model: ReadModelDefinition, event: EventRecord): DocumentKey | undefined {
  try {
    return documentKey(runtime.catalog, model.descriptor, event.envelope);
  } catch (error) {
    if (error instanceof HandlerError) return undefined;
    throw error;
  }
}

/** Folds each stream up to its first event that cannot be: what comes before it is kept, and the other streams go on. */
function foldAll(
  runtime: Runtime,
  model: ReadModelDefinition,
  events: readonly EventRecord[],
  documents: ReadonlyMap<string, WorkingDocument>,
): {
  readonly stopped: readonly Stopped[];
  readonly shown: ShownDocuments;
  /** Events that their documents had seen before. */
  readonly repeated: ReadonlySet<EventRecord>;
} {
  const repeated = new Set<EventRecord>();
  const stopped = new Map<string, Stopped>();
  const shown = new Map<EventRecord, unknown>();
  for (const event of events) {
    if (stopped.has(event.streamid)) continue;
    try {
      const key = documentKey(runtime.catalog, model.descriptor, event.envelope);
      const document = key && documents.get(keyText(key));
      if (document === undefined) continue;
      const before = document.current;
      if ((before?.seen[event.streamid] ?? 0) >= event.version) repeated.add(event);
      const handler = projectionHandler(model.descriptor.name);
      const log = handlerLog(runtime.log, { message: event.envelope, handler });
      document.current = foldDocument(runtime.catalog, model, document.key, before, event, log);
      if (document.current !== before) document.first ??= event;
      if (document.current?.seen[event.streamid] === event.version) shown.set(event, document.current.data);
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      stopped.set(event.streamid, { event, error });
    }
  }
  return { stopped: [...stopped.values()], shown, repeated };
}

/**
 * Writes what has changed. `undisturbed`: nobody else has changed a document meanwhile; else all of it is read and folded
 * again. A document that the store will never take stops the first event that is new in it.
 */
async function writeDocuments(
  runtime: Runtime,
  model: ReadModelDefinition,
  documents: readonly WorkingDocument[],
): Promise<{ readonly undisturbed: boolean; readonly stopped: readonly Stopped[] }> {
  const { container, per } = model.descriptor;
  let undisturbed = true;
  const stopped: Stopped[] = [];
  const changed = documents.filter(({ current, stored }) => current !== stored?.record);
  await forEachBounded(changed, parallelDocuments, async ({ key, current, stored, first }) => {
    if (current === undefined) return;
    // Known again only when the write has succeeded: after a failed one nobody knows what is stored.
    runtime.documents.delete(container, key);
    let etag: string | undefined;
    const error = await failureOf(async () => {
      etag = await runtime.stores.readModels.write(container, current, per === "event" ? "any" : stored?.etag);
    });
    if (error !== undefined && first !== undefined) stopped.push({ event: first, error });
    else if (etag === undefined) undisturbed = false;
    else if (per !== "event") runtime.documents.set(container, { record: current, etag });
  });
  return { undisturbed, stopped };
}
