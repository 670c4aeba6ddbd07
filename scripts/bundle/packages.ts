import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A package that files lie in. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** Within the package, with slashes. */
  readonly path: string;
}

/** The package that a file below `node_modules` belongs to, the innermost; undefined: the project itself. */
export function packageOf(file: string): InstalledPackage | undefined {
  const [, modules = "", name = "", path = ""] = inModules.exec(file.replaceAll("\\", "/")) ?? [];
  if (name === "") return undefined;
  const folder = `${modules}${name}`;
  let version = versions.get(folder);
  if (version === undefined) {
    version = (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version?: string }).version ?? "";
    versions.set(folder, version);
  }
  return { name, version, folder, path };
}

const inModules = /^(.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)\/(.+)$/;
const versions = new Map<string, string>();

/** The name of the package that an import without a path names; undefined for files and Node's own modules. */
export function packageNameOf(specifier: string): string | undefined {
  if (/^(\.|\/|#|[a-zA-Z]+:)/.test(specifier)) return undefined;
  return /^(@[\w.-]+\/)?[\w.-]+/.exec(specifier)?.[0];
}
