import { hashOf } from "../messages/hash.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import type { AppDefinition, NotifierDefinition, ReadModelDefinition, StreamDefinition } from "./definition.ts";

/** The definition of an app with what is looked up in it all the time. */
export interface Catalog {
  readonly app: AppDefinition;
  readonly byName: ReadonlyMap<string, AnyMessageClass>;
  readonly byType: ReadonlyMap<string, AnyMessageClass>;
  readonly streams: ReadonlyMap<string, StreamDefinition>;
  readonly readModels: ReadonlyMap<string, ReadModelDefinition>;
  /** By the name of the event. */
  readonly notifiers: ReadonlyMap<string, readonly NotifierDefinition[]>;
  /** Names the code that folds a stream, by the stream's name: snapshots of other code are not used. */
  readonly foldTags: ReadonlyMap<string, string>;
}

/** Builds the look-up tables of an app. */
export function catalogOf(app: AppDefinition): Catalog {
  const notifiers = new Map<string, NotifierDefinition[]>();
  for (const notifier of app.notifiers) {
    for (const event of notifier.onEvents) notifiers.set(event, [...(notifiers.get(event) ?? []), notifier]);
  }
  return {
    app,
    byName: new Map(app.messages.map((message) => [message.messageName, message])),
    byType: new Map(app.messages.map((message) => [message.type, message])),
    streams: new Map(app.streams.map((stream) => [stream.name, stream])),
    readModels: new Map(app.readModels.map((model) => [model.descriptor.name, model])),
    notifiers,
    foldTags: new Map(app.streams.map((stream) => [stream.name, foldTag(app, stream)])),
  };
}

/** The folds' own text is part of it: an edited fold must not go on from what the old one made. */
function foldTag(app: AppDefinition, stream: StreamDefinition): string {
  const folds = Object.entries(stream.handlers.evolve).map(([name, fold]) => [name, String(fold)]);
  return hashOf({ version: app.service.version, events: stream.events.map((event) => event.type), folds });
}

/**
 * The class of a message.
 * @throws Error when the contract has no such message
 */
export function messageNamed(catalog: Catalog, name: string): AnyMessageClass {
  const found = catalog.byName.get(name);
  if (found === undefined) throw new Error(`The contract has no message ${JSON.stringify(name)}.`);
  return found;
}

/** The name of a message type in the contract; the type itself when the contract does not know it (any more). */
export function nameOfType(catalog: Catalog, type: string): string {
  return catalog.byType.get(type)?.messageName ?? type;
}
