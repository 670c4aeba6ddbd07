import { median } from "../support/statistics.ts";
import { type VariantName, variantNames } from "./variants.ts";

/** What was measured of one variant, in each round. */
export interface Figures {
  /** In process: commands a second, processor ms a command, most resident memory, MB. */
  readonly memoryRate: number[];
  readonly memoryCpu: number[];
  readonly memoryPeak: number[];
  /** Local system: commands a second in a closed loop and in a burst, processor ms a command and most memory of the worker. */
  readonly closed: number[];
  readonly burst: number[];
  readonly workerCpu: number[];
  readonly workerPeak: number[];
  /** Bytes that were sent, a command of the local system. */
  readonly bytes: number[];
  /** Cold start: ms from the worker's start to its first answer, and of the first request alone. */
  readonly first: number[];
  readonly request: number[];
}

/** No figures yet. */
export const noFigures = (): Figures => ({
  memoryRate: [],
  memoryCpu: [],
  memoryPeak: [],
  closed: [],
  burst: [],
  workerCpu: [],
  workerPeak: [],
  bytes: [],
  first: [],
  request: [],
});

const rows: readonly (readonly [string, keyof Figures, number])[] = [
  ["in process, commands/s", "memoryRate", 0],
  ["in process, CPU ms a command", "memoryCpu", 3],
  ["in process, most memory MB", "memoryPeak", 0],
  ["local system, closed loop, commands/s", "closed", 0],
  ["local system, burst, commands/s", "burst", 0],
  ["local system, worker's CPU ms a command", "workerCpu", 2],
  ["local system, worker's most memory MB", "workerPeak", 0],
  ["sent, KB a command", "bytes", 1],
  ["cold start, ms to the first answer", "first", 0],
  ["of that the first request, ms", "request", 0],
];

/** A table of medians, each with its ratio to the first variant. */
export function table(figures: Readonly<Partial<Record<VariantName, Figures>>>): string {
  const names = variantNames.filter((name) => figures[name] !== undefined);
  const lines = rows.flatMap(([title, key, digits]) => {
    const values = names.map((name) => median(figures[name]?.[key] ?? []));
    if (values.every(Number.isNaN)) return [];
    const base = values[0] ?? Number.NaN;
    const cells = values.map((value, at) => {
      if (Number.isNaN(value)) return "–";
      const ratio = value / base;
      return at === 0 || !Number.isFinite(ratio)
        ? value.toFixed(digits)
        : `${value.toFixed(digits)} (× ${ratio.toFixed(2)})`;
    });
    return [`| ${title} | ${cells.join(" | ")} |`];
  });
  return [`| | ${names.join(" | ")} |`, `|---|${names.map(() => "---|").join("")}`, ...lines].join("\n");
}
