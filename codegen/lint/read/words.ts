import { grammar, type Kind } from "./grammar.ts";

const texts = ["title", "summary", "description"];

/** Words besides those that hold objects. */
const scalars: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  document: ["asyncapi", "id", "defaultContentType"],
  info: ["title", "version", "description", "termsOfService", "contact", "license"],
  server: [...texts, "host", "pathname", "protocol", "protocolVersion"],
  serverVariable: ["description", "enum", "default", "examples"],
  channel: [...texts, "address"],
  parameter: ["description", "enum", "default", "examples", "location"],
  operation: [...texts, "action"],
  operationTrait: texts,
  reply: [],
  replyAddress: ["description", "location"],
  message: [...texts, "name", "contentType", "deprecated", "examples"],
  messageTrait: [...texts, "name", "contentType", "deprecated", "examples"],
  correlationId: ["description", "location"],
  components: [],
  tag: ["name", "description"],
  externalDocs: ["description", "url"],
};

/** Words that AsyncAPI 3 knows in objects of a kind; undefined where they depend on more than the kind. */
export const wordsOf: ReadonlyMap<Kind, ReadonlySet<string>> = new Map(
  Object.entries(scalars).map(([kind, words]) => [
    kind as Kind,
    new Set([...words, ...Object.keys(grammar[kind as Kind])]),
  ]),
);

/** Every word of AsyncAPI 3, with the first kind of object that it belongs to. */
export const placesOfWords: ReadonlyMap<string, Kind> = new Map(
  [...wordsOf].flatMap(([kind, words]) => [...words].map((word) => [word, kind] as const)).reverse(),
);
