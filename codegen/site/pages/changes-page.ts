import { attr, type Html, html, inline, raw } from "../html.ts";
import { pages, versionPage } from "../model/paths.ts";
import { type Site, versionsOf } from "../model/site.ts";
import { type Page, section } from "./page.ts";

/** What has changed and what is going to end. `log` is the change log in Markdown, when there is one. */
export function changesPage(site: Site, log: string | undefined): Page {
  const main = html`<h1>Changes</h1><p class=soft>Version ${site.contract.version} of the contract.</p>
${endings(site)}${log === undefined ? html`<p>No changes have been published yet.</p>` : markdown(log)}`;
  return { path: pages.changes, title: "Changes", main };
}

/** Deprecated messages, and earlier versions with the day of their end. */
function endings(site: Site): Html {
  const rows = site.contract.messages.flatMap((message) =>
    versionsOf(message)
      .filter(({ isNewest }) => !isNewest || message.deprecated)
      .map(({ version, sunset, isNewest }) => ({ message, version, sunset, isNewest })),
  );
  if (rows.length === 0) return section("deprecations", "Deprecations", html`<p>Nothing is deprecated.</p>`);
  const lines = [...rows]
    .sort((a, b) => ((a.sunset ?? "~") < (b.sunset ?? "~") ? -1 : 1))
    .map(
      ({ message, version, sunset, isNewest }) =>
        html`<tr><th><a class=${message.kind} href=${versionPage(message.name, version)}>${message.title} v${version}</a><td>${
          sunset === undefined
            ? isNewest
              ? raw("no date yet")
              : raw("has ended")
            : html`<time datetime="${sunset}">${sunset}</time>`
        }<td>${isNewest ? raw("deprecated") : html`use <a href=${versionPage(message.name, message.version)}>version ${message.version}</a>`}`,
    );
  return section(
    "deprecations",
    "Deprecations",
    html`<table><thead><tr><th>Message<th>Ends<th>Instead<tbody>${lines}</table>`,
  );
}

/** The part of Markdown that change logs are written in: headings, lists, paragraphs, code. Anything else is shown as it is. */
export function markdown(source: string): Html {
  const parts: Html[] = [];
  let list: Html[] = [];
  const flush = (): void => {
    if (list.length > 0) parts.push(html`<ul>${list}</ul>`);
    list = [];
  };
  for (const block of source.split(/\n(?=\s*(?:[-*] |#|$))/)) {
    const line = block.trim().replace(/\s*\n\s*/g, " ");
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const item = /^[-*]\s+(.*)$/.exec(line);
    if (item !== null) {
      list.push(html`<li>${emphasised(item[1] ?? "")}`);
      continue;
    }
    flush();
    if (heading !== null && (heading[1]?.length ?? 1) > 1) {
      const title = heading[2] ?? "";
      const id = title.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
      parts.push(
        heading[1] === "##"
          ? html`<h2 id=${attr(id)}><a href=#${id}>${inline(title)}</a></h2>`
          : html`<h3>${inline(title)}</h3>`,
      );
    } else if (heading === null && line !== "") parts.push(html`<p>${emphasised(line)}</p>`);
  }
  flush();
  return html`${parts}`;
}

function emphasised(line: string): readonly Html[] {
  return line.split(/(\*\*[^*]+\*\*)/).flatMap((part) => {
    const strong = /^\*\*(.+)\*\*$/.exec(part)?.[1];
    return strong === undefined ? inline(part) : [html`<b>${inline(strong)}</b>`];
  });
}
