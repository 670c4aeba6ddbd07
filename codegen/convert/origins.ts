import { isObject, type JsonObject, stringAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";

/** Pointers into the original document by pointers into the converted one. */
export type Origins = ReadonlyMap<string, string>;

/** The word that an object carries through the conversion, to tell where it stood. */
const mark = "x-eventwright-origin";

type Kind = "document" | "components" | "channel" | "operation" | "message" | "leaf";
type Slot = readonly [shape: "one" | "list" | "map", kind: Kind];

/**
 * Which objects of AsyncAPI 2 stand where. What stands below a leaf is taken over as it is. Parameters carry no mark: the
 * converter makes values of words that it does not know there.
 */
const grammar: Readonly<Record<Kind, Readonly<Record<string, Slot>>>> = {
  document: { channels: ["map", "channel"], servers: ["map", "leaf"], components: ["one", "components"] },
  components: {
    channels: ["map", "channel"],
    messages: ["map", "message"],
    messageTraits: ["map", "leaf"],
    operationTraits: ["map", "leaf"],
    schemas: ["map", "leaf"],
    securitySchemes: ["map", "leaf"],
    servers: ["map", "leaf"],
  },
  channel: { publish: ["one", "operation"], subscribe: ["one", "operation"] },
  operation: { message: ["one", "message"], traits: ["list", "leaf"] },
  message: { oneOf: ["list", "message"], payload: ["one", "leaf"], headers: ["one", "leaf"], traits: ["list", "leaf"] },
  leaf: {},
};
const unmarkedKinds: readonly Kind[] = ["document", "components"];

/** A copy of a document whose objects say where they stand. */
export function marked(document: JsonObject): unknown {
  return markedAs(document, "document", "");
}

function markedAs(value: unknown, kind: Kind, at: string): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([word, held]) => {
    const slot = Object.hasOwn(grammar[kind], word) ? grammar[kind][word] : undefined;
    return [word, slot === undefined ? held : markedSlot(held, slot, pointer(at, word))] as const;
  });
  const isMarked =
    !unmarkedKinds.includes(kind) && stringAt(value, "$ref") === undefined && value["oneOf"] === undefined;
  return Object.fromEntries(isMarked || kind === "leaf" ? markable(entries, value, at) : entries);
}

/** References stay what they are: nothing may stand beside them. */
function markable(entries: readonly (readonly [string, unknown])[], value: JsonObject, at: string) {
  return stringAt(value, "$ref") === undefined ? [...entries, [mark, at] as const] : entries;
}

function markedSlot(held: unknown, [shape, kind]: Slot, at: string): unknown {
  if (shape === "one") return markedAs(held, kind, at);
  if (shape === "list") {
    return Array.isArray(held) ? held.map((item, index) => markedAs(item, kind, pointer(at, index))) : held;
  }
  if (!isObject(held) || stringAt(held, "$ref") !== undefined) return held;
  return Object.fromEntries(Object.entries(held).map(([key, item]) => [key, markedAs(item, kind, pointer(at, key))]));
}

/** Takes the marks out of a converted document again. */
export function unmarked(document: JsonObject): { readonly value: JsonObject; readonly origins: Origins } {
  const origins = new Map<string, string>();
  const walk = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, pointer(at, index)));
    if (!isObject(value)) return value;
    const origin = value[mark];
    if (typeof origin === "string") origins.set(at, origin);
    return Object.fromEntries(
      Object.entries(value)
        .filter(([word]) => word !== mark)
        .map(([word, item]) => [word, walk(item, pointer(at, word))]),
    );
  };
  return { value: walk(document, "") as JsonObject, origins };
}

/** Where a part of the converted document stood in the original one, as near as is known. */
export function originOf(origins: Origins, at: string): string {
  for (let end = at.length; end > 0; end = at.lastIndexOf("/", end - 1)) {
    const origin = origins.get(at.slice(0, end));
    if (origin !== undefined) return origin + at.slice(end);
  }
  return at;
}
