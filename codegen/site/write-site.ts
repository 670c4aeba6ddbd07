import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderOnDisk } from "../write/output-folder.ts";
import type { Written } from "../write/write-files.ts";

/** The file that lists what a run has written, so that the next one can delete what is not made any more. */
const listFile = "files.txt";

/**
 * Writes what has changed into a folder, deletes what an earlier run wrote and this one does not make, and touches nothing else. A
 * file that is there is replaced at once, so that nobody who reads it sees half of it; new ones, thousands at first, are written as they are.
 */
export function writeSite(files: ReadonlyMap<string, string>, root: string): Written {
  const folder = folderOnDisk(root);
  const before = (folder.read(listFile) ?? "").split("\n").filter((path) => path !== "");
  const removed = before.filter((path) => !files.has(path) && folder.read(path) !== undefined);
  for (const path of removed) folder.remove(path);
  // The list comes first: a run that was broken off has not lost sight of what it wrote.
  folder.write(listFile, `${[...files.keys()].sort().join("\n")}\n`);
  const made = new Set<string>();
  const changed: string[] = [];
  for (const [path, text] of files) {
    const found = folder.read(path);
    if (found === text) continue;
    changed.push(path);
    if (found !== undefined) {
      folder.write(path, text);
      continue;
    }
    const file = join(root, path);
    if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    made.add(dirname(file));
    writeFileSync(file, text);
  }
  return { changed, removed, unchanged: files.size - changed.length };
}
