/** `npm run bench:telemetry`: what telemetry costs. See benchmarks/telemetry.md. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { measure, type RunOptions } from "./mixed/run.ts";
import { usageOf } from "./support/processes.ts";
import { startLocalAzure } from "./support/system.ts";
import { coldStart } from "./telemetry/cold-start.ts";
import { type Figures, noFigures, table } from "./telemetry/report.ts";
import { type Sink, settingsOf, startSink, type VariantName, variantNames } from "./telemetry/variants.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    "in-process": { type: "string", default: "10000" },
    commands: { type: "string", default: "1000" },
    "warm-up": { type: "string", default: "300" },
    "cold-starts": { type: "string", default: "3" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const number = (name: "rounds" | "in-process" | "commands" | "warm-up" | "cold-starts"): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number.`);
  return value;
};
const quick = values.quick;
const rounds = quick ? 1 : number("rounds");
const inProcess = quick ? 200 : number("in-process");
const coldStarts = quick ? 1 : number("cold-starts");
const load: RunOptions = {
  ...{ accounts: 50, lanes: 32, seed: 42 },
  commands: quick ? 100 : number("commands"),
  warmUp: quick ? 50 : number("warm-up"),
};

const run = promisify(execFile);
const say = (text: string) => void (values.json || process.stdout.write(`${text}\n`));
const figures = Object.fromEntries(variantNames.map((name) => [name, noFigures()])) as Record<VariantName, Figures>;

/** One variant in memory. */
async function measureInProcess(name: VariantName, sink: Sink): Promise<void> {
  if (inProcess === 0) return;
  const file = fileURLToPath(new URL("./telemetry/in-process.ts", import.meta.url));
  const { stdout } = await run(process.execPath, [file, String(inProcess)], {
    env: { ...process.env, ...settingsOf(name, sink.url) },
  });
  const { rate, cpu, memory } = JSON.parse(stdout) as { rate: number; cpu: number; memory: number };
  figures[name].memoryRate.push(rate);
  figures[name].memoryCpu.push(cpu);
  figures[name].memoryPeak.push(memory);
  say(`  ${name}: in process ${rate.toFixed(0)}/s, ${cpu.toFixed(3)} ms CPU a command, ${memory.toFixed(0)} MB`);
}

/** One variant through the local system, and cold starts beside it. */
async function measureSystem(name: VariantName, sink: Sink, round: number): Promise<void> {
  if (load.commands === 0 && coldStarts === 0) return;
  const settings = settingsOf(name, sink.url);
  const system = await startLocalAzure("", settings);
  try {
    const mine = figures[name];
    if (load.commands > 0) {
      await sink.taken();
      const { closed, burst } = await measure(system, { ...load, seed: load.seed + round * 1000 });
      const worker = usageOf(system.pid).find(({ role }) => role === "worker");
      const { bytes } = await sink.taken();
      mine.closed.push(closed.completed);
      mine.burst.push(burst.completed);
      mine.workerCpu.push(closed.cpu["worker"] ?? Number.NaN);
      mine.workerPeak.push((worker?.peakMemory ?? Number.NaN) / 1_000_000);
      // Nearly all that was sent belongs to these: accounts and their first loads, the warm-up, both phases.
      mine.bytes.push(bytes / 1000 / (2 * load.accounts + load.warmUp + 2 * load.commands));
      say(`  ${name}: closed ${closed.completed.toFixed(0)}/s, burst ${burst.completed.toFixed(0)}/s`);
    }
    for (let turn = 0; turn < coldStarts; turn++) {
      const { first, request } = await coldStart(system, settings);
      mine.first.push(first);
      mine.request.push(request);
      say(`  ${name}: first answer after ${first.toFixed(0)} ms, its request ${request.toFixed(0)} ms`);
    }
  } finally {
    await system.stop();
  }
}

const sink = await startSink();
try {
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    // Each round begins with another one, so that none always has the quiet machine.
    const order = variantNames.map((_, at) => variantNames[(at + round - 1) % variantNames.length]!);
    for (const name of order) await measureInProcess(name, sink);
    for (const name of order) await measureSystem(name, sink, round);
  }
} finally {
  sink.stop();
}
if (values.json) process.stdout.write(`${JSON.stringify({ rounds, inProcess, load, coldStarts, figures }, null, 2)}\n`);
else say(`\n${table(figures)}`);
