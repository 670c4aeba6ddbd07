import { readFileSync } from "node:fs";
import type { Assets } from "../render/validators/render-validators.ts";

/** Reads the files that are copied into every output. */
export function readAssets(): Assets {
  const read = (name: string) => readFileSync(new URL(`../assets/${name}`, import.meta.url), "utf8");
  return { runtime: read("runtime.js"), clientRuntime: read("client-runtime.ts") };
}
