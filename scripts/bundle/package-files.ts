import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Bundle, type BundleOptions, bundle, bundleFolder, type Share } from "./bundle.ts";
import { PackageError } from "./package-error.ts";
import { buildPlaceholder } from "./plugins/entry.ts";
import type { Project } from "./project.ts";
import { zipOf } from "./zip.ts";

/** What a package is made with. */
export interface PackageOptions extends BundleOptions {
  /** Whether the documentation site that `/docs` serves is in it. */
  readonly docs: boolean;
  /** Told what is being done, for people who wait. */
  readonly progress?: (step: string) => void;
}

/** A package, ready to be written. */
export interface AppPackage {
  /** The contract's version and the build: `1.2.0+3f9a02c41d`. */
  readonly version: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly shares: readonly Share[];
  readonly zip: Uint8Array;
  /** SHA-256 of the zip, hexadecimal. */
  readonly sha256: string;
}

/** Where `npm run docs` puts the site, and where the bundle looks for it. */
const siteFolder = ".eventwright/docs-site";

/**
 * Makes the package of an app. The same contract, code and installed packages give the same bytes, wherever and whenever.
 * @throws PackageError saying all that is in the way
 */
export async function packageApp(project: Project, options: PackageOptions): Promise<AppPackage> {
  const { progress = () => {} } = options;
  progress("bundling");
  const bundled = await bundle(project, options);
  const rest = new Map([
    ["host.json", readFileSync(join(project.folder, "host.json"))],
    ...siteFiles(project, options.docs),
  ]);
  const build = buildOf(bundled, rest);
  const version = `${project.version}+${build}`;
  const manifest = {
    name: project.name,
    version,
    private: true,
    type: "module",
    main: `${bundleFolder}/index.mjs`,
    engines: { node: `>=${options.node}` },
  };
  const files = new Map<string, Uint8Array>([
    ["package.json", new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)],
    ...rest,
    ...[...bundled.files].map(([path, bytes]) => [path, withBuild(bytes, build)] as const),
  ]);
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  progress("zip");
  const zip = zipOf(sorted);
  return {
    version,
    files: sorted,
    shares: bundled.shares,
    zip,
    sha256: createHash("sha256").update(zip).digest("hex"),
  };
}

/** Names the content: what runs, byte for byte, with everything that is read beside it. */
function buildOf({ files }: Bundle, rest: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of [...files, ...rest]) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex").slice(0, buildPlaceholder.length);
}

function withBuild(bytes: Uint8Array, build: string): Uint8Array {
  const at = Buffer.from(bytes).indexOf(buildPlaceholder);
  if (at < 0) return bytes;
  const copy = Uint8Array.from(bytes);
  copy.set(new TextEncoder().encode(build), at);
  return copy;
}

function siteFiles({ folder }: Project, docs: boolean): readonly (readonly [string, Uint8Array])[] {
  if (!docs) return [];
  const site = join(folder, siteFolder);
  if (!existsSync(join(site, "index.html"))) {
    const why = `There is no documentation site in ${siteFolder}.`;
    throw new PackageError([{ code: "docs-missing", where: "--with-docs", why, fix: "Build it first: npm run docs" }]);
  }
  return readdirSync(site, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [relative(folder, file).replaceAll(sep, "/"), readFileSync(file)] as const);
}
