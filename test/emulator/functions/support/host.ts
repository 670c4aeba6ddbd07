import { fileURLToPath } from "node:url";
import {
  type FunctionsHost,
  type FunctionsHostOptions,
  startFunctionsHost,
} from "../../../../emulator/functions/host.ts";
import type { Log } from "../../../../emulator/service.ts";

/** One line that a host logged. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** A log that can be waited on. */
export class TestLog {
  readonly lines: LogLine[] = [];
  #waiting: (() => void)[] = [];

  readonly log: Log = (level, message, fields = {}) => {
    this.lines.push({ level, message, fields });
    for (const wake of this.#waiting.splice(0)) wake();
  };

  /** The messages that match. */
  matching(pattern: RegExp): string[] {
    return this.lines.map(({ message }) => message).filter((message) => pattern.test(message));
  }

  /** Resolves when `count` messages match. */
  async until(pattern: RegExp, count = 1): Promise<string[]> {
    while (this.matching(pattern).length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.matching(pattern);
  }
}

/** Folder of a sample app. */
export function sampleApp(name: string): string {
  return fileURLToPath(new URL(`../apps/${name}`, import.meta.url));
}

export const keys = {
  master: "master-key",
  host: "host-key",
  eventgrid: "eventgrid-key",
  durabletask: "durabletask-key",
};

/** A host that runs a sample app, and its log; stopped when the block ends. */
export async function startSample(
  app: string,
  options: Partial<FunctionsHostOptions> = {},
): Promise<{ host: FunctionsHost; log: TestLog } & AsyncDisposable> {
  const log = new TestLog();
  const host = await startFunctionsHost({
    appDir: sampleApp(app),
    port: 0,
    settings: {},
    keys,
    log: log.log,
    ...options,
  });
  return { host, log, [Symbol.asyncDispose]: () => host.stop() };
}
