import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// Set by the `eventwright` command, which runs the programs of an installed package for the project around it.
const project = process.env["EVENTWRIGHT_PROJECT"] ?? dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where results are kept that only depend on the installed packages, or on what they were made of. */
export const cacheFolder = join(project, ".eventwright", "cache");

/** Where a run reads and writes: absolute paths. */
export interface Places {
  readonly contract: string;
  readonly out: string;
  /** What references may lead into; the contract's folder when undefined. */
  readonly root?: string | undefined;
}

/**
 * The contract and the output folder of a command line. Given paths are relative to the current folder; without them it
 * is this project's own contract, wherever the command is called from.
 */
export function placesOf(contract: string | undefined, out: string | undefined, root?: string): Places {
  const file = contract === undefined ? join(project, "asyncapi.yaml") : resolve(contract);
  const places = { contract: file, out: out === undefined ? join(dirname(file), "generated") : resolve(out) };
  return root === undefined ? places : { ...places, root: resolve(root) };
}
