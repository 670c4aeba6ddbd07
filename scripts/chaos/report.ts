import type { FaultCounts } from "../../emulator/chaos/ledger.ts";
import type { SeedResult } from "./run-seed.ts";

/** All that is told at the end. */
export interface ChaosSummary {
  readonly ok: boolean;
  readonly seeds: readonly SeedResult[];
  /** Seeds that were not begun, because the time was over. */
  readonly left: number;
  readonly kills: number;
  readonly faults: FaultCounts;
}

/** Adds up what came of the seeds. */
export function summarize(seeds: readonly SeedResult[], wanted: number): ChaosSummary {
  const faults: Record<string, number> = {};
  for (const { faults: counts } of seeds) {
    for (const [kind, count] of Object.entries(counts)) faults[kind] = (faults[kind] ?? 0) + count;
  }
  const sorted = Object.fromEntries(Object.entries(faults).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ok: seeds.every(({ verdict }) => verdict === "held"),
    seeds,
    left: wanted - seeds.length,
    kills: seeds.reduce((sum, { kills }) => sum + kills, 0),
    faults: sorted,
  };
}

/** 0: all invariants hold, 1: one is broken, 2: one seed or more could not be judged. */
export function exitCodeOf({ seeds }: ChaosSummary): 0 | 1 | 2 {
  if (seeds.some(({ verdict }) => verdict === "broken")) return 1;
  return seeds.every(({ verdict }) => verdict === "held") ? 0 : 2;
}

/** The line of one seed, and below it what was found and how to play it again. */
export function seedLines({ seed, verdict, findings, kills, faults, seconds, repeat, folder }: SeedResult): string {
  const count = Object.values(faults).reduce((sum, each) => sum + each, 0);
  const line = `seed ${seed}: ${verdict}, ${count} faults, ${kills} × kill -9, ${seconds.toFixed(1)} s`;
  if (verdict === "held") return line;
  return [line, ...findings.map((each) => `  ${each}`), `  data and faults: ${folder}`, `  again: ${repeat}`].join(
    "\n",
  );
}

/** The end of the report: faults by kind, and the verdict. */
export function summaryLines({ seeds, left, kills, faults, ok }: ChaosSummary): string {
  const rows = Object.entries(faults).map(([kind, count]) => `  ${kind.padEnd(32)} ${String(count).padStart(7)}`);
  const failed = seeds.filter(({ verdict }) => verdict !== "held").map(({ seed }) => seed);
  const verdict = ok
    ? `All invariants hold over ${seeds.length} seed${seeds.length === 1 ? "" : "s"}.`
    : `Look at seed${failed.length === 1 ? "" : "s"} ${failed.join(", ")}.`;
  const rest = left === 0 ? [] : [`${left} of the seeds were not begun: the time was over (--minutes).`];
  return [`\nFaults by kind, ${kills} × kill -9 beside them:`, ...rows, "", ...rest, verdict].join("\n");
}
