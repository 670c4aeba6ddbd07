import { type Html, html, raw } from "../html.ts";
import { pages, readModelPage, versionPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";

/** Contracts with more entries than this get a short menu: with the long one, pages would grow with each message. */
const longMenu = 80;

const kinds = [
  ["command", "Commands"],
  ["event", "Events"],
  ["notification", "Notifications"],
  ["message", "Messages"],
] as const;

/** The menu of every page. What it costs in bytes does not grow with the square of the contract. */
export function menuOf(site: Site, path: string, up: string): Html {
  const { messages, readModels } = site.contract;
  const isLong = messages.length <= longMenu;
  const item = (to: string, title: string, kind = ""): Html =>
    html`<li><a href="${up}${to}"${kind === "" ? raw("") : html` class="${kind}"`}${to === path ? raw(' aria-current="page"') : raw("")}>${title}</a>`;
  const groups = kinds.map(([kind, title]) => {
    const list = site.kinds[kind];
    if (list.length === 0) return raw("");
    if (!isLong) return html`<li><a href="${up}${pages.index}#${kind}s">${title} (${list.length})</a>`;
    const items = list.map((message) => item(versionPage(message.name, message.version), message.title, kind));
    return html`</ul><h2>${title}</h2><ul>${items}`;
  });
  const models = !isLong
    ? html`<li><a href="${up}${pages.index}#read-models">Read models (${readModels.length})</a>`
    : html`</ul><h2>Read models</h2><ul>${readModels.map(({ name }) => item(readModelPage(name), words(name), "read-model"))}`;
  return html`<nav aria-label="Contents"><details open><summary>Contents</summary><ul>${[
    item(pages.index, "Overview"),
    item(pages.flows, "Flows"),
    item(pages.channels, "Channels"),
    item(pages.schemas, "Schemas"),
    item(pages.changes, "Changes"),
  ]}${groups}${readModels.length === 0 ? raw("") : models}</ul></details></nav>`;
}

/** `creditMerchant` → `Credit merchant`: names of things that have no title. */
export function words(name: string): string {
  const text = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}
