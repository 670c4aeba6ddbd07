import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Asset, assetOf } from "../../webapp/assets.ts";

const sources = fileURLToPath(new URL("../web/", import.meta.url));
/** Where the built package has them; this repository builds them when it starts. */
const prebuilt = fileURLToPath(new URL("./files/", import.meta.url));
/** The same folder, from the root of the package. */
export const pageFolder = "dashboard/page/files";
/** Served as they are. */
const plain = ["index.html", "icon.svg"] as const;

/**
 * The page's files by the path that they are served at.
 * @param cacheDir where a bundle is kept until its sources change
 * @throws what esbuild says about sources that it cannot bundle
 */
export async function readPage(cacheDir: string): Promise<ReadonlyMap<string, Asset>> {
  const folder = existsSync(prebuilt) ? prebuilt : await built(cacheDir);
  const assets = new Map<string, Asset>();
  for (const file of readdirSync(folder)) {
    const asset = assetOf(file, readFileSync(join(folder, file), "utf8"));
    if (asset !== undefined) assets.set(file === "index.html" ? "/" : `/assets/${file}`, asset);
  }
  return assets;
}

async function built(cacheDir: string): Promise<string> {
  const folder = join(cacheDir, stateOfSources());
  if (existsSync(folder)) return folder;
  const { buildPage } = await import("./build.ts");
  const files = buildPage();
  rmSync(cacheDir, { recursive: true, force: true });
  const half = join(cacheDir, `half-${process.pid}`);
  mkdirSync(half, { recursive: true });
  writePage(half, files);
  renameSync(half, folder);
  return folder;
}

/** Writes the files that {@link readPage} reads into a folder. */
export function writePage(folder: string, bundle: ReadonlyMap<string, string>): void {
  for (const [file, text] of bundle) writeFileSync(join(folder, file), text);
  for (const file of plain) writeFileSync(join(folder, file), readFileSync(join(sources, file)));
}

/** Changes with everything that the bundle is made of. */
function stateOfSources(): string {
  const hash = createHash("sha256");
  const require = createRequire(import.meta.url);
  for (const name of ["preact", "@dagrejs/dagre", "esbuild"])
    hash.update(readFileSync(require.resolve(`${name}/package.json`)));
  const files = [
    fileURLToPath(import.meta.url),
    fileURLToPath(new URL("./build.ts", import.meta.url)),
    ...below(sources),
  ];
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 20);
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
