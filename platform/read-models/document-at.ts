import type { ReadModelDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import type { EventRecord, ReadModelRecord } from "../stores/records.ts";
import { foldDocument, foldsEvent } from "./fold-document.ts";
import { documentKey } from "./keys.ts";

/** Events a page when a stream is read again. */
const pageSize = 500;

/**
 * The document as it was right after an event, so that what is told of the event is the same whenever it is told. The
 * stored one will do when it has seen nothing later of the stream; else the stream is folded up to the event.
 * @throws HandlerError when the projection throws
 */
export async function documentAt(runtime: Runtime, model: ReadModelDefinition, event: EventRecord): Promise<unknown> {
  const { container, per } = model.descriptor;
  const key = documentKey(runtime.catalog, model.descriptor, event.envelope);
  if (key === undefined) return undefined;
  const stored = await runtime.stores.readModels.read(container, key.partition, key.id);
  const seen = stored?.record.seen[event.streamid] ?? 0;
  // A document that several streams share has no one past state; per event there is only the one.
  if (per !== "stream") return stored?.record.data;
  const uptodate = !foldsEvent(runtime.catalog, model, event) || seen === event.version;
  if (stored !== undefined && uptodate && seen <= event.version) return stored.record.data;
  let document: ReadModelRecord | undefined;
  for (let version = 0; version < event.version; ) {
    const events = await runtime.stores.events.readAfter(event.streamid, version, pageSize);
    for (const past of events) {
      if (past.version > event.version || !foldsEvent(runtime.catalog, model, past)) continue;
      document = foldDocument(runtime.catalog, model, key, document, past);
    }
    const last = events.at(-1);
    if (last === undefined) break;
    version = last.version;
  }
  return document?.data;
}
