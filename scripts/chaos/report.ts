import type { FaultCounts } from "../../emulator/chaos/ledger.ts";
import type { SeedResult, Shrunk } from "./seed-result.ts";

/** All that is told at the end. */
export interface ChaosSummary {
  readonly ok: boolean;
  readonly seeds: readonly SeedResult[];
  /** Seeds that were not begun, because the time was over. */
  readonly left: number;
  /** Of the whole tree. */
  readonly kills: number;
  readonly faults: FaultCounts;
  readonly seconds: number;
}

/** Adds up what came of the seeds. */
export function summarize(seeds: readonly SeedResult[], wanted: number, seconds: number): ChaosSummary {
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
    seconds,
  };
}

/** 0: all invariants hold, 1: one is broken, 2: one seed or more could not be judged. */
export function exitCodeOf({ seeds }: ChaosSummary): 0 | 1 | 2 {
  if (seeds.some(({ verdict }) => verdict === "broken")) return 1;
  return seeds.every(({ verdict }) => verdict === "held") ? 0 : 2;
}

/** The line of one seed, and below it what was found and how to play it again. `place`: how many are done. */
export function seedLines(result: SeedResult, place: string): string {
  const { seed, verdict, findings, kills, faults, seconds, repeat, folder } = result;
  const line = `${place} seed ${seed}: ${verdict}, ${sumOf(faults)} faults, ${kills} × kill -9, ${seconds.toFixed(1)} s`;
  if (verdict === "held") return line;
  return [line, ...findings.map((each) => `  ${each}`), `  data and faults: ${folder}`, `  again: ${repeat}`].join(
    "\n",
  );
}

/** What came of looking for a smaller plan. */
export function shrunkLine(seed: number, { repeat, tried, failed, played }: Shrunk): string {
  return `seed ${seed}, smallest of ${tried} plans tried: ${repeat}\n  It failed ${failed} of ${played} times.`;
}

/** The end of the report: faults by kind, and the verdict. */
export function summaryLines({ seeds, left, kills, faults, ok, seconds }: ChaosSummary): string {
  const rows = [...Object.entries(faults), ["kill -9 of all", kills], ["together", sumOf(faults) + kills]].map(
    ([kind, count]) => `  ${String(kind).padEnd(32)} ${String(count).padStart(7)}`,
  );
  const failed = seeds.filter(({ verdict }) => verdict !== "held").map(({ seed }) => seed);
  const over = `over ${seeds.length} seed${seeds.length === 1 ? "" : "s"}`;
  const verdict = ok
    ? `All invariants hold ${over}.`
    : `Look at seed${failed.length === 1 ? "" : "s"} ${failed.join(", ")}.`;
  const rest = left === 0 ? [] : [`${left} of the seeds were not begun: the time was over (--minutes).`];
  return [`\nFaults by kind, ${over} in ${minutes(seconds)}:`, ...rows, "", ...rest, verdict].join("\n");
}

function sumOf(counts: FaultCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
}
