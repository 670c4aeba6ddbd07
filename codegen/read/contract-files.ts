import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

/** Access to the files of one contract. Paths are relative to its folder, with `/`. */
export interface ContractFiles {
  /** Name of the AsyncAPI document. */
  readonly contract: string;
  /** The text of a file; undefined when there is none, or when it lies outside the folder. */
  read(path: string): string | undefined;
  /** All files below a folder; none when there is no such folder. */
  list(folder: string): readonly string[];
}

/** The contract's files on disk. Links that lead out of its folder are not followed. */
export function contractOnDisk(file: string): ContractFiles {
  const root = dirname(file);
  return {
    contract: basename(file),
    read(path) {
      try {
        const real = realpathSync(join(root, path));
        const inside = relative(realpathSync(root), real);
        return inside.startsWith("..") ? undefined : readFileSync(real, "utf8");
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
