import type { Query, ReadModel } from "../../model/contract.ts";
import { pathParameters, route } from "../../plan/plan.ts";
import { flowId } from "../flow/graph.ts";
import { type Html, html, inline, joined, prose, raw } from "../html.ts";
import { readModelPage, schemaPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { examplesSection } from "./examples.ts";
import { fieldsTable } from "./fields-table.ts";
import { words } from "./menu.ts";
import { linksFrom, nodeLink } from "./message-flow.ts";
import { needsFacts } from "./needs.ts";
import { type Page, section, upFrom } from "./page.ts";
import { tryQuery } from "./try-it.ts";

/** The page of a read model with its queries. */
export function readModelPageOf(site: Site, model: ReadModel): Page {
  const path = readModelPage(model.name);
  const up = upFrom(path);
  const file = model.document === undefined ? undefined : site.fileOf(model.document);
  const links = linksFrom(site, up);
  const feeds = (site.graph.previous.get(flowId("read model", model.name)) ?? []).flatMap(
    (id) => site.graph.nodes.get(id) ?? [],
  );
  const one =
    model.per === "stream" ? "each stream" : model.per === "event" ? "each event" : `each value of \`${model.per}\``;
  const main = html`<p class=kicker><span class="tag read-model">read model</span></p>
<h1>${words(model.name)}</h1>
${prose(model.description)}
<dl class=facts><dt>One document<dd>for ${inline(one)}<dt>Made from<dd>${joined(
    feeds.map((node) => nodeLink(node, links)),
    raw(", "),
  )}</dl>
${model.queries.map((query) => querySection(site, query, model, up))}
${
  model.document === undefined || file === undefined
    ? raw("")
    : html`${section(
        "/document",
        "Fields of a document",
        fieldsTable(site, model.document, { up, base: "/document" }),
        html`<p class=soft><a href=${up}${file} download>JSON Schema</a> · <a href=${up}${schemaPage(file)}>schema page</a></p>`,
      )}${examplesSection(site, model.document, [])}`
}`;
  return { path, title: words(model.name), main };
}

function querySection(site: Site, query: Query, model: ReadModel, up: string): Html {
  const filters = query.filters.map(({ name, fields }) =>
    fields.length === 1 && fields[0] === name
      ? html`<code>${name}</code>`
      : html`<code>${name}</code> (${fields.join(" or ")})`,
  );
  const needs = needsFacts(site, query.needs, pathParameters(query.path)[0] ?? "", up);
  const order = query.order === "descending" ? "newest first" : "by id";
  const answer =
    query.returns === "one"
      ? html`the document, or 404`
      : html`a page of documents, ${order}: <code>items</code>, and <code>next</code> to give as <code>after</code> for the page behind it; <code>limit</code> is 1 to 200, 50 without`;
  return html`${section(
    `query-${query.name}`,
    query.summary,
    query.description === query.summary ? raw("") : html`${prose(query.description)}`,
    html`<dl class=facts><dt>Request<dd><code>GET /${route(query.path)}</code>${needs.map(([term, value]) => html`<dt>${term}<dd>${value}`)}<dt>Answers<dd>${answer}${
      filters.length === 0 ? raw("") : html`<dt>Filters<dd>${joined(filters, raw(", "))}`
    }<dt>In clients<dd><code>${query.name}</code></dl>`,
  )}${tryQuery(site, query, model)}`;
}
