import { readFileSync, statSync } from "node:fs";
import type { Log } from "../service.ts";

/** Where roles are kept, and how long a change takes to count. */
export interface RoleFileOptions {
  readonly file: string;
  /** Between a change and the moment from which it counts, ms. Azure takes some minutes. */
  readonly delay: number;
}

/** Who may do what, as of now. */
export type Current<Roles> = () => Roles;

/**
 * Follows a file of roles that people edit: what is read from it changes with it, `delay` later. A file that cannot be read
 * changes nothing, and is told of once.
 * @param read takes the file's text
 * @param now ms
 * @throws what `read` throws for the file as it is at first
 */
export function followRoles<Roles>(
  { file, delay }: RoleFileOptions,
  read: (text: string) => Roles,
  log: Log,
  now: () => number = Date.now,
): Current<Roles> {
  let seen = stampOf(file);
  let current = read(readFileSync(file, "utf8"));
  let waiting: { readonly roles: Roles; readonly from: number }[] = [];
  return () => {
    const stamp = stampOf(file);
    if (stamp !== seen) {
      seen = stamp;
      try {
        const roles = read(readFileSync(file, "utf8"));
        waiting.push({ roles, from: now() + delay });
        log("info", "roles were changed", { file, countInMs: delay });
      } catch (error) {
        log("error", "roles cannot be read; those from before stay", { file, error: String(error) });
      }
    }
    const due = waiting.filter(({ from }) => from <= now());
    if (due.length > 0) {
      current = (due.at(-1) as { readonly roles: Roles }).roles;
      waiting = waiting.filter(({ from }) => from > now());
    }
    return current;
  };
}

/** Another one whenever the file is written or replaced. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "gone" : `${found.ino} ${found.mtimeMs} ${found.size}`;
}
