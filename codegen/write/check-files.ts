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
  /** TypeScript files: the first lines that would go (`-`) and come (`+`), which name the message or field. */
  readonly lines: readonly string[];
}

/** Lines that are shown of one file. */
const mostLines = 6;

/** Compares the folder with what the generator would write, byte for byte. Nothing is written. */
export function checkFiles(files: ReadonlyMap<string, string>, folder: OutputFolder): readonly Difference[] {
  const recorded = parseManifest(folder.read(manifestFile)).outputs;
  const differences: Difference[] = [];
  for (const [path, wanted] of files) {
    const found = folder.read(path);
    if (found === wanted) continue;
    // What the last run wrote is in its manifest: other bytes than those are a person's.
    const isEdited = path !== manifestFile && found !== undefined && hashOf(found) !== recorded[path];
    const state = found === undefined ? "missing" : isEdited ? "edited" : "stale";
    differences.push({ path, state, lines: path.endsWith(".ts") ? changedLines(found ?? "", wanted) : [] });
  }
  for (const path of Object.keys(recorded).sort(byCodeUnit)) {
    if (!files.has(path) && folder.read(path) !== undefined) differences.push({ path, state: "left over", lines: [] });
  }
  return differences.sort(by(({ path }) => path));
}

/** What one text has and the other lacks, and the reverse, each line with the declaration that it stands in. */
function changedLines(found: string, wanted: string): readonly string[] {
  if (found === "") return [];
  const [old, now] = [placedLines(found), placedLines(wanted)];
  const without = (lines: readonly string[], others: readonly string[]) => {
    const there = new Set(others);
    return lines.filter((line) => !there.has(line));
  };
  const gone = without(old, now).map((line) => `- ${line}`);
  const come = without(now, old).map((line) => `+ ${line}`);
  return [...gone, ...come].slice(0, mostLines);
}

/** The same field stands in many types, so a line counts together with the declaration above it. */
function placedLines(text: string): readonly string[] {
  let declaration = "";
  return text.split("\n").flatMap((line) => {
    const name = /^export \w+ (\w+)/.exec(line)?.[1];
    if (name !== undefined) declaration = name;
    const words = line.trim();
    return words === "" || words.startsWith("*") ? [] : [name === undefined ? `${declaration}: ${words}` : words];
  });
}
