import { type Catalog, classOf, newestEnvelope } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { parseCommandId, partitionOf, plainEventId } from "../messages/ids.ts";
import type { StoredKind } from "../stores/explorer.ts";
import type { Stores } from "../stores/ports.ts";
import type { MessageAnswer } from "./shapes.ts";
import { readAround, summaryOf } from "./summaries.ts";

/** What a runtime is looked into for. */
export type Looked = Pick<Runtime, "catalog" | "stores">;

/** A stored message. */
export interface FoundMessage {
  readonly kind: StoredKind;
  readonly envelope: Envelope;
}

/** One message with everything that is known of it; undefined when there is none of this id. */
export async function showMessage(runtime: Looked, id: string): Promise<MessageAnswer | undefined> {
  const found = await messageById(runtime, id);
  if (found === undefined) return undefined;
  const { kind, envelope } = found;
  const message = { kind, head: envelope };
  const around = await readAround(runtime.stores, [message]);
  const outcome =
    kind === "command" ? outcomeOf(runtime.catalog, envelope, around.outcomes.get(envelope.id)) : undefined;
  return {
    ...summaryOf(runtime.catalog, message, around),
    envelope,
    ...upcastOf(runtime.catalog, envelope),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/**
 * A message by its id, which says where commands and events are; notifications are looked for. An event is found under the ids of
 * all its versions.
 */
export async function messageById({ catalog, stores }: Looked, id: string): Promise<FoundMessage | undefined> {
  const [command, event, notification] = await Promise.all([
    commandById(catalog, stores, id),
    eventById(stores, plainEventId(id)),
    notificationId.test(id) ? stores.explorer.notification(id) : undefined,
  ]);
  if (command !== undefined) return { kind: "command", envelope: command };
  if (event !== undefined) return { kind: "event", envelope: event };
  return notification && { kind: "notification", envelope: notification };
}

/** A hash. */
const notificationId = /^[A-Za-z0-9_-]{43}$/;

async function commandById(catalog: Catalog, stores: Stores, id: string): Promise<Envelope | undefined> {
  const parsed = parseCommandId(id);
  if (parsed === undefined) return undefined;
  const partitions = [...catalog.streams.keys()].map((name) => partitionOf(name, parsed.streamId));
  const found = await Promise.all(partitions.map((partition) => stores.commands.read(partition, parsed.hash)));
  return found.find((record) => record !== undefined)?.envelope;
}

async function eventById(stores: Stores, id: string): Promise<Envelope | undefined> {
  const parsed = /^([^:]+):(.+):([1-9]\d{0,11})$/s.exec(id);
  if (parsed === null) return undefined;
  const [, stream = "", streamId = "", version] = parsed;
  return (await stores.explorer.event(partitionOf(stream, streamId), Number(version)))?.envelope;
}

/** A message in its newest version, or why it cannot be brought up; nothing when it is in that version. */
export function upcastOf(
  catalog: Catalog,
  envelope: Envelope,
): { readonly upcast?: Envelope; readonly upcastError?: string } {
  const message = classOf(catalog, envelope.type);
  if (message === undefined || message.type === envelope.type) return {};
  try {
    return { upcast: newestEnvelope(catalog, message, envelope) };
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    return { upcastError: error.message };
  }
}

/** What `GET /api/commands/{id}` says of a command. */
export function outcomeOf(
  catalog: Catalog,
  { id, type, correlationid }: Envelope,
  outcome: { readonly id: string } | undefined,
) {
  if (outcome === undefined) {
    const name = classOf(catalog, type)?.messageName ?? type;
    return { commandId: id, type: name, status: "accepted", correlationId: correlationid };
  }
  const { id: _id, ...rest } = outcome;
  return rest;
}
