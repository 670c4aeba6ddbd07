import { byCodeUnit } from "../json/json.ts";
import { manifestFile, parseManifest } from "./manifest.ts";
import type { OutputFolder } from "./output-folder.ts";

/** What a run has done to the output folder. Paths are sorted. */
export interface Written {
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Writes what has changed, deletes what the previous run wrote and this one does not, and touches nothing else. */
export function writeFiles(files: ReadonlyMap<string, string>, folder: OutputFolder): Written {
  const previous = parseManifest(folder.read(manifestFile));
  const removed = Object.keys(previous.outputs).filter((path) => !files.has(path) && folder.read(path) !== undefined);
  const changed = [...files].filter(([path, text]) => folder.read(path) !== text).map(([path]) => path);
  for (const path of removed) folder.remove(path);
  // The manifest comes last: a run that was broken off is seen as one.
  const ordered = changed.sort((a, b) => Number(a === manifestFile) - Number(b === manifestFile) || byCodeUnit(a, b));
  for (const path of ordered) folder.write(path, files.get(path) ?? "");
  return { changed: ordered, removed: removed.sort(byCodeUnit), unchanged: files.size - changed.length };
}
