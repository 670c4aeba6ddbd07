import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./workflow.ts";

const project = fileURLToPath(root);

/** What a workflow would check out of the work tree as it is now, as a repository of its own with this one's packages. */
export function checkout(context: { readonly after: (remove: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-ci-"));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const listed = git(project, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const path of listed.split("\0")) {
    // A file that is deleted and not committed is listed, too; a link to packages is made below.
    if (path === "" || path === "node_modules" || !existsSync(join(project, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(project, path), join(folder, path));
  }
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "--all");
  const who = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];
  git(folder, ...who, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Everything");
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Calls git. @throws Error with what git says when it fails */
export function git(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  return stdout;
}
