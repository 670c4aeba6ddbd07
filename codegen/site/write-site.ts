import type { OutputFolder } from "../write/output-folder.ts";
import type { Written } from "../write/write-files.ts";

/** The file that lists what a run has written, so that the next one can delete what is not made any more. */
const listFile = "files.txt";

/** Writes what has changed, deletes what an earlier run wrote and this one does not make, and touches nothing else. */
export function writeSite(files: ReadonlyMap<string, string>, folder: OutputFolder): Written {
  const before = (folder.read(listFile) ?? "").split("\n").filter((path) => path !== "");
  const removed = before.filter((path) => !files.has(path) && folder.read(path) !== undefined);
  for (const path of removed) folder.remove(path);
  const changed = [...files].filter(([path, text]) => folder.read(path) !== text).map(([path]) => path);
  // The list comes first: a run that was broken off has not lost sight of what it wrote.
  folder.write(listFile, `${[...files.keys()].sort().join("\n")}\n`);
  for (const path of changed) folder.write(path, files.get(path) ?? "");
  return { changed, removed, unchanged: files.size - changed.length };
}
