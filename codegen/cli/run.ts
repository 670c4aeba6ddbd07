import { join } from "node:path";
import { sumOf } from "../cache/kept-file.ts";
import { keptTexts } from "../cache/kept-texts.ts";
import { watched } from "../cache/last-run.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { generate, type Tools } from "../pipeline.ts";
import { readAssets } from "../read/assets.ts";
import { type ContractFiles, contractOnDisk } from "../read/contract-files.ts";
import { loadRulebook } from "../read/rulebook.ts";
import { createCompiler } from "../schema/schema-compiler.ts";
import { checkFiles, type Difference } from "../write/check-files.ts";
import { FileHashes } from "../write/manifest.ts";
import { folderOnDisk, type OutputFolder } from "../write/output-folder.ts";
import { type Written, writeFiles } from "../write/write-files.ts";
import { cacheFolder, type Places } from "./places.ts";

export { cacheFolder, type Places, placesOf } from "./places.ts";

/** What a run has done. */
export interface Outcome {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What was written; undefined when nothing was to be. */
  readonly written?: Written;
  /** With `--check`: what differs. */
  readonly differences?: readonly Difference[];
  readonly messages: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** What a run may take from earlier ones, and leave to later ones. */
export interface RunOptions {
  /** The contract's files; by default those on disk. */
  readonly files?: ContractFiles;
  /** The output folder; by default the one on disk. */
  readonly folder?: OutputFolder;
  /** The file that `unchangedRun` is asked about the next time. */
  readonly lastRun?: string;
}

/** What runs over one contract need: everything that they may use again is kept, some of it on disk. */
export function createTools({ contract }: Places): { readonly tools: Tools; readonly save: () => void } {
  const types = keptTexts(join(cacheFolder, "types"), sumOf(contract).slice(0, 16));
  const tools = {
    assets: readAssets(),
    rulebook: loadRulebook(cacheFolder),
    compiler: createCompiler(),
    types,
    hashes: new FileHashes(),
  };
  return { tools, save: () => types.save() };
}

/** Generates into the output folder, or with `check` compares it. */
export async function run(
  { contract, out, root }: Places,
  check: boolean,
  tools: Tools,
  { files: contractFiles = contractOnDisk(contract, root), folder = folderOnDisk(out), lastRun }: RunOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  const seen = lastRun === undefined ? undefined : watched(lastRun, contractFiles, tools.hashes);
  const { diagnostics, files, contract: model } = await generate(seen?.files ?? contractFiles, tools);
  const found = { diagnostics, messages: model?.messages.length ?? 0 };
  const done = () => performance.now() - start;
  if (files === undefined) return { ok: false, ...found, duration: done() };
  if (check) {
    const differences = checkFiles(files, folder);
    if (differences.length === 0) seen?.keep(found, files);
    return { ok: differences.length === 0, ...found, differences, duration: done() };
  }
  const written = writeFiles(files, folder);
  seen?.keep(found, files);
  return { ok: true, ...found, written, duration: done() };
}
