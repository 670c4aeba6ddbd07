import type { SiteProgress } from "./build-site.ts";

/** Shorter builds are over before anybody reads how far they are. Milliseconds. */
const patience = 500;

/** Shows on a terminal how far a long build is; nothing without one. */
export function showProgress(terminal: NodeJS.WriteStream | undefined): SiteProgress | undefined {
  if (terminal === undefined) return undefined;
  const start = performance.now();
  let shown = 0;
  return (done, all) => {
    const now = performance.now();
    if (done === all) {
      if (shown > 0) terminal.write("\r\u001b[K");
    } else if (now - start > patience && now - shown > 100) {
      shown = now;
      terminal.write(`\r${done} of ${all} pages …`);
    }
  };
}
