import { by, byCodeUnit } from "../json/json.ts";
import { hashOf, manifestFile, parseManifest } from "./manifest.ts";
import type { OutputFolder } from "./output-folder.ts";

/** What is wrong with a generated file. */
export type State =
  /** It should be there. */
  | "missing"
  /** The contract or the generator has changed since it was written. */
  | "stale"
  /** Somebody has changed it by hand. */
  | "edited"
  /** It belongs to something that the contract no longer has. */
  | "left over";

/** A file whose bytes are not what the generator would write now. */
export interface Difference {
  readonly path: string;
  readonly state: State;
}

/** Compares the folder with what the generator would write, byte for byte. Nothing is written. */
export function checkFiles(files: ReadonlyMap<string, string>, folder: OutputFolder): readonly Difference[] {
  const recorded = parseManifest(folder.read(manifestFile)).outputs;
  const differences: Difference[] = [];
  for (const [path, wanted] of files) {
    const found = folder.read(path);
    if (found === wanted) continue;
    // What the last run wrote is in its manifest: other bytes than those are a person's.
    const isEdited = path !== manifestFile && found !== undefined && hashOf(found) !== recorded[path];
    differences.push({ path, state: found === undefined ? "missing" : isEdited ? "edited" : "stale" });
  }
  for (const path of Object.keys(recorded).sort(byCodeUnit)) {
    if (!files.has(path) && folder.read(path) !== undefined) differences.push({ path, state: "left over" });
  }
  return differences.sort(by(({ path }) => path));
}
