import type { Contract } from "../model/contract.ts";
import type { SiteAssets } from "./assets.ts";
import { downloads } from "./downloads.ts";
import { messagePage, versionPage } from "./model/paths.ts";
import { type Site, siteOf, versionsOf } from "./model/site.ts";
import { callerPages } from "./pages/caller-page.ts";
import { changesPage } from "./pages/changes-page.ts";
import { channelPages } from "./pages/channel-pages.ts";
import { flowsPage } from "./pages/flows-page.ts";
import { indexPage } from "./pages/index-page.ts";
import { messageVersionPage } from "./pages/message-page.ts";
import { type Page, printPage, printRedirect, relativeTo } from "./pages/page.ts";
import { readModelPageOf } from "./pages/read-model-page.ts";
import { schemaPages, schemaRedirects } from "./pages/schema-pages.ts";
import { goneNote, pastVersions, withIds, withPlaces } from "./past.ts";
import { searchScript } from "./search-index.ts";

/** What a site is made of besides the contract. */
export interface SiteInput {
  readonly contract: Contract;
  readonly assets: SiteAssets;
  /** The change log in Markdown. */
  readonly changes: string | undefined;
  /** Contracts that were published before, the newest first: what they had stays reachable. */
  readonly published?: readonly Contract[];
}

/** Told how far a long build is: steps that are done, of how many. */
export type SiteProgress = (done: number, all: number) => void;

/** The whole site: text of every file by its path. Pure; the same contract gives the same bytes. */
export function buildSite(input: SiteInput, progress?: SiteProgress): ReadonlyMap<string, string> {
  const { contract, assets, changes, published = [] } = input;
  const pastSites = published.map((old) => siteOf(withIds(old, contract)));
  const now = siteOf(contract);
  const site = { ...now, past: pastVersions(now, pastSites) };
  const files = new Map<string, string>([
    ...assets,
    ...downloads(site),
    ["assets/search-index.js", searchScript(site)],
  ]);
  const lists = [indexPage, flowsPage, (of: Site) => changesPage(of, changes)];
  const own = [...lists.map((make) => () => [make(site)]), ...pageMakers(site)];
  const past = pastSites.map((old) => ({ old, makers: [() => [indexPage(old)], ...pageMakers(old)] }));
  const all = own.length + past.reduce((sum, { makers }) => sum + makers.length, 0);
  let done = 0;
  for (const make of own) {
    for (const page of make()) files.set(page.path, printPage(site, page));
    progress?.(++done, all);
  }
  addRedirects(site, files);
  for (const { old, makers } of past) {
    for (const make of makers) {
      for (const page of make()) addPast(site, old, page, files);
      progress?.(++done, all);
    }
    for (const [path, text] of downloads(old)) if (!files.has(path)) files.set(path, text);
    addRedirects(old, files);
  }
  return files;
}

/** What makes the pages of things in the contract. */
function pageMakers(site: Site): readonly (() => readonly Page[])[] {
  const { messages, readModels } = site.contract;
  return [
    ...messages.flatMap(versionsOf).map((version) => () => [messageVersionPage(site, version)]),
    ...readModels.map((model) => () => [readModelPageOf(site, model)]),
    () => callerPages(site),
    () => channelPages(site),
    () => schemaPages(site),
  ];
}

/** Pages that lead on: from a message without a version to its newest one, from a payload's schema to its message. */
function addRedirects(site: Site, files: Map<string, string>): void {
  const messages = site.contract.messages.map(({ name, version, title }) => {
    return [messagePage(name), versionPage(name, version), title] as const;
  });
  for (const [path, to, title] of [...messages, ...schemaRedirects(site)]) {
    if (!files.has(path)) files.set(path, printRedirect(path, to, title));
  }
}

/** A page of an earlier publication: it stays when there is none at its address, else its places do. */
function addPast(site: Site, old: Site, page: Page, files: Map<string, string>): void {
  const { version } = old.contract;
  const known = files.get(page.path);
  if (known === undefined) {
    const today = site.messages.get(page.message ?? "");
    const newest = today === undefined ? undefined : relativeTo(page.path, versionPage(today.name, today.version));
    files.set(page.path, printPage(site, goneNote(page, version, newest)));
  } else if (known.includes("</main>")) {
    files.set(page.path, withPlaces(known, page.main.html, version));
  }
}
