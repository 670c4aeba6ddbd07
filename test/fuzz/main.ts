/** `npm run fuzz`: hostile requests against everything that listens. */
import { parseArgs } from "node:util";
import { startSystem, temporaryFolder } from "../e2e/support/system.ts";
import { watchFor } from "./run/ended.ts";
import { halfOpen } from "./run/half-open.ts";
import { heaps } from "./run/heaps.ts";
import { processTree, treeMemory } from "./run/memory.ts";
import { renderFault, renderReport, tolerated } from "./run/report.ts";
import { run } from "./run/run.ts";
import { shrink } from "./run/shrink.ts";
import { type TargetName, targetNames, targetsOf } from "./system.ts";

const usage = `npm run fuzz -- [--requests N] [--seed N] [--against NAME]… [--minutes N] [--only CASE] [--lanes N] [--secure]

Sends hostile requests, made from a seed, to a whole system on free ports over a folder of its own.
  --requests N    how many (10000)
  --seed N        the same seed, the same requests (1)
  --against NAME  ${targetNames.join(", ")}; may be given several times (all)
  --minutes N     stop after so long (10)
  --only CASE     one case of the run alone, to see its fault again
  --secure        the system asks for keys and tokens, and the app gets good ones, bad ones and none
  --lanes N       requests at the same time (8); part of the seed for cosmos

Exit code 0: every property held. 1: one did not. 2: wrong usage, or the system did not start.`;

const number = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new Error(`--${name} must be a whole number.`);
};

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      requests: text,
      seed: text,
      minutes: text,
      only: text,
      lanes: text,
      against: { type: "string", multiple: true },
      secure: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const against = (values.against ?? [...targetNames]) as TargetName[];
  const unknown = against.find((name) => !targetNames.includes(name));
  if (unknown !== undefined) throw new Error(`--against ${unknown}: known are ${targetNames.join(", ")}.`);
  const requests = number(values.requests, "requests") ?? 10_000;
  const seed = number(values.seed, "seed") ?? 1;
  const lanes = Math.max(1, number(values.lanes, "lanes") ?? 8);
  const longest = (number(values.minutes, "minutes") ?? 10) * 60_000;

  const secure = values.secure === true;
  const options = [...(values.against ?? []).map((name) => `--against ${name}`), ...(secure ? ["--secure"] : [])];
  const folder = temporaryFolder();
  const probe = heaps();
  const system = await startSystem(folder.path, 0, probe.env, secure ? ["--secure"] : []);
  const { pid } = JSON.parse(system.output().match(/\{"ready".*\}/)?.[0] ?? "{}") as { pid: number };
  const { targets, stop } = await targetsOf(system, seed, lanes, against, secure).catch(async (error: unknown) => {
    await system.stop();
    throw error;
  });
  const open = halfOpen([...new Set(targets.map(({ url }) => url))]);
  const used = () => probe.measure(new Set(processTree(pid)?.keys()));
  let middle: Promise<number> | undefined;
  try {
    const report = await run({
      targets,
      requests,
      seed,
      lanes,
      longest,
      only: number(values.only, "only"),
      memory: () => treeMemory(pid),
      ended: watchFor(system),
      progress: (done) => {
        if (done >= requests / 2) middle ??= used();
        process.stderr.write(`\r${done} of ${requests} …`);
      },
    });
    process.stderr.write("\r");
    console.log(renderReport(report));
    console.log(`half-open connections: ${open.opened}, of which the servers have ended ${open.closed()}`);
    const [before, after] = middle === undefined ? [0, 0] : [await middle, await used()];
    if (middle !== undefined) {
      console.log(`in use without garbage: ${before.toFixed(1)} MiB in the middle, ${after.toFixed(1)} MiB at the end`);
    }
    const grows = after - before > tolerated;
    if (grows) console.log(`FAULT: memory in use grew by more than ${tolerated} MiB in the last half.`);
    const seen = new Set<string>();
    for (const fault of report.faults) {
      if (seen.has(fault.target.name + fault.what)) continue;
      seen.add(fault.target.name + fault.what);
      const smallest = system.ended() === undefined ? await shrink(fault) : undefined;
      console.log(renderFault(fault, seed, options, smallest));
    }
    if (report.faults.length > 0)
      console.log(
        `last of the log:\n${system
          .output()
          .split("\n")
          .filter((line) => /error/i.test(line))
          .slice(-12)
          .map((line) => line.slice(0, 700))
          .join("\n")}`,
      );
    return grows || report.faults.length > 0 ? 1 : 0;
  } finally {
    open.stop();
    await stop();
    await system.stop();
    probe.remove();
    folder.remove();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
