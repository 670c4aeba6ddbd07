import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The keys of one local Azure. Made at random once per data folder, so that none stands in the repository. */
export interface Keys {
  /** Cosmos master key, base64 of 64 bytes. */
  readonly cosmos: string;
  /** Event Grid access key. */
  readonly eventgrid: string;
  /** Functions keys: master, host, and the system keys of the Event Grid webhook and of the durable management API. */
  readonly functions: {
    readonly master: string;
    readonly host: string;
    readonly eventgrid: string;
    readonly durabletask: string;
  };
  /** Instrumentation key of Application Insights, a UUID. */
  readonly insights: string;
}

/** Reads the keys of a data folder, making on first use those that are missing. */
export function keysOf(dataDir: string): Keys {
  const file = join(dataDir, "keys.json");
  const key = () => randomBytes(32).toString("base64url");
  try {
    const keys = JSON.parse(readFileSync(file, "utf8")) as Keys;
    if (typeof keys.functions.durabletask === "string" && typeof keys.insights === "string") return keys;
    // Written before there were these keys.
    const durabletask = keys.functions.durabletask ?? key();
    const functions = { ...keys.functions, durabletask };
    const completed = { ...keys, functions, insights: keys.insights ?? randomUUID() };
    write(file, completed);
    return completed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw new Error(`${file} cannot be read: ${error}`);
  }
  const keys: Keys = {
    cosmos: randomBytes(64).toString("base64"),
    eventgrid: randomBytes(32).toString("base64"),
    functions: { master: key(), host: key(), eventgrid: key(), durabletask: key() },
    insights: randomUUID(),
  };
  mkdirSync(dataDir, { recursive: true });
  write(file, keys);
  return keys;
}

function write(file: string, keys: Keys): void {
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
}
