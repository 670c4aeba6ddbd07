import { type Html, html, raw } from "../html.ts";
import { markdown } from "../markdown.ts";
import { pages, versionPage } from "../model/paths.ts";
import { type Site, versionsOf } from "../model/site.ts";
import { type Page, section } from "./page.ts";

/** What has changed and what is going to end. `log` is the change log in Markdown, when there is one. */
export function changesPage(site: Site, log: string | undefined): Page {
  const main = html`<h1>Changes</h1><p class=soft>Version ${site.contract.version} of the contract.</p>
${endings(site)}${log === undefined ? html`<p>No changes have been published yet.</p>` : markdown(releasesOf(log))}`;
  return { path: pages.changes, title: "Changes", main };
}

/** What stands before the first release is about the file, not about the contract. */
function releasesOf(log: string): string {
  return log.slice(Math.max(0, log.search(/^## /m)));
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
