import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { dirname, join } from "node:path";

/** Editors write a file in several steps; a run starts when nothing has happened for this long (ms). */
const quiet = 8;

/**
 * Calls `changed` at the start and after changes to a contract: its document, and anything below its folder `schemas`.
 * Never two calls at once; what changes during one leads to another after it. Ends when `signal` is aborted.
 */
export function watchContract(contract: string, changed: () => Promise<void>, signal: AbortSignal): Promise<void> {
  const folder = dirname(contract);
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const start = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await changed();
    } while (again && !signal.aborted);
    running = false;
  };
  const touch = (_event: string, name: string | null): void => {
    // Our own output and temporary files of editors are no changes of the contract.
    if (name !== null && !/\.(json|ya?ml)$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void start(), quiet);
  };
  // The folder itself is not watched with all below it: it may hold node_modules.
  const schemas = watchTree(join(folder, "schemas"), touch);
  const top = watch(folder, (event, name) => {
    touch(event, name);
    if (event === "rename" && name === "schemas") schemas.renew();
  });
  const watchers = [top, schemas];
  // Whatever changes from here on is seen, so nothing is lost while the first call runs.
  void start();
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/**
 * Watches a folder and all folders below it, those that come later included. One watcher for each folder: Node's own
 * recursive one does not see the second time that a file is replaced by another one, which is how many editors save.
 */
function watchTree(
  root: string,
  touch: (event: string, name: string | null) => void,
): { renew(): void; close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const remove = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string, isNew: boolean): void => {
    remove(folder);
    if (!isFolder(folder)) return;
    const watcher = watch(folder, (event, name) => {
      touch(event, name);
      if (event === "rename" && name !== null) add(join(folder, name), true);
    });
    watcher.on("error", () => remove(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) add(join(folder, entry.name), isNew);
      // What came into a new folder before it was watched has to be told as well.
      else if (isNew) touch("rename", entry.name);
    }
  };
  add(root, false);
  return {
    renew: () => add(root, true),
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
