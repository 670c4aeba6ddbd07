import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { relative, sep } from "node:path";
import type { Plugin } from "esbuild";
import type { PackageFault } from "../package-error.ts";
import { packageNameOf, packageOf } from "../packages.ts";
import type { Project } from "../project.ts";

/** Finds what would bundle and then not run, or was not meant to run, on Azure. */
export function guards(project: Project, faults: PackageFault[]): Plugin {
  const isOwn = (file: string) => packageOf(file) === undefined && file.startsWith(project.folder + sep);
  const shown = (file: string) => relative(project.folder, file).replaceAll(sep, "/");
  return {
    name: "guards",
    setup(build) {
      build.onResolve({ filter: /^[^./#]/ }, ({ path, importer, kind, pluginData }) => {
        // Asked again by another plugin.
        if (pluginData !== undefined) return undefined;
        const name = packageNameOf(path);
        if (name === undefined || kind === "entry-point" || !isOwn(importer) || isBuiltin(path)) return undefined;
        faults.push(...listed(project, name, shown(importer)));
        return undefined;
      });
      build.onLoad({ filter: /\.node$/ }, ({ path }) => {
        const name = packageOf(path)?.name ?? shown(path);
        faults.push(nativeFault(name, shown(path)));
        return { contents: "" };
      });
      build.onLoad({ filter: secretFile }, ({ path }) => {
        if (isOwn(path)) faults.push(secretFault(shown(path)));
        return undefined;
      });
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        if (!isOwn(path)) return undefined;
        const file = shown(path);
        if (/(^|\/)tests?\/|\.(test|spec)\.[cm]?[jt]sx?$/.test(file)) faults.push(testFault(file));
        // Generated code asks for the documentation's folder, which the package has at the same place.
        if (!file.startsWith("generated/")) faults.push(...fileRelative(file, await readFile(path, "utf8")));
        return undefined;
      });
    },
  };
}

function listed({ dependencies, devDependencies }: Project, name: string, where: string): readonly PackageFault[] {
  // Given by the Functions host, never installed.
  if (dependencies.has(name) || name === "@azure/functions-core") return [];
  if (devDependencies.has(name)) {
    const why = `It imports ${name}, which package.json lists under devDependencies: nothing of them is meant to run on Azure.`;
    return [{ code: "dev-dependency", where, why, fix: `Move ${name} to dependencies, or do without it.` }];
  }
  const why = `It imports ${name}, which package.json does not list: it is installed only because something else needs it.`;
  return [{ code: "not-listed", where, why, fix: `npm install ${name}` }];
}

/** A package that has to be compiled, or is a compiled file. */
export function nativeFault(name: string, where: string): PackageFault {
  return {
    code: "native-module",
    where,
    why: `${name} is compiled for one machine, and a bundle runs on any.`,
    fix: `Take a package in plain JavaScript or WebAssembly in place of ${name}.`,
  };
}

/** Where connection strings, keys and passwords of one machine are. */
const secretFile = /[\\/](?:local\.settings\.json|\.env[^\\/]*|\.eventwright[\\/]data[\\/].*)$/;

function secretFault(where: string): PackageFault {
  return {
    code: "secret-file",
    where,
    why: "The app imports settings or keys of this machine, and whoever can read the package could read them.",
    fix: "Read what the app needs of them from process.env: on Azure it is an app setting.",
  };
}

function testFault(where: string): PackageFault {
  return {
    code: "test-code",
    where,
    why: "It is a test, and the app imports it.",
    fix: "Move what the app needs of it to a file outside test/.",
  };
}

const asksWhere = /\bimport\.meta\.(?:url|dirname|filename|resolve)\b|\b__(?:dirname|filename)\b/;

/** Code that looks for files beside itself finds the bundle's folder there. Comments and texts are not looked at. */
function fileRelative(file: string, text: string): readonly PackageFault[] {
  const blank = (found: string) => found.replace(/[^\n]/g, " ");
  const code = text.replace(/\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<!:)\/\/.*/g, blank);
  const found = asksWhere.exec(code);
  if (found === null) return [];
  return [
    {
      code: "file-relative",
      where: `${file}:${code.slice(0, found.index).split("\n").length}`,
      why: `${found[0]} is the place of the bundle once the app is packaged; files beside this one are not there.`,
      fix: 'Import JSON as a module (with { type: "json" }), keep text in a constant, or let a setting name the folder.',
    },
  ];
}
