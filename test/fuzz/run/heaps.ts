import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** How long the processes have to collect their garbage, ms. One that is held or has ended tells nothing new. */
const patience = 20_000;
const between = 20;

/** Heaps of the processes that were started with `env`, garbage left out. */
export interface Heaps {
  readonly env: Readonly<Record<string, string>>;
  /** MiB in use, all of these processes together; others, and those without the probe, are left alone. */
  measure(processes: ReadonlySet<number>): Promise<number>;
  remove(): void;
}

/** Makes the probe's environment. Not for Windows, which has no SIGUSR2. */
export function heaps(): Heaps {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-heaps-"));
  const probe = pathToFileURL(join(import.meta.dirname, "heap-probe.ts")).href;
  return {
    env: { NODE_OPTIONS: `--import ${probe}`, EVENTWRIGHT_HEAPS: folder },
    async measure(processes) {
      const probed = readdirSync(folder).filter((pid) => processes.has(Number(pid)));
      const written = (pid: string) => statSync(join(folder, pid)).ino;
      const before = new Map(probed.map((pid) => [pid, written(pid)]));
      for (const pid of probed) process.kill(Number(pid), "SIGUSR2");
      const end = Date.now() + patience;
      while (Date.now() < end && probed.some((pid) => written(pid) === before.get(pid))) await setTimeout(between);
      const bytes = probed.map((pid) => Number(readFileSync(join(folder, pid), "utf8")));
      return bytes.reduce((sum, each) => sum + each, 0) / 2 ** 20;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
