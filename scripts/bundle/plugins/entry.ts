import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import type { Project } from "../project.ts";

/** Stands in the code for the build's id, which is made of the code: of the same length. */
export const buildPlaceholder = "@@@@@@@@@@";

/** What the bundle begins with: the start of every packaged app, then this one's own entry. */
export const entryName = "eventwright:entry";

/** Makes that beginning. The id is where `platform/app/build.ts` looks for it. */
export function entry(project: Project): Plugin {
  const start = fileURLToPath(new URL("../entry/start.ts", import.meta.url));
  return {
    name: "entry",
    setup(build) {
      build.onResolve({ filter: /^eventwright:entry$/ }, ({ path }) => ({ path, namespace: "entry" }));
      build.onResolve({ filter: /^eventwright:start$/ }, () => ({ path: start }));
      build.onLoad({ filter: /.*/, namespace: "entry" }, () => ({
        contents: [
          `import "eventwright:start";`,
          `globalThis[Symbol.for("eventwright.build")] = "${buildPlaceholder}";`,
          `await import(${JSON.stringify(`./${posix.normalize(project.main)}`)});`,
        ].join("\n"),
        resolveDir: project.folder,
      }));
    },
  };
}
