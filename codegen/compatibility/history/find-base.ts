import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { contractOnDisk } from "../../read/contract-files.ts";
import type { ContractSide } from "../contracts/side.ts";
import { contractAtRef, GitError } from "./git-files.ts";
import type { Published } from "./published.ts";
import { readSide } from "./read-side.ts";

/** What `--against` names cannot be found, or is two things at once. */
export class UnknownReference extends Error {
  readonly code = "against-unknown";
}

/**
 * The contract that `--against` names: a published version, a file or folder, or a git ref, in this order. What is both a
 * path and a ref is refused, unless the path begins with `.` or `/`.
 * @param contract the document that is checked (absolute)
 * @throws UnknownReference, UnreadableContract
 */
export function findBase(contract: string, against: string, published: readonly Published[]): ContractSide {
  const version = published.find((entry) => entry.version === against);
  if (version !== undefined) return version;
  const file = fileOf(against, basename(contract));
  const isPlainPath = /^(\.{0,2}[/\\]|[A-Za-z]:|\.{1,2}$)/.test(against);
  if (isPlainPath || (file !== undefined && !isRef(contract, against))) {
    if (file === undefined) throw new UnknownReference(`There is no contract at \`${against}\`.`);
    return readFile(file, against);
  }
  if (file !== undefined) {
    throw new UnknownReference(
      `\`${against}\` is a path and a git ref. Write \`./${against}\` for the path, or \`refs/heads/${against}\` for the branch.`,
    );
  }
  try {
    return readSide(contractAtRef(contract, against), against, (path) => `${against}:${path}`);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const known = published.map((entry) => entry.version).join(", ");
    const versions = known === "" ? "nothing is published yet" : `published are ${known}`;
    throw new UnknownReference(`\`${against}\` is no file and no folder, ${versions}, and ${error.message}`);
  }
}

function isRef(contract: string, against: string): boolean {
  try {
    contractAtRef(contract, against);
    return true;
  } catch {
    return false;
  }
}

function readFile(file: string, label: string): ContractSide {
  return readSide(contractOnDisk(file), label, (path) => {
    const shown = relative(process.cwd(), resolve(file, "..", path));
    return shown.startsWith("..") ? resolve(file, "..", path) : shown.replaceAll("\\", "/");
  });
}

/** The document at a path: the file itself, or the one in the folder. */
function fileOf(path: string, name: string): string | undefined {
  const full = resolve(path);
  if (!existsSync(full)) return undefined;
  if (!statSync(full).isDirectory()) return full;
  if (existsSync(join(full, name))) return join(full, name);
  const found = readdirSync(full).find((entry) => /^(asyncapi\.(ya?ml|json)|contract\.json)$/.test(entry));
  return found === undefined ? undefined : join(full, found);
}
