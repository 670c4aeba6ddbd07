import { existsSync, type FSWatcher, watch } from "node:fs";
import { dirname, join } from "node:path";

/** Editors write a file in several steps; a run starts when nothing has happened for this long (ms). */
const quiet = 8;

/**
 * Calls `changed` after changes to a contract: its document, and anything below its folder `schemas`. Never two calls at
 * once; what changes during one leads to another after it. Ends when `signal` is aborted.
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
  // The folder itself is not watched recursively: it may hold node_modules.
  const watchers: FSWatcher[] = [watch(folder, touch)];
  const schemas = join(folder, "schemas");
  if (existsSync(schemas)) watchers.push(watch(schemas, { recursive: true }, touch));
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
