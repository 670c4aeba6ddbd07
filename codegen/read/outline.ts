import type { Location } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, listAt, objectAt, own, stringAt } from "../json/json.ts";
import { segmentsOf } from "../json/pointer.ts";
import { withTraits } from "./merge-patch.ts";
import { type Place, type Problem, placeBelow, placeKey, type Resolver } from "./resolver.ts";

/** A message of a document, wherever it stands, once. */
export interface OutlineMessage {
  /** What the document calls it: its key among the components, else in its channel, else in its file. */
  readonly key: string;
  /** Where it stands itself, no reference to it. */
  readonly at: Location;
  /** With its traits, as AsyncAPI merges them. */
  readonly value: JsonObject;
  /** Where one of its words stands: in the message, or in the trait that it comes from. */
  readonly wordAt: (word: string) => Location;
  /** Keys of the channels that it travels through. */
  readonly channels: readonly string[];
}

/** A channel of a document. */
export interface OutlineChannel {
  readonly key: string;
  readonly at: Location;
  readonly value: JsonObject;
  /** Its messages by their keys in the channel. */
  readonly messages: ReadonlyMap<string, OutlineMessage>;
}

/** An operation of a document. */
export interface OutlineOperation {
  readonly key: string;
  readonly at: Location;
  /** With its traits. */
  readonly value: JsonObject;
  /** Where one of its words stands: in the operation, or in the trait that it comes from. */
  readonly wordAt: (word: string) => Location;
  readonly channel: OutlineChannel | undefined;
  /** The messages that it lists, else all of its channel. */
  readonly messages: readonly OutlineMessage[];
  /** Listed messages that are none of its channel. */
  readonly strangers: readonly { readonly at: Location; readonly ref: string }[];
}

/** What a document consists of, with all references followed. */
export interface Outline {
  readonly messages: readonly OutlineMessage[];
  readonly channels: readonly OutlineChannel[];
  readonly operations: readonly OutlineOperation[];
}

/** Takes what cannot be followed: where the `$ref` stands, and why. */
export type NoteProblem = (at: Location, problem: Problem) => void;

/** Finds the messages, channels and operations of a document. */
export function outlineOf(document: Place, resolver: Resolver, note: NoteProblem): Outline {
  return new Outliner(resolver, note).outline(document);
}

class Outliner {
  readonly #resolver: Resolver;
  readonly #note: NoteProblem;
  readonly #messages = new Map<string, { message: Omit<OutlineMessage, "channels">; channels: Set<string> }>();
  readonly #channels = new Map<string, OutlineChannel>();
  readonly #found = new Map<string, OutlineMessage>();

  constructor(resolver: Resolver, note: NoteProblem) {
    this.#resolver = resolver;
    this.#note = note;
  }

  outline({ at, value }: Place): Outline {
    const components = this.#map({ at, value }, "components");
    const entries = (place: Place | undefined, word: string) =>
      place === undefined ? [] : [...this.#entries(place, word)];
    // Components come first: a message that stands among them is called as it is there.
    for (const [key, place] of entries(components, "messages")) this.#message(key, place, undefined);
    const channels = entries({ at, value }, "channels").flatMap(([key, place]) => this.#channel(key, place) ?? []);
    for (const [key, place] of entries(components, "channels")) this.#channel(key, place);
    const operations = entries({ at, value }, "operations").flatMap(
      ([key, place]) => this.#operation(key, place) ?? [],
    );
    for (const [key, place] of entries(components, "operations")) this.#operation(key, place);
    return { messages: [...this.#messages.keys()].map((home) => this.#finished(home)), channels, operations };
  }

  #map(place: Place, word: string): Place | undefined {
    const held = own(place.value, word);
    return held === undefined ? undefined : this.#resolve({ at: placeBelow(place.at, word), value: held });
  }

  #entries(place: Place, word: string): Iterable<readonly [key: string, place: Place]> {
    const map = this.#map(place, word);
    if (map === undefined || !isObject(map.value)) return [];
    return Object.entries(map.value)
      .filter(([key]) => !key.startsWith("x-"))
      .map(([key, value]) => [key, { at: placeBelow(map.at, key), value }] as const);
  }

  #resolve(place: Place): Place | undefined {
    const found = this.#resolver.resolve(place);
    if (!("problem" in found)) return found;
    this.#note(placeBelow(place.at, "$ref"), found);
    return undefined;
  }

  #message(key: string, place: Place, channel: string | undefined): OutlineMessage | undefined {
    const end = this.#resolve(place);
    if (end === undefined || !isObject(end.value)) return undefined;
    const home = placeKey(end.at);
    let known = this.#messages.get(home);
    if (known === undefined) {
      known = { message: this.#composed(key, end.at, end.value), channels: new Set() };
      this.#messages.set(home, known);
    }
    if (channel !== undefined) known.channels.add(channel);
    return this.#finished(home);
  }

  /** One object for each message, whose list of channels grows while channels are found. */
  #finished(home: string): OutlineMessage {
    const found = this.#found.get(home);
    if (found !== undefined) return found;
    const entry = this.#messages.get(home);
    if (entry === undefined) throw new Error(`No message was found at ${home}.`);
    const { message, channels } = entry;
    const finished: OutlineMessage = Object.defineProperty({ ...message, channels: [] }, "channels", {
      enumerable: true,
      get: () => [...channels],
    });
    this.#found.set(home, finished);
    return finished;
  }

