import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPage } from "../../dashboard/page/build.ts";
import { pageFolder, writePage } from "../../dashboard/page/read.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Programs and entries of the package besides what lies in these folders. */
const folders = ["platform", "codegen", "emulator", "dashboard", "webapp"] as const;
const programs = [
  "deadletters",
  "rebuild",
  "clock",
  "processes-replay",
  "processes-record",
  "bundle",
  "insights",
  "token",
] as const;
/** Read as text, or bundled for browsers: copied as they are. */
const copied = ["codegen/assets", "codegen/site/browser", "codegen/site/shared"] as const;
/** What every project needs, though no module imports it. */
const always = ["node", "typescript", "@types/node", "azurite", "@asyncapi/specs", "minisearch"] as const;

/**
 * Builds the package that other projects install: JavaScript, since Node does not strip types below node_modules, with
 * declarations. Returns the path of the archive, named as npm names it.
 *
 * @param folder is emptied
 * @throws Error when it does not compile, or imports a package that this project does not list
 */
export function buildPackage(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  const dist = join(folder, "package", "dist");
  mkdirSync(dist, { recursive: true });
  compile(folder, dist);
  for (const path of copied) cpSync(join(root, path), join(dist, path), { recursive: true });
  // Schemas that are read at run time lie beside the code that reads them.
  for (const file of folders.flatMap((name) => filesBelow(join(root, name)))) {
    if (file.endsWith(".schema.json")) cpSync(file, join(dist, relative(root, file)));
  }
  mkdirSync(join(dist, pageFolder), { recursive: true });
  writePage(join(dist, pageFolder), buildPage());
  mkdirSync(join(dist, "bin"), { recursive: true });
  cpSync(join(root, "scripts/bin.mjs"), join(dist, "bin/eventwright.mjs"));
  for (const file of filesBelow(dist)) if (/\.(d\.ts|js)$/.test(file)) writeFileSync(file, withJsEndings(file));
  const manifest = manifestOf(importsOf(dist));
  writeFileSync(join(folder, "package", "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  run("npm", ["pack", "--pack-destination", folder, "--loglevel=error"], join(folder, "package"));
  return join(folder, `${manifest.name}-${manifest.version}.tgz`);
}

function compile(folder: string, dist: string): void {
  const config = join(folder, "tsconfig.json");
  const sources = [...folders.map((name) => `${name}/**/*.ts`), ...programs.map((name) => `scripts/${name}.ts`)];
  // Bundled into the apps that are packaged, and imported by nothing.
  sources.push("scripts/bundle/entry/*.ts");
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        rewriteRelativeImportExtensions: true,
        // The package names itself by its sources while it is built.
        rootDir: root,
        outDir: dist,
        typeRoots: [join(root, "node_modules/@types")],
      },
      include: sources.map((pattern) => join(root, pattern)),
      exclude: [
        "codegen/template",
        "codegen/template-route.ts",
        "codegen/assets/*.d.ts",
        "codegen/site/browser",
        "dashboard/web",
        "**/node_modules",
      ].map((path) => join(root, path)),
    }),
  );
  run(join(root, "node_modules/.bin/tsc"), ["-p", config], root);
}

/** The compiler leaves `.ts` in declarations, and in addresses of files made with `new URL`. */
function withJsEndings(file: string): string {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".d.ts")) return text.replace(/(from "|import\(")(\.[^"]*)\.ts"/g, '$1$2.js"');
  return text.replace(/new URL\("(\.[^"]*)\.ts", import\.meta\.url\)/g, 'new URL("$1.js", import.meta.url)');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Names of the packages that the compiled files import, statically or on demand. */
function importsOf(dist: string): ReadonlySet<string> {
  const names = new Set<string>(always);
  for (const file of filesBelow(dist)) {
    if (!file.endsWith(".js") || relative(dist, file).startsWith("codegen/assets")) continue;
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(
      /(?:^(?:import|\} from|export \* from|(?:import|export) [^"\n]* from) |\bimport\(|\brequire\()"([^"\n]+)"/gm,
    )) {
      const name = /^(@[\w.-]+\/)?[\w.-]+/.exec(specifier)?.[0];
      if (name === undefined || specifier.startsWith(".") || /^[\w-]+:/.test(specifier)) continue;
      if (name !== "eventwright" && !builtinModules.includes(name)) names.add(name);
    }
  }
  return names;
}

function manifestOf(imports: ReadonlySet<string>) {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const known: Readonly<Record<string, string>> = { ...own.devDependencies, ...own.dependencies };
  const dependencies = [...imports].sort().map((name) => {
    const version = known[name];
    // Given by the Functions host, never installed.
    if (name === "@azure/functions-core") return undefined;
    if (version === undefined) throw new Error(`The package imports ${name}, which package.json does not list.`);
    return [name, version] as const;
  });
  const entry = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });
  return {
    name: own.name as string,
    version: own.version as string,
    description: own.description,
    license: own.license,
    type: "module",
    exports: {
      ".": entry("platform/index"),
      "./codegen/v1": entry("platform/codegen/v1"),
      "./testing": entry("platform/testing/index"),
      "./package.json": "./package.json",
    },
    bin: { eventwright: "dist/bin/eventwright.mjs" },
    engines: own.engines,
    dependencies: Object.fromEntries(dependencies.filter((entry) => entry !== undefined)),
  };
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
}
