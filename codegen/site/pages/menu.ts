import { type Html, html, raw } from "../html.ts";
import { pages, readModelPage, versionPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { isClosed } from "./needs.ts";

/** Contracts with more messages than this get a short menu: with the long one, pages would grow with each message. */
const longMenu = 80;

const kinds = [
  ["command", "Commands"],
  ["event", "Events"],
  ["notification", "Notifications"],
  ["message", "Messages"],
] as const;

/** The menu of every page. */
export function menuOf(site: Site, path: string, up: string): Html {
  const { messages, readModels } = site.contract;
  const isLong = messages.length <= longMenu;
  const item = (to: string, title: string): Html =>
    html`<li><a href=${up}${to}${raw(to === path ? " aria-current=page" : "")}>${title}</a>`;
  const group = (title: string, id: string, items: () => readonly Html[], count: number): Html => {
    // The first page lists them all.
    if (count === 0 || site.isLarge) return raw("");
    return isLong ? html`</ul><h2>${title}</h2><ul>${items()}` : item(`${pages.index}#${id}`, `${title} (${count})`);
  };
  const groups = kinds.map(([kind, title]) => {
    const list = site.kinds[kind];
    const items = () => list.map((message) => item(versionPage(message.name, message.version), message.title));
    return group(title, `${kind}s`, items, list.length);
  });
  const models = () => readModels.map(({ name }) => item(readModelPage(name), words(name)));
  const own = [
    item(pages.index, "Overview"),
    item(pages.flows, "Flows"),
    item(pages.channels, "Channels"),
    item(pages.schemas, "Schemas"),
    ...(isClosed(site.contract) ? [item(pages.callers, "Who may call")] : []),
    item(pages.changes, "Changes"),
  ];
  return html`<nav><details open><summary>Contents</summary><ul>${own}${groups}${group("Read models", "read-models", models, readModels.length)}</ul></details></nav>`;
}

/** `creditMerchant` → `Credit merchant`: names of things that have no title. */
export function words(name: string): string {
  const text = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}
