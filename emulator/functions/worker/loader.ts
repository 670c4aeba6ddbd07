import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Says why an app cannot be loaded and what to do. */
export class AppLoadError extends Error {
  override readonly name = "AppLoadError";
}

interface PackageJson {
  readonly main?: unknown;
  readonly type?: unknown;
}

/**
 * Loads the entry files of an app, in order: `main` of its package.json, a path or a glob. An entry is imported when it is
 * an ES module (`.mjs`, `.mts`, or `type: "module"` and not `.cjs`, `.cts`), else required; top-level await is waited for.
 * @throws AppLoadError naming the file and the fix
 */
export async function loadApp(appDir: string): Promise<void> {
  const manifest = readManifest(appDir);
  const require = createRequire(join(appDir, "package.json"));
  for (const file of entryFiles(appDir, manifest.main)) {
    try {
      if (isEsModule(file, manifest.type)) await import(pathToFileURL(file).href);
      else require(file);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new AppLoadError(`Worker was unable to load entry point "${file}": ${text}`);
    }
  }
}

function readManifest(appDir: string): PackageJson {
  const file = join(appDir, "package.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as PackageJson;
  } catch (error) {
    throw new AppLoadError(`The app folder needs a package.json that can be read: ${(error as Error).message}`);
  }
}

function entryFiles(appDir: string, main: unknown): string[] {
  if (typeof main !== "string" || main === "") {
    throw new AppLoadError(
      `${join(appDir, "package.json")} has no "main". Set it to the file (or a glob of files) that registers the functions.`,
    );
  }
  const files = globSync(main.replace(/^\.\//, ""), { cwd: appDir }).sort();
  if (files.length === 0) {
    throw new AppLoadError(
      `Found zero files matching "main" of package.json: "${main}" in ${appDir}. Build the app, or correct "main".`,
    );
  }
  return files.map((file) => join(appDir, file));
}

function isEsModule(file: string, type: unknown): boolean {
  const extension = extname(file);
  if (extension === ".mjs" || extension === ".mts") return true;
  if (extension === ".cjs" || extension === ".cts") return false;
  return type === "module";
}
