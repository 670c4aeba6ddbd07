/** `npm run bench`: how fast the main line is on this machine. See benchmarks/README.md. */
import { parseArgs } from "node:util";
import { describe } from "./mixed/report.ts";
import { measure, type RunOptions, type RunResult } from "./mixed/run.ts";
import { median } from "./support/statistics.ts";
import { type System, startCeiling, startLocalAzure } from "./support/system.ts";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "50" },
    commands: { type: "string", default: "2000" },
    lanes: { type: "string", default: "32" },
    "warm-up": { type: "string", default: "300" },
    rounds: { type: "string", default: "1" },
    seed: { type: "string", default: "42" },
    ceiling: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    "node-options": { type: "string", default: "" },
  },
});

const number = (name: "accounts" | "commands" | "lanes" | "warm-up" | "rounds" | "seed"): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above zero.`);
  return value;
};
const options: RunOptions = {
  accounts: number("accounts"),
  commands: number("commands"),
  lanes: number("lanes"),
  warmUp: number("warm-up"),
  seed: number("seed"),
};

const peers: Record<string, () => Promise<System>> = {
  "local Azure": () => startLocalAzure(values["node-options"]),
  ...(values.ceiling ? { ceiling: startCeiling } : {}),
};
const results: Record<string, RunResult[]> = {};
const say = (text: string) => void (values.json || process.stdout.write(`${text}\n`));

for (let round = 1; round <= number("rounds"); round++) {
  // Each round begins with another one, so that none always has the quiet machine.
  const names = Object.keys(peers);
  const order = names.map((_, index) => names[(index + round - 1) % names.length] ?? "");
  for (const name of order) {
    const system = await (peers[name] as () => Promise<System>)();
    try {
      const result = await measure(system, { ...options, seed: options.seed + round * 1000 });
      results[name] = [...(results[name] ?? []), result];
      say(describe(`${name}, round ${round}`, result));
    } finally {
      await system.stop();
    }
  }
}

const medians = Object.fromEntries(
  Object.entries(results).map(([name, runs]) => [
    name,
    {
      completedClosed: median(runs.map(({ closed }) => closed.completed)),
      completedBurst: median(runs.map(({ burst }) => burst.completed)),
      visibleP95: median(runs.map(({ closed }) => closed.visible.p95)),
      cpu: median(runs.map(({ closed }) => closed.cpu["all"] ?? Number.NaN)),
    },
  ]),
);
if (values.json) process.stdout.write(`${JSON.stringify({ options, medians, results }, null, 2)}\n`);
else {
  for (const [name, of] of Object.entries(medians)) {
    const { completedClosed, completedBurst, visibleP95, cpu } = of;
    say(
      `median ${name}: ${completedClosed.toFixed(0)}/s closed, ${completedBurst.toFixed(0)}/s burst, ` +
        `visible p95 ${visibleP95.toFixed(1)} ms, ${cpu.toFixed(2)} ms CPU a command`,
    );
  }
}
