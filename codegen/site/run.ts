import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { cacheFolder, placesOf } from "../cli/run.ts";
import { changeLogFile } from "../compatibility/changes/print-change-log.ts";
import { publishedContracts } from "../compatibility/history/published.ts";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.ts";
import { buildContract } from "../model/build-contract.ts";
import type { Contract } from "../model/contract.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { readContract } from "../read/read-contract.ts";
import { loadRulebook } from "../read/rulebook.ts";
import { publicPart } from "../render/documents/public-part.ts";
import { createCompiler } from "../schema/schema-compiler.ts";
import { validate } from "../validate/validate.ts";
import type { Written } from "../write/write-files.ts";
import { readSiteAssets } from "./assets.ts";
import { buildSite } from "./build-site.ts";
import { pages } from "./model/paths.ts";
import { showProgress } from "./progress.ts";
import { writeSite } from "./write-site.ts";

/** Where a run reads and writes: absolute paths. */
export interface DocsPlaces {
  readonly contract: string;
  readonly out: string;
}

/** What a run has done. */
export interface DocsOutcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The first page; undefined when nothing was written. */
  readonly index?: string;
  readonly written?: Written;
  /** Bytes of the whole site. */
  readonly size?: number;
  readonly messages: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** The contract and the folder of a command line. */
export function docsPlacesOf(contract: string | undefined, out: string | undefined): DocsPlaces {
  const { contract: file } = placesOf(contract, undefined);
  return { contract: file, out: out === undefined ? join(dirname(file), ".eventwright", "docs-site") : resolve(out) };
}

/** How a site is wanted. */
export interface DocsOptions {
  /** `html`: the page of the familiar template. Default: our own pages. */
  readonly template?: "own" | "html" | undefined;
  /** Where progress is shown. */
  readonly terminal?: NodeJS.WriteStream | undefined;
}

/**
 * Builds the site and writes it. Every example is validated first; one that is wrong is an error, and nothing is written.
 * @throws TemplateMissing, TemplateFailed
 */
export async function runDocs(places: DocsPlaces, options: DocsOptions = {}): Promise<DocsOutcome> {
  const start = performance.now();
  const { contract, diagnostics, ok } = checkedContract(places.contract);
  const found = { diagnostics, messages: contract?.messages.length ?? 0 };
  const done = () => Math.round(performance.now() - start);
  if (contract === undefined || !ok) return { ok: false, ...found, duration: done() };
  const index = join(places.out, pages.index);
  if (options.template === "html") {
    const { runHtmlTemplate } = await import("./html-template.ts");
    runHtmlTemplate(publicPart(contract).bundle, places.contract, places.out);
    return { ok: true, ...found, index, duration: done() };
  }
  const { written, size } = await ownSite(contract, places, options.terminal);
  return { ok: true, ...found, index, written, size, duration: done() };
}

async function ownSite(
  contract: Contract,
  { contract: file, out }: DocsPlaces,
  terminal: NodeJS.WriteStream | undefined,
): Promise<{ readonly written: Written; readonly size: number }> {
  const folder = dirname(file);
  const input = {
    contract,
    assets: await readSiteAssets(),
    changes: textOf(join(folder, changeLogFile)),
    published: publishedBefore(file, contract),
  };
  const files = buildSite(input, showProgress(terminal));
  let size = 0;
  for (const text of files.values()) size += Buffer.byteLength(text);
  return { written: writeSite(files, out), size };
}

/** Contracts that were published before this one, the newest first. */
function publishedBefore(file: string, { version }: Contract): readonly Contract[] {
  return publishedContracts(dirname(file), (path) => path).flatMap((old) =>
    old.version === version ? [] : [old.contract],
  );
}

function checkedContract(file: string): {
  contract: Contract | undefined;
  diagnostics: readonly Diagnostic[];
  ok: boolean;
} {
  const diagnostics = new Diagnostics();
  const sources = readContract(contractOnDisk(file), diagnostics);
  if (sources === undefined)
    return { contract: undefined, diagnostics: diagnostics.list(() => ({ line: 1, column: 1 })), ok: false };
  const contract = buildContract(sources, diagnostics);
  validate(sources, contract, createCompiler().compile(contract.schemas), loadRulebook(cacheFolder), diagnostics);
  return { contract, diagnostics: diagnostics.list(sources.positionOf), ok: diagnostics.ok };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
