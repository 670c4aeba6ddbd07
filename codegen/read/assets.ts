import { readFileSync } from "node:fs";
import type { Assets } from "../render/validators/render-validators.ts";

/** What is the same in the clients of all contracts; the first is what a client imports. */
const clientFiles = ["client-runtime.ts", "client-requests.ts", "client-problems.ts", "client-events.ts"] as const;

/** Reads the files that are copied into every output. */
export function readAssets(): Assets {
  const read = (name: string) => readFileSync(new URL(`../assets/${name}`, import.meta.url), "utf8");
  const client = clientFiles.map((file) => [file, read(file)] as const);
  return { runtime: read("runtime.js"), client };
}
