import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What one process took. */
export interface Cost {
  /** Seconds from spawn to end. */
  readonly seconds: number;
  /** Largest resident memory, bytes; NaN when the process did not say. */
  readonly memory: number;
  readonly stdout: string;
}

/** Runs a Node program and measures it. Throws with its words when it ends with another code than those expected. */
export async function measure(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  codes: readonly number[] = [0],
): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-bench-"));
  const memoryFile = join(folder, "memory");
  const preload = new URL("./report-memory.mjs", import.meta.url).href;
  try {
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", preload, ...args], {
      cwd: root,
      env: { ...process.env, ...env, BENCH_MEMORY: memoryFile },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [code] = await once(child, "close");
    const seconds = (performance.now() - start) / 1000;
    if (!codes.includes(code)) throw new Error(`${args.join(" ")} ended with ${code}: ${stderr.slice(-600)}`);
    return { seconds, memory: memoryOf(memoryFile), stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function memoryOf(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return Number.NaN;
  }
}
