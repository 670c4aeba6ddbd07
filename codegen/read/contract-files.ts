import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Access to the files of one contract. Paths are relative to the folder that may be read, with `/`. */
export interface ContractFiles {
  /** Path of the AsyncAPI document. */
  readonly contract: string;
  /** The text of a file; undefined when there is none, or when it lies outside the folder. */
  read(path: string): string | undefined;
  /** All files below a folder; none when there is no such folder. */
  list(folder: string): readonly string[];
}

/**
 * The contract's files on disk: those of its folder, or of a folder around it when one is given. Links that lead out of it are
 * not followed.
 */
export function contractOnDisk(file: string, root = dirname(file)): ContractFiles {
  return {
    contract: relative(root, file).split(sep).join("/"),
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
