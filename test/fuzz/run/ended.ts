import type { System } from "../../e2e/support/system.ts";

/** Lines that a host writes when a process behind it has died and is started again, so that nobody outside notices. */
const lost = /The app's process ended[^"]*|has ended unexpectedly/;

/**
 * Watches a system for processes that end.
 * @returns what has ended since it was started; undefined: nothing
 */
export function watchFor(system: Pick<System, "ended" | "output">): () => string | undefined {
  let read = 0;
  let found: string | undefined;
  return () => {
    const output = system.output();
    // Only what is new: this is asked before each request.
    if (output.length !== read) found ??= lost.exec(output.slice(Math.max(0, read - 100)))?.[0];
    read = output.length;
    return system.ended() ?? found;
  };
}
