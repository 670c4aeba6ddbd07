import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundle } from "../../../../scripts/bundle/bundle.ts";
import { PackageError, type PackageFault } from "../../../../scripts/bundle/package-error.ts";
import { type AppPackage, packageApp } from "../../../../scripts/bundle/package-files.ts";
import { readProject } from "../../../../scripts/bundle/project.ts";

/** What the tests' packages are made with. */
export const usual = { telemetry: ["azure-monitor", "otlp"], node: 22, docs: false } as const;

/** A project of a few files in a temporary folder. */
export interface SmallProject {
  readonly folder: string;
  /** What is in the way of its package; empty: nothing. */
  faults(): Promise<readonly PackageFault[]>;
  package(): Promise<AppPackage>;
  remove(): void;
}

/** Writes a project whose entry is handlers/app.ts; package.json and host.json are given unless `files` has them. */
export function smallProject(
  files: Readonly<Record<string, string>>,
  dependencies: readonly string[] = [],
): SmallProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "eventwright-package-")));
  const list = Object.fromEntries(dependencies.map((name) => [name, "1.0.0"]));
  const manifest = { name: "small", version: "2.1.0", main: "handlers/app.ts", type: "module", dependencies: list };
  const all = { "package.json": JSON.stringify(manifest), "host.json": "{}", ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    folder,
    async faults() {
      try {
        await bundle(readProject(folder), usual);
        return [];
      } catch (error) {
        if (error instanceof PackageError) return error.faults;
        throw error;
      }
    },
    package: () => packageApp(readProject(folder), usual),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Files of a package below node_modules. */
export function installed(
  name: string,
  files: Readonly<Record<string, string>>,
  more: object = {},
): Record<string, string> {
  const manifest = JSON.stringify({ name, version: "1.0.0", ...more });
  const inside = Object.entries({ "package.json": manifest, ...files });
  return Object.fromEntries(inside.map(([path, text]) => [`node_modules/${name}/${path}`, text]));
}

/** Writes a package's files into a folder. */
export function unpack({ files }: AppPackage, folder: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
