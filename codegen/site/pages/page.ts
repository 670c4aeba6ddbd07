import { attr, type Html, html, inline } from "../html.ts";
import { pages } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { menuOf } from "./menu.ts";

/** What one page shows. */
export interface Page {
  /** Where it stands in the site. */
  readonly path: string;
  readonly title: string;
  readonly main: Html;
  /** Name of the message that it is about. */
  readonly message?: string;
}

/** The way from a page to the top of the site: "" or "../" or "../../". Links are relative, so that a site works anywhere. */
export function upFrom(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}

/** The whole document of a page. Search and theme are added by its script: without one they would do nothing. */
export function printPage(site: Site, { path, title, main }: Page): string {
  const up = upFrom(path);
  const { contract } = site;
  const name = path === pages.index ? title : `${title} · ${contract.title}`;
  return html`<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width,initial-scale=1"><title>${name}</title><link rel=icon href=data:,><link rel=stylesheet href=${up}assets/site.css><script src=${up}assets/theme.js></script><script src=${up}assets/site.js defer data-up=${attr(up)}></script>
<body><header><a class=skip href=#main>Skip to content</a><a class=brand href=${up}${pages.index}>${contract.title} <small>${contract.version}</small></a></header>
<div class=frame>${menuOf(site, path, up)}<main id=main>${main}</main></div>
`.html;
}

/** A page that leads on to another one; whoever has no script follows its link. What stands behind `#` goes along. */
export function printRedirect(path: string, to: string, title: string): string {
  const target = attr(relativeTo(path, to));
  return html`<!doctype html><meta charset=utf-8><title>${title}</title><script src=${upFrom(path)}assets/go.js data-to=${target}></script><a href=${target}>${title}</a>
`.html;
}

/** The address of one page as another one writes it. */
export function relativeTo(from: string, to: string): string {
  const [here, there] = [from.split("/").slice(0, -1), to.split("/")];
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
  return "../".repeat(here.length - common) + there.slice(common).join("/");
}

/** A part of a page with a heading that can be linked to. */
export function section(id: string, title: string, ...content: readonly (Html | readonly Html[] | undefined)[]): Html {
  const inside = content.flat().filter((part) => part !== undefined);
  return html`<h2 id=${attr(id)}>${inline(title)}</h2>${inside}`;
}
