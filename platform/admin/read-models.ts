import type { ReadModelDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { partitionOf, versionId } from "../messages/ids.ts";
import { foldFresh, inOneOrder } from "../read-models/fresh-fold.ts";
import { type DocumentKey, keyText } from "../read-models/keys.ts";
import type { EventStore } from "../stores/ports.ts";
import type { EventRecord, ReadModelRecord } from "../stores/records.ts";
import { differences } from "./differences.ts";
import type { DocumentAnswer, DocumentsAnswer, ReadModelsAnswer } from "./shapes.ts";
import { mostFolded, TooFarError } from "./states.ts";

/** Streams that are folded for one document at most. */
const mostStreams = 100;
const pageSize = 500;

/** The read models of an app. */
export function listReadModels({ catalog }: Pick<Runtime, "catalog">): ReadModelsAnswer {
  const items = catalog.app.readModels.map(({ descriptor: { name, container, per, folds } }) => {
    return { name, container, per, events: folds };
  });
  return { items };
}

/** A page of documents, ordered by id and partition, and where it goes on. */
export async function listDocuments(
  { stores }: Pick<Runtime, "stores">,
  { descriptor }: ReadModelDefinition,
  request: { readonly partition?: string; readonly after?: DocumentKey; readonly limit: number },
): Promise<Pick<DocumentsAnswer, "items"> & { readonly next?: DocumentKey }> {
  const { limit } = request;
  const page = { ...request, filters: [], order: "ascending", limit: limit + 1 } as const;
  const records = await stores.readModels.page(descriptor.container, page);
  const shown = records.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ id, partition, data }) => ({ id, partition, data })),
    ...(records.length > limit && last !== undefined ? { next: { id: last.id, partition: last.partition } } : {}),
  };
}

/**
 * One document beside a fresh fold of the events; undefined when neither is there.
 * @throws TooFarError when too many events would have to be folded
 */
export async function compareDocument(
  { catalog, stores }: Pick<Runtime, "catalog" | "stores">,
  model: ReadModelDefinition,
  key: DocumentKey,
): Promise<DocumentAnswer | undefined> {
  const { container, per } = model.descriptor;
  const stored = (await stores.readModels.read(container, key.partition, key.id))?.record;
  const seen = stored?.seen ?? {};
  const streams = new Set(Object.keys(seen));
  // The key of such a document is its stream's id, or begins with it; that of others is found in payloads only.
  const owned = per === "stream" || per === "event";
  if (owned) for (const name of streamsOf(catalog.app.streams, model)) streams.add(partitionOf(name, key.partition));
  if (streams.size > mostStreams) {
    throw new TooFarError(
      `${streams.size} streams are folded into the document; at most ${mostStreams} are for one answer.`,
    );
  }
  const folded = await foldAgain(stores.events, streams, per === "event" ? key.id : undefined, (events) =>
    foldFresh(catalog, model, inOneOrder(events)).get(keyText(key)),
  );
  if (stored === undefined && folded.document === undefined && folded.error === undefined) return undefined;
  const found = { stored: dataOf(stored), fresh: dataOf(folded.document) };
  const different = differences(found.stored, found.fresh);
  return {
    ...found,
    ...(folded.error === undefined ? {} : { error: folded.error }),
    folded: owned ? "all" : "seen",
    same:
      folded.error === undefined &&
      different.length === 0 &&
      differences(seen, folded.document?.seen ?? {}).length === 0,
    differences: different,
    seen,
  };
}

function dataOf(record: ReadModelRecord | undefined): unknown {
  return record?.data ?? null;
}

/** The streams that have an event which the read model folds. */
function streamsOf(
  streams: readonly { readonly name: string; readonly events: readonly { readonly messageName: string }[] }[],
  { descriptor: { folds } }: ReadModelDefinition,
): readonly string[] {
  return streams
    .filter(({ events }) => events.some(({ messageName }) => folds.includes(messageName)))
    .map(({ name }) => name);
}

async function foldAgain(
  store: EventStore,
  streams: ReadonlySet<string>,
  only: string | undefined,
  fold: (events: readonly EventRecord[]) => ReadModelRecord | undefined,
): Promise<{ readonly document?: ReadModelRecord; readonly error?: string }> {
  const events: EventRecord[] = [];
  for (const partition of streams) {
    if (only === undefined) await readInto(store, partition, events);
    else events.push(...(await oneEvent(store, partition, only)));
  }
  try {
    const document = fold(events);
    return document === undefined ? {} : { document };
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    return { error: error.message };
  }
}

async function readInto(store: EventStore, partition: string, events: EventRecord[]): Promise<void> {
  for (let version = 0; ; ) {
    const page = await store.readAfter(partition, version, pageSize);
    events.push(...page);
    if (events.length > mostFolded) throw new TooFarError(`More than ${mostFolded} events go into the document.`);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    version = last.version;
  }
}

/** The event of a document that one event makes. */
async function oneEvent(store: EventStore, partition: string, id: string): Promise<readonly EventRecord[]> {
  const version = /^\d{12}$/.test(id) ? Number(id) : 0;
  if (version === 0) return [];
  const found = await store.readAfter(partition, version - 1, 1);
  return found.filter((event) => event.id === versionId(version));
}
