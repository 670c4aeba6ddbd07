import type { Message } from "../model/contract.ts";
import { typeOf } from "../model/contract.ts";
import { route } from "../plan/plan.ts";
import { fieldsOf } from "./model/fields.ts";
import { channelPage, readModelPage, schemaPage, versionPage } from "./model/paths.ts";
import { channelsOf } from "./model/routes.ts";
import type { Site } from "./model/site.ts";
import { words } from "./pages/menu.ts";
import type { SearchData, SearchEntry } from "./shared/search-data.ts";

/** Everything that can be found. */
export function searchData(site: Site): SearchData {
  const texts: string[] = [];
  const known = new Map<string, number>();
  const numberOf = (text: string): number => {
    const found = known.get(text);
    if (found !== undefined) return found;
    known.set(text, texts.length);
    return texts.push(text) - 1;
  };
  const fields = (schema: string | undefined, base: string) =>
    schema === undefined
      ? []
      : fieldsOf(schema, site.schemas).flatMap((field) => [`${base}${field.pointer}`, numberOf(field.description)]);
  const messageEntry = (message: Message): SearchEntry => [
    message.title,
    message.kind,
    versionPage(message.name, message.version),
    `${typeOf(site.contract, message)} ${message.description} ${message.tags.join(" ")}`.trim(),
    fields(message.payload, "/payload"),
  ];
  const plainSchemas = [...site.published].filter(([file]) => !site.payloadOf.has(file));
  return {
    texts,
    entries: [
      ...site.contract.messages.map(messageEntry),
      ...site.contract.readModels.map((model): SearchEntry => {
        const queries = model.queries.map(({ name, path, summary }) => `GET /${route(path)} ${name} ${summary}`);
        const path = readModelPage(model.name);
        return [
          words(model.name),
          "read model",
          path,
          [model.description, ...queries].join(" "),
          fields(model.document, "/document"),
        ];
      }),
      ...channelsOf(site.contract.bundle).map(
        ({ key, title, address, description }): SearchEntry => [
          title,
          "channel",
          channelPage(key),
          `${address ?? ""} ${description}`.trim(),
          [],
        ],
      ),
      ...plainSchemas.map(([file, { name, schema }]): SearchEntry => {
        const description = schema["description"];
        return [name, "schema", schemaPage(file), typeof description === "string" ? description : "", []];
      }),
    ],
  };
}

/** The index as a script file: one that is loaded by a page from `file://` too, where nothing can be fetched. */
export function searchScript(site: Site): string {
  return `window.searchData=${JSON.stringify(searchData(site))};\n`;
}
