import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { type Asset, assetOf } from "../../webapp/assets.ts";

const folder = new URL("../web/", import.meta.url);

/** The page's files, read once. Its code is TypeScript whose types are cut out here, so that nothing has to be built. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const file of readdirSync(folder)) {
    if (!/\.(html|css|svg|ts)$/.test(file)) continue;
    const text = readFileSync(new URL(file, folder), "utf8");
    const asset = assetOf(file, file.endsWith(".ts") ? withoutTypes(text) : text);
    if (asset !== undefined) assets.set(file === "index.html" ? "/" : `/assets/${file}`, asset);
  }
  return assets;
}

function withoutTypes(code: string): string {
  const warn = process.emitWarning;
  // Node says once that this is new. People who start the application can do nothing with that.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(code);
  } finally {
    process.emitWarning = warn;
  }
}
