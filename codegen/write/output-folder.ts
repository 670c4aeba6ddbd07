import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { readText, type TextReader } from "../read/text-reader.ts";

/** The folder that generated files go to. Paths are relative to it, with `/`. */
export interface OutputFolder {
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  /** Deletes a file, and the folders that are empty then. */
  remove(path: string): void;
}

/**
 * The output folder on disk. A file is written beside its place and moved there, so that nobody reads half of it.
 * @param readFile how files are read
 */
export function folderOnDisk(root: string, readFile: TextReader = readText): OutputFolder {
  const made = new Set<string>();
  return {
    read(path) {
      try {
        return readFile(inside(root, path));
      } catch {
        return undefined;
      }
    },
    write(path, text) {
      const file = inside(root, path);
      // Asked once for each folder: most runs write many files into few.
      if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
      made.add(dirname(file));
      const temporary = `${file}.${process.pid}.tmp`;
      writeFileSync(temporary, text);
      renameSync(temporary, file);
    },
    remove(path) {
      const file = inside(root, path);
      made.clear();
      rmSync(file, { force: true });
      try {
        for (let folder = dirname(file); folder !== root && folder.length > root.length; folder = dirname(folder)) {
          rmdirSync(folder);
        }
      } catch {
        // The folder holds other files.
      }
    },
  };
}

/** The full path; throws for one that leaves the folder, such as a manifest that somebody has tampered with may name. */
function inside(root: string, path: string): string {
  const file = join(root, path);
  const way = relative(root, file);
  if (way === "" || way.split(sep).includes("..")) throw new Error(`${path} is not inside the output folder.`);
  return file;
}
