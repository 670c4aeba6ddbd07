import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { PackageError } from "./package-error.ts";

/** The function app that is packaged, as its package.json describes it. */
export interface Project {
  /** Absolute, without symbolic links. */
  readonly folder: string;
  readonly name: string;
  /** The file that registers the functions, relative to the folder. */
  readonly main: string;
  /** Names of what the app may import where it runs. */
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  /** The contract's, else the package's. */
  readonly version: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Reads what a folder says of itself.
 * @throws PackageError when it is no function app
 */
export function readProject(given: string): Project {
  const folder = realpathSync(given);
  const manifest = readJson<Manifest>(join(folder, "package.json"));
  const { main, name = "app", version = "0.0.0", dependencies = {}, devDependencies = {} } = manifest ?? {};
  if (main === undefined || !existsSync(join(folder, main)) || !existsSync(join(folder, "host.json"))) {
    throw new PackageError([
      {
        code: "main-missing",
        where: join(folder, "package.json"),
        why:
          main === undefined
            ? 'It names no "main", the file that registers the functions.'
            : `There is no ${main} ("main"), or no host.json beside it.`,
        fix: 'Name the one file that registers the functions, such as "main": "handlers/app.ts", and keep host.json beside package.json.',
      },
    ]);
  }
  const contract = readJson<{ info?: { version?: string } }>(join(folder, "generated/contract.json"));
  return {
    folder,
    name,
    main,
    // A package may import itself by its own name.
    dependencies: new Set([...Object.keys(dependencies), name]),
    devDependencies: new Set(Object.keys(devDependencies)),
    version: contract?.info?.version ?? version,
  };
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}
