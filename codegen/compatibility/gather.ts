import { dirname } from "node:path";
import { readPins } from "../pins/read-pins.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { sayTheSame } from "./changes/bump.ts";
import type { Prove } from "./contracts/compare-schemas.ts";
import { readDecisions } from "./decisions/read-decisions.ts";
import { findBase } from "./history/find-base.ts";
import { type Published, publishedContracts } from "./history/published.ts";
import { readSide } from "./history/read-side.ts";
import { historyFindings } from "./history/record.ts";
import type { RecordFault } from "./records.ts";
import type { Evidence } from "./verdict.ts";

/** What the gate needs, read from disk. */
export interface Gathered {
  readonly evidence: Omit<Evidence, "prove">;
  readonly published: readonly Published[];
  /** What is wrong with decisions and pins: nothing is judged before it is mended. */
  readonly faults: readonly RecordFault[];
}

/**
 * Reads the contract, what it is compared with, decisions and pins.
 * @param contract the AsyncAPI document (absolute)
 * @param against what `--against` says; undefined: the newest published contract
 * @param today such as `2026-11-26`
 * @throws UnreadableContract, UnknownReference
 */
export function gather(contract: string, against: string | undefined, today: string): Gathered {
  const folder = dirname(contract);
  const now = readSide(contractOnDisk(contract), "now", (path) => path);
  const published = publishedContracts(folder, (path) => path);
  const base = against === undefined ? published[0] : findBase(contract, against, published);
  const { decisions, faults } = readDecisions(folder);
  const pinned = readPins(folder);
  return {
    published,
    evidence: {
      base,
      published,
      now,
      decisions,
      pins: pinned.pins,
      today,
      history: historyFindings(folder, published),
    },
    faults: [...faults, ...pinned.faults],
  };
}

/** The comparison of schemas. It is loaded only where contracts differ: most checks find that nothing has changed. */
export async function proverFor({ base, published, now }: Omit<Evidence, "prove">): Promise<Prove> {
  const others = base === undefined ? published : [base, ...published];
  if (others.every((other) => sayTheSame(other, now))) return () => [];
  return (await import("./prove.ts")).prove;
}
