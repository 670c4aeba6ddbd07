import { appendFileSync, readFileSync } from "node:fs";
import type { FaultRecord } from "./faults.ts";

/** The line that begins each life. */
interface StartRecord {
  readonly life: number;
  readonly start: true;
  readonly seed: string;
  readonly rate: string;
}

/** How often each kind of fault happened, by `part/kind`. */
export type FaultCounts = Readonly<Record<string, number>>;

/** What stands in a ledger. */
export interface Ledger {
  /** How many systems have been started with it. */
  readonly lives: number;
  readonly faults: readonly FaultRecord[];
}

/** Writes one line. Several processes append to one file: each line is one write, so that none is torn but by a kill. */
export function append(file: string, record: FaultRecord | StartRecord): void {
  appendFileSync(file, `${JSON.stringify(record)}\n`);
}

/** Reads a ledger; one that is not there is empty, and a line that a kill has torn is left out. */
export function readLedger(file: string): Ledger {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const faults: FaultRecord[] = [];
  let lives = 0;
  for (const line of text.split("\n")) {
    const record = parsed(line);
    if (record === undefined) continue;
    if ("start" in record) lives++;
    else faults.push(record);
  }
  return { lives, faults };
}

function parsed(line: string): FaultRecord | StartRecord | undefined {
  try {
    return JSON.parse(line) as FaultRecord | StartRecord;
  } catch {
    return undefined;
  }
}

/** Counts faults by part and kind, sorted by name. */
export function countFaults(faults: readonly FaultRecord[]): FaultCounts {
  const counts = new Map<string, number>();
  for (const { part, kind } of faults) counts.set(`${part}/${kind}`, (counts.get(`${part}/${kind}`) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
