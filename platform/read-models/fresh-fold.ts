import type { Catalog } from "../app/catalog.ts";
import type { ReadModelDefinition } from "../app/definition.ts";
import type { EventStore } from "../stores/ports.ts";
import type { EventRecord, ReadModelRecord } from "../stores/records.ts";
import { foldDocument, foldsEvent } from "./fold-document.ts";
import { documentKey, keyText } from "./keys.ts";

/** Events a page when streams are read. */
const pageSize = 1000;

/** Documents by the text of their keys. */
export type FoldedDocuments = Map<string, ReadModelRecord>;

/** Whether all events of one stream, and no others, go to a document of this read model. */
export function ownsItsStreams(model: ReadModelDefinition): boolean {
  return model.descriptor.per === "stream" || model.descriptor.per === "event";
}

/** All events of one stream, in order. */
export async function readStream(events: EventStore, partition: string): Promise<readonly EventRecord[]> {
  const all: EventRecord[] = [];
  for (;;) {
    const page = await events.readAfter(partition, all.at(-1)?.version ?? 0, pageSize);
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}

/**
 * Folds events from nothing: pure.
 * @throws HandlerError when the projection does
 */
export function foldFresh(
  catalog: Catalog,
  model: ReadModelDefinition,
  events: readonly EventRecord[],
): FoldedDocuments {
  const documents: FoldedDocuments = new Map();
  for (const event of events) {
    if (!foldsEvent(catalog, model, event)) continue;
    const key = documentKey(catalog, model.descriptor, event.envelope);
    if (key === undefined) continue;
    const text = keyText(key);
    const next = foldDocument(catalog, model, key, documents.get(text), event);
    if (next !== undefined) documents.set(text, next);
  }
  return documents;
}

/**
 * Events of several streams in one order that is the same whenever they are read, and close to the order in which they
 * happened: by time, then stream, then version. Clocks of several hosts differ, so that an event may say an earlier time than
 * the one before it in its stream: it counts as of that one's time, and no stream is ever out of order.
 */
export function inOneOrder(events: readonly EventRecord[]): readonly EventRecord[] {
  const latest = new Map<string, string>();
  const timed = events
    .toSorted((a, b) => a.version - b.version)
    .map((event) => {
      const before = latest.get(event.streamid) ?? "";
      const time = event.envelope.time > before ? event.envelope.time : before;
      latest.set(event.streamid, time);
      return { event, time };
    });
  timed.sort((a, b) => {
    if (a.time !== b.time) return a.time < b.time ? -1 : 1;
    if (a.event.streamid !== b.event.streamid) return a.event.streamid < b.event.streamid ? -1 : 1;
    return a.event.version - b.event.version;
  });
  return timed.map(({ event }) => event);
}

/** What a document says, as one text: two documents are the same when these are. */
export function documentText({ id, partition, data, seen }: ReadModelRecord): string {
  return JSON.stringify([id, partition, data, seen]);
}
