import type { Plugin } from "esbuild";
import { packageNameOf } from "../packages.ts";

/** Puts a module that throws in the place of packages, by name; `why` ends a sentence that begins "… is not in this package:". */
export function leftOut(packages: ReadonlyMap<string, string>): Plugin {
  return {
    name: "left-out",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const name = packageNameOf(path);
        return name !== undefined && packages.has(name) ? { path: name, namespace } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`${path} is not in this package: ${packages.get(path)}`)});`,
      }));
    },
  };
}

const namespace = "left-out";
