import { readdirSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { SourceFile } from "./source-file.ts";
import { readText, type TextReader } from "./text-reader.ts";

/** Access to the files of one contract. Paths are relative to the folder that may be read, with `/`. */
export interface ContractFiles {
  /** Path of the AsyncAPI document. */
  readonly contract: string;
  /** The text of a file; undefined when there is none, or when it lies outside the folder. */
  read(path: string): string | undefined;
  /** All files below a folder; none when there is no such folder. */
  list(folder: string): readonly string[];
  /** Files that earlier runs have parsed; a run leaves there what it has parsed without a finding. */
  readonly parsed?: Map<string, SourceFile>;
}

/**
 * The contract's files on disk: those of its folder, or of a folder around it when one is given. Links that lead out of it are
 * not followed.
 * @param readFile how files are read; with a remembering reader what was parsed is kept as well
 */
export function contractOnDisk(file: string, root = dirname(file), readFile: TextReader = readText): ContractFiles {
  return {
    contract: relative(root, file).split(sep).join("/"),
    ...(readFile === readText ? {} : { parsed: new Map<string, SourceFile>() }),
    read(path) {
      try {
        const real = realpathSync.native(join(root, path));
        const inside = relative(realpathSync.native(root), real);
        return inside.startsWith("..") ? undefined : readFile(real);
      } catch {
        return undefined;
      }
    },
    list(folder) {
      try {
        return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
          .sort();
      } catch {
        return [];
      }
    },
  };
}
