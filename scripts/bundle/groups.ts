import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Metafile, type Plugin, transform } from "esbuild";
import { packageOf } from "./packages.ts";

/** What is loaded together on demand, and who asks for it. */
export interface Groups {
  /** Names of the groups by the absolute paths of their modules. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** By the absolute path of who asks: the module that is meant by what stands between the brackets of `import("…")`. */
  readonly asked: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Every module by itself. */
export const noGroups: Groups = { groupOf: new Map(), asked: new Map() };

/**
 * Finds which of the modules that are loaded on demand may as well come together: code of the app, the generator and the platform
 * that brings no package with it. One chunk then takes the place of a hundred tiny ones, each of which costs more to find than to run.
 *
 * A package that is no ES module is a group of its own: as a chunk it would have a default export and no other.
 *
 * @param metafile of a bundle in which each is a chunk of its own
 * @param main the app's entry: what it brings is there anyhow
 */
export function groupsOf(metafile: Metafile, main: string, absolute: (path: string) => string): Groups {
  const { inputs } = metafile;
  const there = closureOf(inputs, main);
  const isOwn = (path: string) => isOurs(absolute(path));
  const groupOf = new Map<string, string>();
  const asked = new Map<string, Map<string, string>>();
  for (const [importer, { imports }] of Object.entries(inputs)) {
    for (const { kind, external, path, original } of imports) {
      if (kind !== "dynamic-import" || external || path === main || original === undefined) continue;
      const group = inputs[path]?.format === "cjs" ? packageOf(absolute(path))?.name : ownGroup(path);
      if (group === undefined) continue;
      groupOf.set(absolute(path), group);
      const by = asked.get(absolute(importer)) ?? new Map<string, string>();
      asked.set(absolute(importer), by.set(original, absolute(path)));
    }
  }
  return { groupOf, asked };

  function ownGroup(path: string): string | undefined {
    // JSON is data that is sent as it is, and seldom.
    if (!isOwn(path) || !/\.[jt]s$/.test(path)) return undefined;
    const brings = [...closureOf(inputs, path)].some((other) => !isOwn(other) && !there.has(other));
    return brings ? undefined : folderOf(absolute(path), path);
  }
}

/** Everything of the installed platform, or of one folder of the project. */
function folderOf(file: string, path: string): string {
  return packageOf(file) === undefined ? (path.split("/")[0] ?? "") : "platform";
}

/** Code of the project and of Eventwright itself. */
function isOurs(file: string): boolean {
  return (packageOf(file)?.name ?? "eventwright") === "eventwright";
}

function closureOf(inputs: Metafile["inputs"], start: string): ReadonlySet<string> {
  const found = new Set([start]);
  for (const path of found) {
    for (const { path: next, kind, external } of inputs[path]?.imports ?? []) {
      if (kind !== "dynamic-import" && !external) found.add(next);
    }
  }
  return found;
}

/** Leads imports on demand of a group's modules to one module that holds all of them, each under a name of its own. */
export function together({ groupOf, asked }: Groups): Plugin {
  const files = [...groupOf.keys()].sort();
  const nameOf = (file: string) => `m${files.indexOf(file)}`;
  return {
    name: "together",
    setup(build) {
      if (files.length === 0) return;
      build.onResolve({ filter: /^together:/ }, ({ path }) => ({ path: path.slice("together:".length), namespace }));
      // By numbers: what is written here is mapped, and a map must not know where the project lies.
      build.onResolve({ filter: /^m\d+$/, namespace }, ({ path }) => ({ path: files[Number(path.slice(1))] ?? "" }));
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: files
          .filter((file) => groupOf.get(file) === path)
          .map((file) => `import * as ${nameOf(file)} from "${nameOf(file)}";\nexport { ${nameOf(file)} };`)
          .join("\n"),
        resolveDir: "/",
      }));
      build.onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
        const meant = asked.get(path);
        if (meant === undefined) return undefined;
        // Without its types, which may say import(…) as well.
        const { code } = await transform(await readFile(path, "utf8"), {
          loader: /ts$/.test(path) ? "ts" : "js",
          sourcemap: "inline",
          sourcesContent: false,
          sourcefile: basename(path),
          target: "esnext",
          tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
        });
        const contents = code.replace(/\bimport\("([^"\n]+)"\)/g, (found, specifier: string) => {
          const file = meant.get(specifier);
          if (file === undefined) return found;
          const module = JSON.stringify(`together:${groupOf.get(file)}`);
          return `import(${module}).then((all)=>all.${nameOf(file)})`;
        });
        return { contents, loader: "js" };
      });
    },
  };
}

const namespace = "together";
