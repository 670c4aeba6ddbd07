import { createHash } from "node:crypto";
import { join } from "node:path";
import { stringify } from "yaml";
import { Diagnostics } from "../../../codegen/diagnostics/diagnostic.ts";
import { buildContract } from "../../../codegen/model/build-contract.ts";
import type { Contract } from "../../../codegen/model/contract.ts";
import { type ContractFiles, contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { readContract } from "../../../codegen/read/read-contract.ts";
import { readSiteAssets } from "../../../codegen/site/assets.ts";
import { buildSite } from "../../../codegen/site/build-site.ts";
import { inMemory, project } from "../support/contracts.ts";

/** The files of the site that do not depend on a contract; made once a process. */
export const assets = await readSiteAssets();

/** The model of a contract. */
export function contractOf(files: ContractFiles): Contract {
  const diagnostics = new Diagnostics();
  const sources = readContract(files, diagnostics);
  if (sources === undefined) throw new Error("The contract cannot be read.");
  return buildContract(sources, diagnostics);
}

/** This repository's own contract. */
export const ownContract = contractOf(contractOnDisk(join(project, "asyncapi.yaml")));

/** The model of a document that a test has made. */
export function contractFrom(document: unknown): Contract {
  return contractOf(inMemory({ "asyncapi.yaml": stringify(document, { aliasDuplicateObjects: false }) }));
}

/** The site of a contract. */
export function siteFrom(
  contract: Contract,
  { changes, published = [] }: { readonly changes?: string; readonly published?: readonly Contract[] } = {},
): ReadonlyMap<string, string> {
  return buildSite({ contract, assets, changes, published });
}

/** The ids that a page's addresses may end with. */
export function anchorsOf(page: string): ReadonlySet<string> {
  return new Set(
    [...page.matchAll(/ id=(?:"([^"]*)"|([^\s>"]+))/g)].map(([, quoted, plain]) => unescaped(quoted ?? plain ?? "")),
  );
}

/** Where a page's links lead: paths in the site with what stands behind `#`. Addresses elsewhere are left out. */
export function linksOf(path: string, page: string): readonly { readonly path: string; readonly anchor: string }[] {
  const found = [...page.matchAll(/ (?:href|src)=(?:"([^"]*)"|([^\s>"]+))/g)].map(([, quoted, plain]) =>
    unescaped(quoted ?? plain ?? ""),
  );
  return found.flatMap((href) => {
    if (href.startsWith("data:")) return [];
    const url = new URL(href, `site:/${path}`);
    return url.protocol === "site:"
      ? [{ path: url.pathname.slice(1), anchor: decodeURIComponent(url.hash.slice(1)) }]
      : [];
  });
}

/** A short text that is the same for the same files. */
export function digestOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const [path, text] of files) hash.update(`${path}\n${text}\n`);
  return hash.digest("hex");
}

function unescaped(value: string): string {
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
