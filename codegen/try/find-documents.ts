import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Folders that hold no contracts of anybody's. */
const skipped = new Set([".git", "node_modules"]);

/** The AsyncAPI documents among files, and below folders: whatever names the version of AsyncAPI that it is written in. */
export function findDocuments(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => (statSync(path).isDirectory() ? below(path) : [path]));
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : below(path);
      return entry.isFile() && isDocument(path) ? [path] : [];
    });
}

function isDocument(path: string): boolean {
  if (!/\.(ya?ml|json)$/.test(path)) return false;
  return /^\s*"?asyncapi"?\s*:\s*["']?[23]\./m.test(readFileSync(path, "utf8"));
}
