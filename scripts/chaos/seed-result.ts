import type { FaultCounts } from "../../emulator/chaos/ledger.ts";
import type { SeedPlan } from "./seed-plan.ts";

/** The smallest plan that was found to fail still. */
export interface Shrunk {
  readonly plan: SeedPlan;
  /** The command line that plays it. */
  readonly repeat: string;
  /** How many plans were tried on the way. */
  readonly tried: number;
  /** How often the plan itself failed, of how many times that it was played: time is not in the seed's hands. */
  readonly failed: number;
  readonly played: number;
}

/** What came of one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly verdict: "held" | "broken" | "not judged";
  /** The broken invariants, or why there was no judgement. */
  readonly findings: readonly string[];
  readonly kills: number;
  readonly faults: FaultCounts;
  readonly seconds: number;
  readonly repeat: string;
  /** Kept for people to look at; undefined when all was well. */
  readonly folder?: string;
  /** A smaller plan that fails too, when one was looked for. */
  readonly shrunk?: Shrunk;
}
