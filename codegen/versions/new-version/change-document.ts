import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject, objectAt, printJson } from "../../json/json.ts";
import { changeYaml } from "./change-yaml.ts";
import { blockOf, earlierRef, type NextVersion } from "./next-version.ts";
import { Refusal } from "./refusal.ts";

/**
 * The text of the document with a new version in it. What is not about the message stays as it was, byte for byte.
 *
 * @param value what the text says
 * @throws Refusal when the document's layout is one that cannot be edited safely
 */
export function changeDocument(file: string, text: string, value: JsonObject, next: NextVersion): string {
  const wanted = changed(value, next);
  if (file.endsWith(".json")) return printJson(wanted);
  const result = changeYaml(text, next);
  if (result === undefined || !isDeepStrictEqual(result.value, wanted)) {
    throw new Refusal("layout-unknown", `The layout of ${next.message} in \`${file}\` is not one that can be edited.`);
  }
  return result.text;
}

/** What the document shall say, in the order in which it shall say it. */
function changed(document: JsonObject, next: NextVersion): JsonObject {
  const components = objectAt(document, "components");
  const messages = Object.entries(objectAt(components, "messages")).flatMap(([key, message]) => {
    if (key !== next.message || !isObject(message)) return [[key, message]];
    const words = objectAt(message, "x-eventwright");
    const newest = {
      ...message,
      payload: { ...objectAt(message, "payload"), $ref: next.payload },
      "x-eventwright": { ...words, version: next.version + 1 },
    };
    const name = Object.hasOwn(message, "name") ? {} : { name: next.message };
    return [
      [next.earlier, { ...name, ...message, "x-eventwright": blockOf(next) }],
      [key, newest],
    ];
  });
  return {
    ...document,
    ...(Object.hasOwn(document, "channels") ? { channels: withEarlier(document["channels"], next) } : {}),
    ...(Object.hasOwn(document, "operations") ? { operations: withEarlier(document["operations"], next) } : {}),
    components: { ...components, messages: Object.fromEntries(messages) },
  };
}

/** Channels and operations that name a message name its earlier version too, as long as outsiders use that. */
function withEarlier(value: unknown, next: NextVersion): unknown {
  if (next.sunset === undefined || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const messages = isObject(part) ? part["messages"] : undefined;
      return [key, messages === undefined ? part : { ...(part as object), messages: added(messages, next) }];
    }),
  );
}

function added(messages: unknown, next: NextVersion): unknown {
  if (Array.isArray(messages)) {
    return messages.flatMap((entry) => {
      const ref = earlierRef(entry, next, /^#\/channels\/[^/]+\/messages\/(.*)$/);
      return ref === undefined ? [entry] : [entry, { $ref: ref }];
    });
  }
  const entries = Object.entries(messages as object).flatMap(([key, entry]) => {
    const ref = earlierRef(entry, next, /^#\/components\/messages\/(.*)$/);
    return ref === undefined
      ? [[key, entry]]
      : [
          [key, entry],
          [next.earlier, { $ref: ref }],
        ];
  });
  return Object.fromEntries(entries);
}
