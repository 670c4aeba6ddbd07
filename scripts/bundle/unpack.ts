import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { bundleFolder } from "./bundle.ts";
import { PackageError } from "./package-error.ts";

/** What stands in an unpacked package: its own files, the settings that `func` reads there, and the data that it keeps. */
const ofPackages = new Set([bundleFolder, "package.json", "host.json", "local.settings.json", ".eventwright"]);

/**
 * Writes the files of a package into a folder, which is emptied before.
 * @param project the project's folder, which must survive
 * @throws PackageError when the folder holds the project, or something that is no package
 */
export function unpack(files: ReadonlyMap<string, Uint8Array>, folder: string, project: string): void {
  checkUnpacked(folder, project);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
}

/**
 * Checks that nothing but an earlier package is lost when a folder is emptied.
 * @throws PackageError when it is not so
 */
export function checkUnpacked(folder: string, project: string): void {
  if (!existsSync(folder)) return;
  const toProject = relative(realpathSync(folder), realpathSync(resolve(project)));
  const holdsProject = !isAbsolute(toProject) && !/^\.\.(?:[\\/]|$)/.test(toProject);
  const names = statSync(folder).isDirectory() ? readdirSync(folder) : [folder];
  const isPackage = names.length === 0 || (names.includes(bundleFolder) && names.every((name) => ofPackages.has(name)));
  if (!holdsProject && isPackage) return;
  throw new PackageError([
    {
      code: "folder-in-use",
      where: folder,
      why: "It would be emptied, and holds something else than an earlier package.",
      fix: "Name a folder that is not there yet, or empty it: --unpacked .eventwright/package/app",
    },
  ]);
}
