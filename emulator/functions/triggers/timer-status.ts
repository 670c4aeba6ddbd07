import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is remembered of a timer; ISO times. */
export interface TimerStatus {
  readonly Last: string;
  readonly Next: string;
  readonly LastUpdated: string;
}

/** Remembers timers over restarts. */
export interface TimerStatusStore {
  read(functionName: string): TimerStatus | undefined;
  write(functionName: string, status: TimerStatus): void;
}

/** Keeps the status in one small file per function; without a folder, in memory only. */
export function timerStatusStore(dataDir: string | undefined): TimerStatusStore {
  const memory = new Map<string, TimerStatus>();
  if (dataDir === undefined) {
    return { read: (name) => memory.get(name), write: (name, status) => void memory.set(name, status) };
  }
  const folder = join(dataDir, "timers");
  const file = (name: string) => join(folder, `${name.toLowerCase()}.json`);
  return {
    read(name) {
      try {
        const status = JSON.parse(readFileSync(file(name), "utf8")) as TimerStatus;
        return Number.isNaN(Date.parse(status.Next)) ? undefined : status;
      } catch {
        // Never written, or cut off by a crash: the schedule simply starts anew.
        return undefined;
      }
    },
    write(name, status) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file(name)}.new`, JSON.stringify(status));
      renameSync(`${file(name)}.new`, file(name));
    },
  };
}
