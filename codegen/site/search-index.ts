import { type Message, typeOf } from "../model/contract.ts";
import { route } from "../plan/plan.ts";
import { fieldsOf } from "./model/fields.ts";
import { channelPage, readModelPage, schemaPage, versionPage } from "./model/paths.ts";
import { channelsOf } from "./model/routes.ts";
import type { Site } from "./model/site.ts";
import { words } from "./pages/menu.ts";
import type { SearchData, SearchEntry } from "./shared/search-data.ts";

/** Everything that can be found: messages in their newest version, read models, channels, schemas, and the fields of them all. */
export function searchData(site: Site): SearchData {
  const texts = numbered<string>((text) => text);
  const fields = numbered<readonly [string, number]>(([anchor, text]) => `${text} ${anchor}`);
  const fieldNumbers = (schema: string | undefined, base: string): readonly number[] =>
    schema === undefined
      ? []
      : fieldsOf(schema, site.schemas).map(({ pointer, description }) =>
          fields.numberOf([`${base}${pointer}`, texts.numberOf(description)]),
        );
  const messageEntry = (message: Message): SearchEntry => {
    const description = `${typeOf(site.contract, message)} ${message.description} ${message.tags.join(" ")}`.trim();
    const path = versionPage(message.name, message.version);
    return [message.title, message.kind, path, description, fieldNumbers(message.payload, "/payload")];
  };
  const models = site.contract.readModels.map((model): SearchEntry => {
    const queries = model.queries.map(({ name, path, summary }) => `GET /${route(path)} ${name} ${summary}`);
    const description = [model.description, ...queries].join(" ");
    return [
      words(model.name),
      "read model",
      readModelPage(model.name),
      description,
      fieldNumbers(model.document, "/document"),
    ];
  });
  const channels = channelsOf(site.contract.bundle).map(({ key, title, address, description }): SearchEntry => {
    return [title, "channel", channelPage(key), `${address ?? ""} ${description}`.trim(), []];
  });
  const schemas = [...site.published].flatMap(([file, { name, schema }]): readonly SearchEntry[] => {
    if (site.payloadOf.has(file)) return [];
    const description = schema["description"];
    return [
      [name, "schema", schemaPage(file), typeof description === "string" ? description : "", fieldNumbers(name, "")],
    ];
  });
  const entries = [...site.contract.messages.map(messageEntry), ...models, ...channels, ...schemas];
  return { texts: texts.list, fields: fields.list, entries };
}

/** Gives things numbers; those with the same key have the same one. */
function numbered<T>(keyOf: (item: T) => string): {
  readonly list: readonly T[];
  readonly numberOf: (item: T) => number;
} {
  const list: T[] = [];
  const known = new Map<string, number>();
  const numberOf = (item: T): number => {
    const key = keyOf(item);
    const number = known.get(key) ?? list.push(item) - 1;
    known.set(key, number);
    return number;
  };
  return { list, numberOf };
}

/** The index as a script file: one that is loaded by a page from `file://` too, where nothing can be fetched. */
export function searchScript(site: Site): string {
  return `window.searchData=${JSON.stringify(searchData(site))};\n`;
}
