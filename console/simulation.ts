import type { Clock } from "../platform/clock/clock.ts";
import { judge } from "./check/invariants.ts";
import type { SimulateOptions } from "./options.ts";
import { planRun } from "./plan/plan.ts";
import type { Report } from "./report/report.ts";
import { summarize } from "./report/summary.ts";
import { openClient } from "./run/client.ts";
import type { Context, Progress } from "./run/context.ts";
import type { Observations } from "./run/observations.ts";
import { persist, Unreachable } from "./run/patience.ts";
import { run } from "./run/run.ts";
import { readVerification } from "./run/verify.ts";

/** What a simulation needs of its surroundings. */
export interface Surroundings {
  readonly clock: Clock;
  readonly progress: Progress;
}

/** An address where nothing answers is waited for only so long (milliseconds): most likely it is wrong. */
const firstPatience = 5000;

/** Plays the run `name` against a system. @throws Unreachable when the system is away for too long */
export async function play(options: SimulateOptions, name: string, around: Surroundings): Promise<Observations> {
  const client = openClient(options.url, options.header);
  const patience = options.patience * 1000;
  const context: Context = { ...around, client, patience, stall: 3 * patience, concurrency: options.concurrency };
  const { seed, accounts, transfers, duplicates } = options;
  const plan = planRun({ seed, run: name, accounts, transfers, duplicates });

  await awaitHealth(context);
  const verify = async (patience: number) =>
    options.verify ? readVerification(around.clock, patience, options.url, options.header) : "not asked for";
  return run(context, plan, { resumed: options.run !== undefined, verify });
}

/** Waits until the system is ready; only briefly when nothing at all answers. @throws Unreachable */
async function awaitHealth(context: Context): Promise<void> {
  const ask = () => context.client.health();
  try {
    await persist({ ...context, patience: Math.min(context.patience, firstPatience) }, ask);
  } catch (error) {
    if (!(error instanceof Unreachable) || error.problem.status === 0) throw error;
    await persist(context, ask);
  }
}

/** Plays the run `name` against a system and judges it. @throws Unreachable when the system is away for too long */
export async function simulate(options: SimulateOptions, name: string, around: Surroundings): Promise<Report> {
  const seen = await play(options, name, around);
  const invariants = judge(seen);
  return {
    ok: invariants.every(({ verdict }) => verdict !== "broken"),
    url: options.url,
    seed: options.seed,
    run: name,
    summary: summarize(seen),
    invariants,
    repeat: repeatLine(options, name),
  };
}

/** The command line that plays a run once more: the same commands with the same ids. Headers are left out: they hold keys. */
export function repeatLine(options: SimulateOptions, name: string): string {
  const { accounts, transfers, duplicates, seed, url } = options;
  const plan = `--accounts ${accounts} --transfers ${transfers} --duplicates ${duplicates} --seed ${seed}`;
  return `npm run simulate -- ${plan} --run ${name} --url ${url}`;
}
