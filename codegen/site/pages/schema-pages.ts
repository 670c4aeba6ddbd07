import { by, stringAt } from "../../json/json.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { type Html, html, prose, raw } from "../html.ts";
import { constraintsOf, typeWords } from "../model/field-words.ts";
import { fieldsOf, resolve } from "../model/fields.ts";
import { pages, schemaPage, versionPage } from "../model/paths.ts";
import type { MessageVersion, Site } from "../model/site.ts";
import { fieldsTable } from "./fields-table.ts";
import { type Page, section, upFrom } from "./page.ts";

/** The list of schemas, and a page for each of them that is more than the payload of one message. */
export function schemaPages(site: Site): readonly Page[] {
  const files = [...site.published].sort(by(([file]) => file));
  const others = files.filter(([file]) => messageOf(site, file) === undefined);
  return [overview(files), ...others.map(([file, schema]) => onePage(site, file, schema))];
}

/** Pages of schemas that lead on to the message whose payload they are: by their paths, the pages that they lead to. */
export function schemaRedirects(site: Site): readonly (readonly [path: string, to: string, title: string])[] {
  return [...site.published.keys()].flatMap((file) => {
    const version = messageOf(site, file);
    if (version === undefined) return [];
    return [[schemaPage(file), versionPage(version.message.name, version.version), version.title] as const];
  });
}

/** The message that has a schema for itself; undefined when there are several, or none. */
function messageOf(site: Site, file: string): MessageVersion | undefined {
  const users = site.payloadOf.get(file) ?? [];
  return users.length === 1 ? users[0] : undefined;
}

function overview(files: readonly (readonly [string, NamedSchema])[]): Page {
  const up = upFrom(pages.schemas);
  const rows = files.map(
    ([file, { name, schema }]) =>
      html`<tr><th><a href=${up}${schemaPage(file)}>${titleOf(name, schema)}</a><td><a href=${up}${file} download><code>${file.replace(/^schemas\//, "")}</code></a>`,
  );
  const main = html`<h1>Schemas</h1><p class=soft>JSON Schemas as they are published: each at the path of its <code>$id</code>. The whole contract is <a href=${up}${pages.contract} download>one file</a>.</p>
<table>${rows}</table>`;
  return { path: pages.schemas, title: "Schemas", main };
}

function titleOf(name: string, schema: NamedSchema["schema"]): string {
  return stringAt(schema, "title") ?? name;
}

function onePage(site: Site, file: string, { name, schema, id }: NamedSchema): Page {
  const path = schemaPage(file);
  const up = upFrom(path);
  const users = site.payloadOf.get(file) ?? [];
  const title = titleOf(name, schema);
  const payload = users.map(
    ({ message, version }) =>
      html`<li><a class=${message.kind} href=${up}${versionPage(message.name, version)}>${message.title} v${version}</a> <small>${message.kind}</small>`,
  );
  const main = html`<p class=kicker><span class=tag>schema</span><code>${name}</code></p>
<h1>${title}</h1>
${prose(stringAt(schema, "description") ?? "")}
<dl class=facts><dt>Id<dd><code>${id}</code><dt>File<dd><a href=${up}${file} download><code>${file}</code></a>${users.length === 0 ? raw("") : html`<dt>Payload of<dd><ul class=plain>${payload}</ul>`}</dl>
${users.length > 0 ? raw("") : content(site, name, up)}`;
  return { path, title, main };
}

/** The fields of a schema; for a plain value what it asks of it. Payloads are told on the pages of their messages. */
function content(site: Site, name: string, up: string): Html {
  const { schema } = resolve({ $ref: `#/$defs/${name}` }, site.schemas);
  if (fieldsOf(name, site.schemas).length > 0) return section("/", "Fields", fieldsTable(site, name, { up, base: "" }));
  const lines = [typeWords(schema, {}), ...constraintsOf(schema)];
  return section("value", "Value", html`<ul>${lines.map((line) => html`<li>${line}`)}</ul>`);
}
