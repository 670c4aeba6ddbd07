import { catalogOf } from "../app/catalog.ts";
import type { AppDefinition, ReadModelDefinition } from "../app/definition.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { projectionHandler } from "../dead-letters/letter.ts";
import { forEachBounded } from "../retry/bounded.ts";
import type { Stores } from "../stores/ports.ts";
import type { EventRecord, ParkedRecord } from "../stores/records.ts";
import { type FoldedDocuments, foldFresh, inOneOrder, ownsItsStreams, readStream } from "./fresh-fold.ts";
import { keyText } from "./keys.ts";
import { removeObsolete, writeFresh } from "./write-fresh.ts";

/** Streams that are read at the same time. */
const parallelStreams = 16;
/** Documents that are compared and written at the same time: together they share requests. */
const parallelDocuments = 100;
/** How often a stream may grow under the rebuild's hands before it goes on to the next. */
const mostRounds = 20;

/** Which read models, and who wants to know how far it is. */
export interface RebuildOptions {
  /** Names of read models; undefined: all. */
  readonly only?: readonly string[];
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/** How far a rebuild is. */
export interface RebuildProgress {
  /** Streams done of those that there were at the beginning. */
  readonly streams: number;
  readonly of: number;
  readonly events: number;
}

/** What a rebuild did to one read model. */
export interface RebuildReport {
  readonly readModel: string;
  /** Documents that it has now. */
  readonly documents: number;
  /** Those that were missing or different. */
  readonly written: number;
  /** Those that no event accounts for. */
  readonly removed: number;
  /** Streams that could not be folded; they stay parked. */
  readonly failures: readonly { readonly stream: string; readonly error: string }[];
}

interface Work {
  readonly model: ReadModelDefinition;
  readonly keys: Set<string>;
  readonly parked: ReadonlyMap<string, ParkedRecord>;
  readonly failures: { stream: string; error: string }[];
  written: number;
}

/**
 * Folds all events again and puts every document of the chosen read models right: missing ones appear, wrong ones are
 * replaced, those that no event accounts for go. Readers never see an empty read model, and the app may go on working
 * meanwhile: what it writes is newer and wins. Streams that were parked for a projection are free again.
 *
 * Read models that are keyed by a payload's field need all their events in memory at once.
 * @throws Error when `only` names a read model that the contract does not have, StoreError when a store is in trouble
 */
export async function rebuild(
  app: AppDefinition,
  stores: Stores,
  options: RebuildOptions = {},
): Promise<readonly RebuildReport[]> {
  const catalog = catalogOf(app);
  const works: Work[] = [];
  for (const model of chosen(app, options.only)) {
    await stores.readModels.ensure(model.descriptor.container);
    works.push({ model, keys: new Set(), parked: await parkedStreams(stores, model), failures: [], written: 0 });
  }
  const streams = new Set<string>();
  for await (const page of stores.events.streams()) for (const stream of page) streams.add(stream);

  const own = works.filter(({ model }) => ownsItsStreams(model));
  const shared = works.filter(({ model }) => !ownsItsStreams(model));
  const versions = new Map<string, number>();
  let done = 0;
  let events = 0;
  await forEachBounded(streams, parallelStreams, async (stream) => {
    const read = await readStream(stores.events, stream);
    versions.set(stream, read.at(-1)?.version ?? 0);
    for (const work of own) {
      await foldStream(stores, work, (again) => foldFresh(catalog, work.model, again), stream, read);
    }
    events += read.length;
    options.onProgress?.({ streams: ++done, of: streams.size, events });
  });
  for (const work of shared) {
    await foldShared(stores, work, streams, (all) => foldFresh(catalog, work.model, inOneOrder(all)));
  }
  const reports: RebuildReport[] = [];
  for (const { model, keys, written, failures } of works) {
    const removed = failures.length > 0 ? 0 : await removeObsolete(stores.readModels, model, keys, versions);
    reports.push({ readModel: model.descriptor.name, documents: keys.size, written, removed, failures });
  }
  return reports;
}

function chosen(app: AppDefinition, only: readonly string[] | undefined): readonly ReadModelDefinition[] {
  if (only === undefined) return app.readModels;
  return only.map((name) => {
    const found = app.readModels.find((model) => model.descriptor.name === name);
    if (found !== undefined) return found;
    const known = app.readModels.map((model) => model.descriptor.name).join(", ");
    throw new Error(`The contract has no read model ${JSON.stringify(name)}; it has ${known}.`);
  });
}

async function parkedStreams(stores: Stores, model: ReadModelDefinition): Promise<ReadonlyMap<string, ParkedRecord>> {
  const parked = new Map<string, ParkedRecord>();
  for await (const page of stores.deadLetters.parkedOf(projectionHandler(model.descriptor.name))) {
    for (const record of page) parked.set(record.streamid, record);
  }
  return parked;
}

/** One stream into its own documents, again and again until the app has not written something newer meanwhile. */
async function foldStream(
  stores: Stores,
  work: Work,
  fold: (events: readonly EventRecord[]) => FoldedDocuments,
  stream: string,
  read: readonly EventRecord[],
): Promise<void> {
  const marker = work.parked.get(stream);
  let events = read;
  let freed = false;
  try {
    for (let round = 0; round < mostRounds; round++) {
      const documents = fold(events);
      const complete = await writeAll(stores, work, documents);
      if (complete && (marker === undefined || freed)) break;
      // Marker first: an event that comes from now on is folded by the app, and one that waits already is read below.
      if (complete && marker !== undefined) {
        await stores.deadLetters.remove(stream, marker.id);
        freed = true;
      }
      events = await readStream(stores.events, stream);
    }
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    work.failures.push({ stream, error: error.message });
    return;
  }
  if (marker !== undefined) await clearBehind(stores, marker);
}

/** All streams at once into the documents that they share, as often as the app has written something newer meanwhile. */
async function foldShared(
  stores: Stores,
  work: Work,
  streams: ReadonlySet<string>,
  fold: (events: readonly EventRecord[]) => FoldedDocuments,
): Promise<void> {
  let freed = work.parked.size === 0;
  try {
    for (let round = 0; round < mostRounds; round++) {
      const events: EventRecord[] = [];
      await forEachBounded(streams, parallelStreams, async (stream) => {
        events.push(...(await readStream(stores.events, stream)));
      });
      const complete = await writeAll(stores, work, fold(events));
      if (complete && freed) break;
      if (!complete) continue;
      for (const marker of work.parked.values()) await stores.deadLetters.remove(marker.streamid, marker.id);
      freed = true;
    }
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    work.failures.push({ stream: "", error: error.message });
    return;
  }
  for (const marker of work.parked.values()) await clearBehind(stores, marker);
}

async function writeAll(stores: Stores, work: Work, documents: FoldedDocuments): Promise<boolean> {
  let complete = true;
  await forEachBounded(documents.values(), parallelDocuments, async (document) => {
    work.keys.add(keyText(document));
    const written = await writeFresh(stores.readModels, work.model.descriptor.container, document);
    if (written === "written") work.written++;
    if (written === "newer") complete = false;
  });
  return complete;
}

/** The letter and what waited behind it are folded in: nothing is left to redrive. */
async function clearBehind(stores: Stores, marker: ParkedRecord): Promise<void> {
  for (const waiting of await stores.deadLetters.waiting(marker.streamid, marker.handler)) {
    await stores.deadLetters.remove(marker.streamid, waiting.id);
  }
  await stores.deadLetters.remove(marker.streamid, marker.deadLetter);
}
