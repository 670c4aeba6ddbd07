import { spawnSync } from "node:child_process";

/** A process and all its descendants: resident memory in KiB by process id; undefined where the machine cannot say. */
export function processTree(root: number): ReadonlyMap<number, number> | undefined {
  const { stdout, status } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const members = new Set([root]);
  for (let before = 0; before !== members.size; ) {
    before = members.size;
    for (const [pid = 0, parent = 0] of rows) if (members.has(parent)) members.add(pid);
  }
  return new Map(rows.flatMap(([pid = 0, , rss = 0]) => (members.has(pid) ? [[pid, rss] as const] : [])));
}

/** Resident memory of a process and all its descendants, in MiB; undefined where the machine cannot say. */
export function treeMemory(root: number): number | undefined {
  const tree = processTree(root);
  return tree && [...tree.values()].reduce((sum, each) => sum + each, 0) / 1024;
}

/** Growth over the second half of a run. */
export interface Growth {
  /** MiB, medians of samples: of the quarter after the middle, and of the last quarter. */
  readonly middle: number;
  readonly end: number;
}

/** @param samples in the order they were taken, evenly spaced */
export function growthOf(samples: readonly number[]): Growth | undefined {
  if (samples.length < 8) return undefined;
  const at = (share: number) => Math.floor(samples.length * share);
  return { middle: median(samples.slice(at(0.5), at(0.75))), end: median(samples.slice(at(0.75))) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
