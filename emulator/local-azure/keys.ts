import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The keys of one local Azure. Made at random once per data folder, so that none stands in the repository. */
export interface Keys {
  /** Cosmos master key, base64 of 64 bytes. */
  readonly cosmos: string;
  /** Event Grid access key. */
  readonly eventgrid: string;
  /** Functions keys: master, host, and the system key of the Event Grid webhook. */
  readonly functions: { readonly master: string; readonly host: string; readonly eventgrid: string };
}

/** Reads the keys of a data folder, making them on first use. */
export function keysOf(dataDir: string): Keys {
  const file = join(dataDir, "keys.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Keys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw new Error(`${file} cannot be read: ${error}`);
  }
  const key = () => randomBytes(32).toString("base64url");
  const keys: Keys = {
    cosmos: randomBytes(64).toString("base64"),
    eventgrid: randomBytes(32).toString("base64"),
    functions: { master: key(), host: key(), eventgrid: key() },
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}
