import { existsSync, lstatSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import * as esbuild from "esbuild";
import { type Groups, groupsOf, noGroups, together } from "./groups.ts";
import { PackageError, type PackageFault } from "./package-error.ts";
import { type InstalledPackage, packageOf } from "./packages.ts";
import { entry, entryName } from "./plugins/entry.ts";
import { guards, nativeFault } from "./plugins/guards.ts";
import { leftOut } from "./plugins/left-out.ts";
import { type Copies, chosen, copiesOf, oneCopy } from "./plugins/one-copy.ts";
import type { Project } from "./project.ts";
import { shortenedMap } from "./source-map.ts";

/** Ways to send telemetry that a package can hold. */
export const telemetryPaths = ["azure-monitor", "otlp"] as const;
/** One of them. */
export type TelemetryPath = (typeof telemetryPaths)[number];

/** What goes into a bundle. */
export interface BundleOptions {
  /** Which ways to send telemetry are in it. */
  readonly telemetry: readonly TelemetryPath[];
  /** Major version of Node that it is written for. */
  readonly node: number;
}

/** A bundled app. */
export interface Bundle {
  /** By path within the package; sorted. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Which bytes came from where: package and version, or a folder of the project. */
  readonly shares: readonly Share[];
}

/** What one package, or one folder of the project, has brought. */
export interface Share {
  readonly name: string;
  /** Undefined: a folder of the project. */
  readonly version: string | undefined;
  /** Bytes of code, before the zip. */
  readonly bytes: number;
}

/** The folder of the bundle within the package: one deep, as generated/ is, so that addresses made from there stay right. */
export const bundleFolder = "bundle";

const exporters: Readonly<Record<TelemetryPath, readonly string[]>> = {
  "azure-monitor": ["@azure/monitor-opentelemetry-exporter"],
  otlp: [
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/exporter-logs-otlp-http",
    "@opentelemetry/exporter-metrics-otlp-http",
  ],
};

/** Loaded by SDKs on demand, for what a function app never asks of them. */
const neverAsked = new Map([
  ["apache-arrow", "it reads lists of blobs that were asked for in Arrow's format, which the app does not do."],
  ["open", "it opens a browser to sign in, which no function app has."],
]);

/**
 * Bundles an app: its own code, the platform and the SDKs, in chunks that are loaded when they are first needed.
 * @throws PackageError saying all that is in the way
 */
export async function bundle(project: Project, options: BundleOptions): Promise<Bundle> {
  const first = await build(project, options, noGroups, new Map());
  const absolute = (path: string) => join(project.folder, path);
  const copies = copiesOf(Object.keys(first.metafile.inputs).map(absolute));
  const main = posix.normalize(project.main);
  const groups = groupsOf(first.metafile, main, (path) => chosen(copies, absolute(path)));
  const { outputFiles, metafile } = await build(project, options, groups, copies);
  const faults = faultsOfInputs(project, metafile);
  if (faults.length > 0) throw new PackageError(faults);
  const files = new Map<string, Uint8Array>();
  for (const { path, contents, text } of [...outputFiles].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = relative(project.folder, path).replaceAll(sep, "/");
    if (!name.endsWith(".map")) {
      const isOwn = hasOwnCode(metafile.outputs[name]);
      files.set(name, isOwn ? contents : withoutMap(text));
    } else if (hasOwnCode(metafile.outputs[name.slice(0, -".map".length)])) {
      files.set(name, shortenedMap(text, posix.dirname(name), project.folder));
    }
  }
  return { files, shares: sharesOf(project, metafile) };
}

type Built = esbuild.BuildResult<{ metafile: true; write: false }>;

async function build(
  project: Project,
  { telemetry, node }: BundleOptions,
  groups: Groups,
  copies: Copies,
): Promise<Built> {
  const faults: PackageFault[] = [];
  const without = new Map(neverAsked);
  for (const path of telemetryPaths.filter((path) => !telemetry.includes(path))) {
    for (const name of exporters[path]) without.set(name, `it was made without --telemetry ${path}.`);
  }
  const built = await esbuild
    .build({
      absWorkingDir: project.folder,
      // Names and order in the bundle follow paths, which must not lead out of the project where packages are shared by a link.
      preserveSymlinks:
        lstatSync(join(project.folder, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false,
      entryPoints: { index: entryName },
      outdir: bundleFolder,
      write: false,
      metafile: true,
      bundle: true,
      platform: "node",
      format: "esm",
      // One file would have to be parsed as a whole before the first answer: docs/decisions/2026-11-27-chunks.md.
      splitting: true,
      target: `node${node}`,
      // ES modules where a package has both: what is not used of them falls away.
      mainFields: ["module", "main"],
      outExtension: { ".js": ".mjs" },
      minify: true,
      // Errors are told by their names.
      keepNames: true,
      legalComments: "none",
      sourcemap: "linked",
      sourcesContent: false,
      external: ["@azure/functions-core"],
      // For packages that are not ES modules.
      banner: { js: banner },
      logLevel: "silent",
      plugins: [entry(project), leftOut(without), guards(project, faults), together(groups), oneCopy(copies)],
    })
    .catch((error: esbuild.BuildFailure) => {
      // Anything but a failed build is a fault of this program.
      if (!Array.isArray(error.errors)) throw error;
      throw new PackageError([...faults, ...error.errors.map(faultOf)]);
    });
  if (faults.length > 0) throw new PackageError(faults);
  return built;
}

const banner =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url),' +
  "__filename=import.meta.filename,__dirname=import.meta.dirname;";

function faultOf({ text, location }: esbuild.Message): PackageFault {
  const where = location === null ? "the bundle" : `${location.file}:${location.line}`;
  if (!text.startsWith("Could not resolve")) {
    return { code: "not-bundled", where, why: text, fix: "Repair the code; `npm run types` may say more." };
  }
  return { code: "not-found", where, why: text, fix: "Install the package, or correct the path." };
}

function faultsOfInputs(project: Project, { inputs }: esbuild.Metafile): readonly PackageFault[] {
  const packages = new Map<string, InstalledPackage>();
  for (const input of Object.keys(inputs)) {
    const from = packageOf(join(project.folder, input));
    if (from !== undefined) packages.set(from.folder, from);
  }
  const importerOf = (folder: string) =>
    Object.entries(inputs).find(([file, { imports }]) => {
      const isInside = packageOf(join(project.folder, file))?.folder === folder;
      return !isInside && imports.some(({ path }) => packageOf(join(project.folder, path))?.folder === folder);
    })?.[0] ?? project.main;
  const native = [...packages.values()]
    .filter(({ folder }) => existsSync(join(folder, "binding.gyp")))
    .map(({ name, folder }) => nativeFault(name, importerOf(folder)));
  const libraries = [...packages.values()].filter(({ name }) => name === "@azure/functions");
  if (libraries.length < 2) return native;
  const versions = libraries.map(({ version }) => version).join(" and ");
  return [
    ...native,
    {
      code: "two-copies",
      where: libraries.map(({ folder }) => relative(project.folder, folder)).join(", "),
      why: `@azure/functions is there as ${versions}: the second copy takes the functions of the first away.`,
      fix: "Give package.json the version that durable-functions asks for, and run npm dedupe.",
    },
  ];
}

function hasOwnCode(output: esbuild.Metafile["outputs"][string] | undefined): boolean {
  const isOwn = (input: string) => !/node_modules\/|^[\w-]+:/.test(input) && /\.[cm]?[jt]sx?$/.test(input);
  return Object.keys(output?.inputs ?? {}).some(isOwn);
}

/** Chunks of packages alone have no map: it would be larger than they are, and lead to code that nobody here wrote. */
function withoutMap(text: string): Uint8Array {
  return new TextEncoder().encode(text.replace(/\n\/\/# sourceMappingURL=\S+\n?$/, "\n"));
}

function sharesOf(project: Project, { outputs }: esbuild.Metafile): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0) continue;
      const from = packageOf(join(project.folder, input));
      const name = from?.name ?? `${input.split("/")[0]}/`;
      const key = `${name}@${from?.version}`;
      const bytes = (shares.get(key)?.bytes ?? 0) + bytesInOutput;
      shares.set(key, { name, version: from?.version, bytes });
    }
  }
  return [...shares.values()].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}