  #composed(key: string, at: Location, value: JsonObject): Omit<OutlineMessage, "channels"> {
    return { key, at, ...this.#merged({ at, value }) };
  }

  /** Something with its traits, and where each of its words stands. */
  #merged({
    at,
    value,
  }: {
    readonly at: Location;
    readonly value: JsonObject;
  }): Pick<OutlineMessage, "value" | "wordAt"> {
    const traits = this.#traits({ at, value });
    const wordAt = (word: string): Location => {
      const owner = Object.hasOwn(value, word)
        ? undefined
        : traits.findLast((trait) => Object.hasOwn(trait.value, word));
      return placeBelow(owner?.at ?? at, word);
    };
    const merged = withTraits(
      value,
      traits.map((trait) => trait.value),
    );
    return { value: merged, wordAt };
  }

  #traits({ at, value }: Place): readonly { readonly at: Location; readonly value: JsonObject }[] {
    return listAt(value, "traits").flatMap((trait, index) => {
      const found = this.#resolve({ at: placeBelow(at, "traits", index), value: trait });
      return found !== undefined && isObject(found.value) ? [{ at: found.at, value: found.value }] : [];
    });
  }

  #channel(key: string, place: Place): OutlineChannel | undefined {
    const end = this.#resolve(place);
    if (end === undefined || !isObject(end.value)) return undefined;
    const known = this.#channels.get(placeKey(end.at));
    if (known !== undefined) return known;
    const messages = new Map<string, OutlineMessage>();
    for (const [name, entry] of this.#entries(end, "messages")) {
      const message = this.#message(name, entry, key);
      if (message !== undefined) messages.set(name, message);
    }
    const channel = { key, at: end.at, value: end.value, messages };
    this.#channels.set(placeKey(end.at), channel);
    return channel;
  }

  #operation(key: string, place: Place): OutlineOperation | undefined {
    const end = this.#resolve(place);
    if (end === undefined || !isObject(end.value)) return undefined;
    const { value, wordAt } = this.#merged({ at: end.at, value: end.value });
    const channel = this.#channelOf(end, key);
    const { messages, strangers } = this.#listed(end, channel);
    const reply = this.#map(end, "reply");
    if (reply !== undefined) this.#listed(reply, this.#channelOf(reply, `${key}Reply`));
    return { key, at: end.at, value, wordAt, channel, messages, strangers };
  }

  #channelOf(owner: Place, key: string): OutlineChannel | undefined {
    const held = own(owner.value, "channel");
    if (held === undefined) return undefined;
    const end = this.#resolve({ at: placeBelow(owner.at, "channel"), value: held });
    return end && (this.#channels.get(placeKey(end.at)) ?? this.#channel(key, end));
  }

  /** The messages that an operation or a reply lists. */
  #listed(owner: Place, channel: OutlineChannel | undefined): Pick<OutlineOperation, "messages" | "strangers"> {
    const all = [...(channel?.messages.values() ?? [])];
    if (own(owner.value, "messages") === undefined) return { messages: all, strangers: [] };
    const messages: OutlineMessage[] = [];
    const strangers: { at: Location; ref: string }[] = [];
    for (const [index, value] of listAt(owner.value, "messages").entries()) {
      const at = placeBelow(owner.at, "messages", index);
      const ref = stringAt(value, "$ref") ?? "";
      const first = ref === "" ? undefined : this.#resolver.step(at, ref);
      if (first !== undefined && "problem" in first) {
        this.#note(placeBelow(at, "$ref"), first);
        continue;
      }
      const name = first === undefined ? String(index) : (segmentsOf(first.at.pointer)?.at(-1) ?? "");
      const message = this.#message(name, first ?? { at, value }, channel?.key);
      if (message === undefined) continue;
      if (all.includes(message)) messages.push(message);
      else strangers.push({ at, ref });
    }
    return { messages, strangers };
  }
}

/** The words of a document that say who may call its servers: each security scheme that a server names. */
export function securitySchemesOf(document: Place, resolver: Resolver): readonly unknown[] {
  return Object.entries(objectAt(document.value, "servers")).flatMap(([key, value]) => {
    const server = resolver.resolve({ at: placeBelow(document.at, "servers", key), value });
    if ("problem" in server) return [];
    return listAt(server.value, "security").flatMap((scheme, index) => {
      const end = resolver.resolve({ at: placeBelow(server.at, "security", index), value: scheme });
      return "problem" in end ? [] : [end.value];
    });
  });
}
