import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import type { AnyMessageClass, Message } from "../messages/message-class.ts";
import { withoutVersion } from "../messages/types.ts";
import { typesOf, upcast } from "../messages/versions.ts";
import { buildOf } from "./build.ts";
import type { AppDefinition, NotifierDefinition, ReadModelDefinition, StreamDefinition } from "./definition.ts";

/** The definition of an app with what is looked up in it all the time. */
export interface Catalog {
  readonly app: AppDefinition;
  /** The contract's version, with the build where the app is packaged; what dead letters name. */
  readonly build: string;
  readonly byName: ReadonlyMap<string, AnyMessageClass>;
  /** By the types of all known versions; the class is always that of the newest. */
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
    build: buildOf(app.service),
    byName: new Map(app.messages.map((message) => [message.messageName, message])),
    byType: new Map(app.messages.flatMap((message) => typesOf(message).map((type) => [type, message]))),
    streams: new Map(app.streams.map((stream) => [stream.name, stream])),
    readModels: new Map(app.readModels.map((model) => [model.descriptor.name, model])),
    notifiers,
    foldTags: new Map(app.streams.map((stream) => [stream.name, foldTag(app, stream)])),
  };
}

/** The folds' own text is part of it: an edited fold, or upcaster, must not go on from what the old one made. */
function foldTag(app: AppDefinition, stream: StreamDefinition): string {
  const texts = (functions: Readonly<Record<string, unknown>>) =>
    Object.entries(functions).map(([name, code]) => [name, String(code)]);
  const folds = texts(stream.handlers.evolve);
  const upcasters = stream.events.flatMap(({ messageName }) => texts(app.upcasters?.[messageName] ?? {}));
  return hashOf({
    version: app.service.version,
    events: stream.events.map((event) => event.type),
    folds,
    ...(upcasters.length === 0 ? {} : { upcasters }),
  });
}

/**
 * The class of a message of a type, also of a version that this deployment does not know (a newer one may have made it);
 * undefined when the contract has no such message (any more).
 */
export function classOf(catalog: Catalog, type: string): AnyMessageClass | undefined {
  const known = catalog.byType.get(type);
  if (known !== undefined) return known;
  const named = catalog.byName.get(/([^.]+)\.v\d+$/.exec(type)?.[1] ?? "");
  return named !== undefined && withoutVersion(named.type) === withoutVersion(type) ? named : undefined;
}

/** What was brought up once is not brought up again by the next handler of a batch. */
const newest = new WeakMap<Envelope, { readonly by: Catalog; readonly envelope: Envelope }>();

/**
 * A message in the newest version of its class; the same envelope when that is the one it is in. The one place where whatever
 * is read is brought up.
 * @throws HandlerError when its upcaster throws, or the contract does not know its version
 */
export function newestEnvelope(catalog: Catalog, message: AnyMessageClass, envelope: Envelope): Envelope {
  if (envelope.type === message.type) return envelope;
  const known = newest.get(envelope);
  if (known?.by === catalog) return known.envelope;
  const made = upcast(message, envelope, catalog.app.upcasters);
  newest.set(envelope, { by: catalog, envelope: made });
  return made;
}

/** A message for hand-written code: always the newest version. */
export function openMessage(catalog: Catalog, message: AnyMessageClass, envelope: Envelope): Message {
  return new message(newestEnvelope(catalog, message, envelope));
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
  return classOf(catalog, type)?.messageName ?? type;
}
