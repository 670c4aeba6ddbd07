import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isObject } from "../json/json.ts";
import type { ContractFiles } from "../read/contract-files.ts";
import { FileHashes } from "../write/manifest.ts";
import type { OutputFolder } from "../write/output-folder.ts";
import { fingerprint } from "./fingerprint.ts";
import { readKept, sumOf, writeKept } from "./kept-file.ts";

/** What a run without errors has read, said and made. */
export interface LastRun {
  readonly diagnostics: readonly Diagnostic[];
  readonly messages: number;
  /** Number of generated files. */
  readonly files: number;
}

interface Kept extends LastRun {
  readonly fingerprint: string;
  /** Hashes of everything that was asked for, by path; null where there was no file. */
  readonly reads: Readonly<Record<string, string | null>>;
  readonly lists: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Files that note what is asked of them. */
export interface Watched {
  readonly files: ContractFiles;
  /** Keeps what a run has made of them. */
  keep(run: Pick<LastRun, "diagnostics" | "messages">, outputs: ReadonlyMap<string, string>): void;
}

/** The file that the last run of a contract into an output folder is kept in. */
export function lastRunFile(cache: string, contract: string, out: string, root = ""): string {
  return join(cache, "runs", `${sumOf([contract, out, root].join("\n")).slice(0, 16)}.json`);
}

/**
 * The last run, when a run now would read the same, be the same generator, and find the output folder exactly as it left it;
 * else undefined. So nothing has to be read, checked and rendered to know that everything is current.
 */
export function unchangedRun(file: string, files: ContractFiles, folder: OutputFolder): LastRun | undefined {
  const kept = readKept(file) as Kept | undefined;
  if (!isObject(kept) || kept.fingerprint !== fingerprint()) return undefined;
  const same = (found: string | undefined, sum: string | null) => (found === undefined ? null : sumOf(found)) === sum;
  const isUnchanged =
    Object.entries(kept.reads).every(([path, sum]) => same(files.read(path), sum)) &&
    Object.entries(kept.lists).every(([path, sum]) => same(files.list(path).join("\n"), sum)) &&
    Object.entries(kept.outputs).every(([path, sum]) => same(folder.read(path), sum));
  return isUnchanged ? kept : undefined;
}

/**
 * Watches what a run reads, to keep it when the run is done.
 * @param hashes hashes that are known already
 */
export function watched(file: string, files: ContractFiles, hashes = new FileHashes()): Watched {
  const reads: Record<string, string | null> = {};
  const lists: Record<string, string> = {};
  return {
    files: {
      ...files,
      read(path) {
        const text = files.read(path);
        reads[path] = text === undefined ? null : hashes.of(`read ${path}`, text);
        return text;
      },
      list(path) {
        const names = files.list(path);
        lists[path] = sumOf(names.join("\n"));
        return names;
      },
    },
    keep({ diagnostics, messages }, outputs) {
      const sums = Object.fromEntries([...outputs].map(([path, text]) => [path, hashes.of(`out ${path}`, text)]));
      const kept: Kept = {
        fingerprint: fingerprint(),
        diagnostics,
        messages,
        files: outputs.size,
        reads,
        lists,
        outputs: sums,
      };
      writeKept(file, kept);
    },
  };
}
