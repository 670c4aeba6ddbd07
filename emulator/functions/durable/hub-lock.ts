import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { localSettings } from "./config.ts";

/**
 * Takes a task hub's folder for this process: two engines over one hub would each run everything. The lock is the
 * operating system's, so it ends with the process however that ends.
 * @returns what gives the folder back
 * @throws Error saying how a second host shares the hub of the first
 */
export function lockHub(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(join(dataDir, "lock.sqlite"), { timeout: 0 });
  try {
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    db.exec("BEGIN EXCLUSIVE");
    return () => db.close();
  } catch (error) {
    db.close();
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    throw new Error(
      `The task hub in ${dataDir} belongs to another host that runs. Give this host another data folder, or let its durable clients use that host: set the app setting ${localSettings.hub} to its address.`,
    );
  }
}
