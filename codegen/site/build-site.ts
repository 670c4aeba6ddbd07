import type { Contract } from "../model/contract.ts";
import type { SiteAssets } from "./assets.ts";
import { downloads } from "./downloads.ts";
import { messagePage, versionPage } from "./model/paths.ts";
import { type Site, siteOf, versionsOf } from "./model/site.ts";
import { changesPage } from "./pages/changes-page.ts";
import { channelPages } from "./pages/channel-pages.ts";
import { flowsPage } from "./pages/flows-page.ts";
import { indexPage } from "./pages/index-page.ts";
import { messageVersionPage } from "./pages/message-page.ts";
import { type Page, printPage, printRedirect } from "./pages/page.ts";
import { readModelPageOf } from "./pages/read-model-page.ts";
import { schemaPages, schemaRedirects } from "./pages/schema-pages.ts";
import { searchScript } from "./search-index.ts";

/** What a site is made of besides the contract. */
export interface SiteInput {
  readonly contract: Contract;
  readonly assets: SiteAssets;
  /** The change log in Markdown. */
  readonly changes: string | undefined;
}

/** Told how far a long build is: pages that are done, of how many. */
export type SiteProgress = (done: number, all: number) => void;

/** The whole site: text of every file by its path. Pure; the same contract gives the same bytes. */
export function buildSite(
  { contract, assets, changes }: SiteInput,
  progress?: SiteProgress,
): ReadonlyMap<string, string> {
  const site = siteOf(contract);
  const files = new Map<string, string>([
    ...assets,
    ...downloads(site),
    ["assets/search-index.js", searchScript(site)],
  ]);
  const makers = pageMakers(site, changes);
  makers.forEach((make, index) => {
    for (const page of make()) files.set(page.path, printPage(site, page));
    progress?.(index + 1, makers.length);
  });
  const redirects = [
    ...site.contract.messages.map(
      ({ name, version, title }) => [messagePage(name), versionPage(name, version), title] as const,
    ),
    ...schemaRedirects(site),
  ];
  for (const [path, to, title] of redirects) files.set(path, printRedirect(path, to, title));
  return files;
}

function pageMakers(site: Site, changes: string | undefined): readonly (() => readonly Page[])[] {
  const { messages, readModels } = site.contract;
  return [
    () => [indexPage(site), flowsPage(site), changesPage(site, changes)],
    ...messages.flatMap(versionsOf).map((version) => () => [messageVersionPage(site, version)]),
    ...readModels.map((model) => () => [readModelPageOf(site, model)]),
    () => channelPages(site),
    () => schemaPages(site),
  ];
}
