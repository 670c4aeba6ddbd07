import { createHash } from "node:crypto";
import { kebabCase, pascalCase } from "./names.ts";

/** Names longer than this are cut: files and imports must hold them. */
const longest = 80;

/** Names that generated code imports or uses itself, and the global ones it relies on. */
export const reservedTypes: ReadonlySet<string> = new Set(
  `AnyNotification AppDefinition Array AsyncGenerator AsyncIterable Client ClientOptions CommandCheck CommandStatus Date Decide
Draft Error Evolve Fault Handlers Listing Map Message NotificationOf Notify NotifyFailed NotifyRejected Number Object Page
PayloadFault Posted Problem ProblemError Project Promise Proxy QueryDescriptor React ReadModelDescriptor ReadOptions Readonly
Record RejectionCode SendOptions Set State String Symbol Transport URL`.split(/\s+/),
);

/** Gives names to what was not named for code: identifiers, none twice (nor twice as a file), none that code needs itself. */
export class FreeNames {
  readonly #taken = new Set<string>();

  /** Keeps a name from being given. */
  take(name: string): void {
    this.#taken.add(fileKey(name));
  }

  /**
   * A free name for a text. `suffix` makes one that is taken or reserved another: `Error` → `ErrorMessage`; further ones
   * are numbered.
   */
  give(text: string, suffix: string): string {
    const base = shortened(pascalCase(text)) || suffix;
    const isFree = (name: string) => !reservedTypes.has(name) && !this.#taken.has(fileKey(name));
    let name = base;
    for (let count = 1; !isFree(name); count++) name = count === 1 ? `${base}${suffix}` : `${base}${suffix}${count}`;
    this.take(name);
    return name;
  }
}

/** Names that only differ by case would be one file on some disks. */
function fileKey(name: string): string {
  return kebabCase(name).replaceAll("-", "");
}

/** A long name keeps its beginning, and gets a mark of the rest. */
function shortened(name: string): string {
  if (name.length <= longest) return name;
  const mark = createHash("sha256").update(name).digest("hex").slice(0, 8).toUpperCase();
  return `${name.slice(0, longest)}${mark}`;
}
