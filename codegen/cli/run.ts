import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { generate, type Tools } from "../pipeline.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { checkFiles, type Difference } from "../write/check-files.ts";
import { folderOnDisk } from "../write/output-folder.ts";
import { type Written, writeFiles } from "../write/write-files.ts";

// Set by the `eventwright` command, which runs the programs of an installed package for the project around it.
const project = process.env["EVENTWRIGHT_PROJECT"] ?? dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where results are kept that only depend on the installed packages. */
export const cacheFolder = join(project, ".eventwright", "cache");

/** Where a run reads and writes: absolute paths. */
export interface Places {
  readonly contract: string;
  readonly out: string;
  /** What references may lead into; the contract's folder when undefined. */
  readonly root?: string | undefined;
}

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

/**
 * The contract and the output folder of a command line. Given paths are relative to the current folder; without them it
 * is this project's own contract, wherever the command is called from.
 */
export function placesOf(contract: string | undefined, out: string | undefined, root?: string): Places {
  const file = contract === undefined ? join(project, "asyncapi.yaml") : resolve(contract);
  const places = { contract: file, out: out === undefined ? join(dirname(file), "generated") : resolve(out) };
  return root === undefined ? places : { ...places, root: resolve(root) };
}

/** Generates into the output folder, or with `check` compares it. */
export async function run({ contract, out, root }: Places, check: boolean, tools: Tools): Promise<Outcome> {
  const start = performance.now();
  const { diagnostics, files, contract: model } = await generate(contractOnDisk(contract, root), tools);
  const found = { diagnostics, messages: model?.messages.length ?? 0 };
  const done = () => performance.now() - start;
  if (files === undefined) return { ok: false, ...found, duration: done() };
  const folder = folderOnDisk(out);
  if (check) {
    const differences = checkFiles(files, folder);
    return { ok: differences.length === 0, ...found, differences, duration: done() };
  }
  return { ok: true, ...found, written: writeFiles(files, folder), duration: done() };
}
