import { readdirSync, readFileSync } from "node:fs";

/** What one process of a tree has used so far. */
export interface Usage {
  readonly pid: number;
  /** What the process is, by the file it runs. */
  readonly role: string;
  /** Processor time, user and system, ms; the kernel counts in steps of 10 ms. */
  readonly cpu: number;
  /** Largest resident memory so far, bytes. */
  readonly peakMemory: number;
}

/** Milliseconds of one tick of the kernel's clock. */
const tick = 10;

const roles: readonly (readonly [string, RegExp])[] = [
  ["worker", /functions\/worker\/main/],
  ["cosmos", /cosmos\/main/],
  ["event grid", /eventgrid\/main/],
  ["blobs", /azurite|blobs/],
  ["host", /emulator\/start/],
  ["server", /ceiling\/server/],
];

/** The use of every process below `root`, itself included. Linux only: elsewhere the list is empty. */
export function usageOf(root: number): readonly Usage[] {
  const found: Usage[] = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const usage = read(pid);
    if (usage === undefined) continue;
    found.push(usage);
    waiting.push(...childrenOf(pid));
  }
  return found;
}

/** What each process used between two looks, ms by role. */
export function usedBetween(before: readonly Usage[], after: readonly Usage[]): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const { pid, role, cpu } of after) {
    const earlier = before.find((usage) => usage.pid === pid)?.cpu ?? 0;
    used.set(role, (used.get(role) ?? 0) + cpu - earlier);
  }
  return used;
}

function read(pid: number): Usage | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may hold spaces; the fields after it begin behind the last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
    const role = roles.find(([, pattern]) => pattern.test(command))?.[0] ?? "other";
    return { pid, role, cpu: (Number(fields[11]) + Number(fields[12])) * tick, peakMemory: Number(peak) * 1024 };
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
