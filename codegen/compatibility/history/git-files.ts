import { spawnSync } from "node:child_process";
import { basename, dirname } from "node:path";
import type { ContractFiles } from "../../read/contract-files.ts";

/** Git could not say what was asked of it. */
export class GitError extends Error {
  readonly code = "git-ref";
}

interface Entry {
  readonly id: string;
  readonly path: string;
}

/** Most that git may answer at once, in bytes. */
const mostBytes = 512 * 1024 * 1024;

/**
 * The contract's files as they are at a git ref. Only git's objects are read: the work tree and the index stay as they are.
 * Works wherever in the repository the contract is. Links are not followed.
 * @throws GitError when there is no git repository, no such ref, or no such file at it
 */
export function contractAtRef(contract: string, ref: string): ContractFiles {
  const folder = dirname(contract);
  const git = (args: readonly string[], input?: string): Buffer => {
    const { status, stdout, stderr, error } = spawnSync("git", args, { cwd: folder, input, maxBuffer: mostBytes });
    if (error !== undefined) throw new GitError(`git could not be started: ${error.message}.`);
    if (status !== 0) throw new GitError(String(stderr).trim() || `git ended with ${status}.`);
    return stdout;
  };
  const commit = commitOf(git, ref);
  // `./` is the contract's own folder, wherever it lies below the top of the repository.
  const listed = String(git(["ls-tree", "-r", "-z", commit, "--", "./"]));
  const entries = new Map(
    listed
      .split("\0")
      .flatMap(entryOf)
      .map((entry) => [entry.path, entry]),
  );
  const name = basename(contract);
  if (!entries.has(name)) throw new GitError(`There is no \`${name}\` in this folder at \`${ref}\`.`);
  const contents = new Map<string, string>();
  const load = (paths: readonly string[]): void => {
    const wanted = paths.flatMap((path) => entries.get(path) ?? []);
    if (wanted.length === 0) return;
    const answer = git(["cat-file", "--batch"], wanted.map(({ id }) => `${id}\n`).join(""));
    let offset = 0;
    for (const { path } of wanted) {
      const end = answer.indexOf(10, offset);
      const size = Number(answer.toString("latin1", offset, end).split(" ")[2]);
      contents.set(path, answer.toString("utf8", end + 1, end + 1 + size));
      offset = end + 1 + size + 1;
    }
  };
  // One question for what is surely read; other files are asked for one by one.
  load([...entries.keys()].filter((path) => path === name || /^schemas\/.*\.(json|ya?ml)$/.test(path)));
  return {
    contract: name,
    read(path) {
      if (!contents.has(path)) load([path]);
      return contents.get(path);
    },
    list: (below) => [...entries.keys()].filter((path) => path.startsWith(`${below}/`)).sort(),
  };
}

function commitOf(git: (args: readonly string[]) => Buffer, ref: string): string {
  try {
    return String(git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`])).trim();
  } catch (error) {
    if (error instanceof GitError && /not a git repository|could not be started/.test(error.message)) throw error;
    throw new GitError(`git knows no commit \`${ref}\`.`);
  }
}

/** An entry of `ls-tree -z`: mode, type, object and path. Links and submodules are left out. */
function entryOf(line: string): readonly Entry[] {
  const match = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line);
  return match === null ? [] : [{ id: match[1] ?? "", path: match[2] ?? "" }];
}
