import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Packages whose output goes into generated files, or into findings. */
const packages = ["ajv", "json-schema-to-typescript", "yaml", "@asyncapi/specs"];

let known: string | undefined;

/**
 * What decides, besides the contract, which bytes are generated: every file of the generator, and the versions of the
 * packages that it uses. Two generators with one fingerprint make the same of the same contract.
 */
export function fingerprint(): string {
  known ??= compute();
  return known;
}

function compute(): string {
  const hash = createHash("sha256");
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.(ts|js|json)$/.test(name));
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  for (const name of packages) hash.update(`${name} ${versionOf(name)}\0`);
  return hash.update(process.version).digest("hex");
}

function versionOf(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      return String(JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")).version);
    } catch {
      // It is in one of the folders above.
    }
  }
  return "none";
}
