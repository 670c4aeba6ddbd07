import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The files of a site that do not depend on the contract, by path. */
export type SiteAssets = ReadonlyMap<string, string>;

const folder = new URL("./browser/", import.meta.url);

/** Bundles the scripts of the pages, with the search library in them, and the style sheet. */
export async function readSiteAssets(): Promise<SiteAssets> {
  const { outputFiles } = await build({
    entryPoints: ["site.ts", "theme.ts", "go.ts", "site.css"].map((file) => fileURLToPath(new URL(file, folder))),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    outdir: "assets",
    write: false,
    logLevel: "silent",
  });
  const files = outputFiles.map(({ path, text }) => [`assets/${path.split(/[\\/]/).at(-1)}`, text] as const);
  return new Map([...files, ["assets/minisearch-license.txt", license()]]);
}

/** What the licence of the search library asks for. */
function license(): string {
  return readFileSync(new URL("../../LICENSE.txt", import.meta.resolve("minisearch")), "utf8");
}
