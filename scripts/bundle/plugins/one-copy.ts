import type { Plugin, ResolveResult } from "esbuild";
import { packageOf } from "../packages.ts";

/**
 * Takes one copy of a package where several of the same version are installed, as npm does whose tree has nowhere to put one in
 * common. The first by path, so that the choice depends on nothing else.
 */
export function oneCopy(): Plugin {
  const copies = new Map<string, string>();
  return {
    name: "one-copy",
    setup(build) {
      build.onResolve(
        { filter: /^[^./]/ },
        async ({ path, kind, resolveDir, importer, pluginData, with: attributes }) => {
          if (pluginData === asked || path.startsWith("node:")) return undefined;
          const found = await build.resolve(path, { kind, resolveDir, importer, pluginData: asked, with: attributes });
          const from = found.errors.length === 0 && !found.external ? packageOf(found.path) : undefined;
          if (from === undefined) return answerOf(found);
          const key = `${from.name}@${from.version}`;
          const folder = copies.get(key) ?? from.folder;
          copies.set(key, folder);
          return answerOf({ ...found, path: `${folder}/${from.path}` });
        },
      );
    },
  };
}

/** Tells the plugin's own question from those of the bundler. */
const asked = Symbol("asked");

function answerOf({ path, external, namespace, suffix, sideEffects, errors, warnings }: ResolveResult) {
  return { path, external, namespace, suffix, sideEffects, errors, warnings };
}
