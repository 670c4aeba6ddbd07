import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const folder = new URL("../web/", import.meta.url);

/** Bundles the page's code and styles. Returns the files' texts by their names. @throws what esbuild says */
export function buildPage(): ReadonlyMap<string, string> {
  const { outputFiles } = buildSync({
    entryPoints: ["main.tsx", "theme.ts"].map((file) => fileURLToPath(new URL(file, folder))),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    charset: "utf8",
    legalComments: "inline",
    jsx: "automatic",
    jsxImportSource: "preact",
    outdir: "assets",
    write: false,
    logLevel: "silent",
  });
  return new Map(outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1) ?? "", text]));
}
