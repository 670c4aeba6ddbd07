import { type Catalog, classOf, openMessage } from "../app/catalog.ts";
import type { ReadModelDefinition } from "../app/definition.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import type { EventRecord, ReadModelRecord } from "../stores/records.ts";
import { type HandlerLog, noLog } from "../telemetry/handler-log.ts";
import type { DocumentKey } from "./keys.ts";

/** Whether a read model folds an event. */
export function foldsEvent(catalog: Catalog, model: ReadModelDefinition, event: EventRecord): boolean {
  const message = classOf(catalog, event.envelope.type);
  return message !== undefined && model.descriptor.folds.includes(message.messageName);
}

/**
 * Folds one event into one document: pure. An event that the document has seen changes nothing, so that a redelivery is a
 * no-op; the same object comes back then.
 * @param log where the projection's own lines go; default: nowhere, as when a document is folded anew
 * @throws HandlerError when the projection throws or is missing
 */
export function foldDocument(
  catalog: Catalog,
  model: ReadModelDefinition,
  key: DocumentKey,
  document: ReadModelRecord | undefined,
  event: EventRecord,
  log: HandlerLog = noLog,
): ReadModelRecord | undefined {
  if ((document?.seen[event.streamid] ?? 0) >= event.version) return document;
  const message = classOf(catalog, event.envelope.type);
  const project = message && model.project[message.messageName];
  if (message === undefined || project === undefined) {
    throw new HandlerError(`The read model ${model.descriptor.name} has no fold for ${event.envelope.type}.`);
  }
  const what = `The projection ${model.descriptor.name} of ${message.messageName}`;
  const opened = openMessage(catalog, message, event.envelope);
  const data = callHandler(what, () => project(opened, document?.data, { log }));
  if (data === undefined) return document;
  return { ...key, data: asStored(what, data), seen: sorted({ ...document?.seen, [event.streamid]: event.version }) };
}

/** A document as JSON keeps it, so that the next fold sees what a reader would. */
function asStored(what: string, data: unknown): unknown {
  return callHandler(what, () => JSON.parse(JSON.stringify(data)) as unknown);
}

/** In one order always: the same events give the same bytes. */
function sorted(seen: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1)));
}
