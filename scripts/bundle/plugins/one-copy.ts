import type { Plugin, ResolveResult } from "esbuild";
import { packageOf } from "../packages.ts";

/** The folder to take a package from, by name and version, as `ms@2.1.3`. */
export type Copies = ReadonlyMap<string, string>;

/** Chooses among copies of the same version, as npm installs them whose tree has no place for one in common: the first by path. */
export function copiesOf(files: readonly string[]): Copies {
  const copies = new Map<string, string>();
  for (const file of [...files].sort()) {
    const from = packageOf(file);
    if (from === undefined) continue;
    const key = `${from.name}@${from.version}`;
    if (!copies.has(key)) copies.set(key, from.folder);
  }
  return copies;
}

/** The same file in the copy that was chosen. */
export function chosen(copies: Copies, file: string): string {
  const from = packageOf(file);
  if (from === undefined) return file;
  return `${copies.get(`${from.name}@${from.version}`) ?? from.folder}/${from.path}`;
}

/** Takes every file from the copy that was chosen. */
export function oneCopy(copies: Copies): Plugin {
  return {
    name: "one-copy",
    setup(build) {
      if (copies.size === 0) return;
      build.onResolve({ filter: /^[^./]/ }, async (args) => {
        const { path, kind, resolveDir, importer, pluginData, with: attributes } = args;
        if (pluginData === asked || path.startsWith("node:")) return undefined;
        const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: asked, with: attributes });
        if (found.errors.length > 0 || found.external || found.namespace !== "file") return answerOf(found);
        return answerOf({ ...found, path: chosen(copies, found.path) });
      });
    },
  };
}

/** Tells the plugin's own question from those of the bundler. */
const asked = Symbol("asked");

function answerOf({ path, external, namespace, suffix, sideEffects, errors, warnings }: ResolveResult) {
  return { path, external, namespace, suffix, sideEffects, errors, warnings };
}
