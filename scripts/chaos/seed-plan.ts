import { type SimulateOptions, usual as simulation } from "../../console/options.ts";
import { planRun } from "../../console/plan/plan.ts";
import { Random } from "../../console/plan/random.ts";
import { type Limit, limitsText } from "../../emulator/chaos/limits.ts";
import { type ChaosOptions, usual } from "./options.ts";

/** All that one seed is played with. */
export interface SeedPlan
  extends Pick<ChaosOptions, "rate" | "accounts" | "transfers" | "payments" | "patience" | "break"> {
  readonly seed: number;
  /** Seconds; undefined: three times the patience. */
  readonly stall?: number;
  /** Functions hosts that share the work. */
  readonly hosts: number;
  readonly only?: readonly Limit[];
  /** The tree is killed when so many steps of the simulation have been done. */
  readonly killAt: readonly number[];
}

/** What a seed makes of the options. */
export function planOf(seed: number, options: ChaosOptions): SeedPlan {
  const { rate, accounts, transfers, payments, patience, only, kills, killAt } = options;
  const plan = { seed, rate, hosts: options.hosts ?? hostsOf(seed), accounts, transfers, payments, patience };
  return {
    ...plan,
    ...(only !== undefined && { only }),
    ...(options.stall !== undefined && { stall: options.stall }),
    ...(options.break !== undefined && { break: options.break }),
    killAt: killAt ?? killsOf(plan, kills),
  };
}

/** The name of a seed's run; with the seed it decides all ids. */
export function runName(seed: number): string {
  return `chaos-${seed}`;
}

/** The command line that plays a plan again. */
export function commandLine(plan: SeedPlan): string {
  const words = ["rate", "accounts", "transfers", "payments", "patience"] as const;
  const changed = words.flatMap((word) => (plan[word] === usual[word] ? [] : [`--${word} ${plan[word]}`]));
  const { seed, killAt, only } = plan;
  const isUsual = killAt.join() === killsOf(plan, killAt.length).join();
  const kills = isUsual ? `--kills ${killAt.length}` : `--kill-at ${killAt.join()}`;
  return [
    `npm run chaos -- --seeds 1 --first ${seed}`,
    ...changed,
    ...(isUsual && killAt.length === usual.kills ? [] : [kills]),
    ...(plan.hosts === hostsOf(seed) ? [] : [`--hosts ${plan.hosts}`]),
    ...(plan.stall === undefined ? [] : [`--stall ${plan.stall}`]),
    ...(only === undefined ? [] : [`--only ${limitsText(only)}`]),
    ...(plan.break === undefined ? [] : [`--break ${plan.break}`]),
  ].join(" ");
}

/** How many of a hundred seeds have two hosts, which takes half as long again. */
const withTwo = 40;

function hostsOf(seed: number): number {
  return new Random(`${seed}/hosts`).chance(withTwo / 100) ? 2 : 1;
}

type Sized = Pick<SeedPlan, "seed" | "accounts" | "transfers" | "payments">;

function killsOf(plan: Sized, kills: number): number[] {
  const random = new Random(`${plan.seed}/kills`);
  const steps = stepsOf(plan);
  return Array.from({ length: kills }, () => random.integer(1, steps - 1)).sort((a, b) => a - b);
}

/** How many steps the simulation of a plan has. */
export function stepsOf({ seed, accounts, transfers, payments }: Sized): number {
  const { reviewThreshold, guardianLimit } = simulation;
  const options: Pick<SimulateOptions, keyof typeof simulation> = {
    ...simulation,
    accounts,
    transfers,
    payments,
    seed,
  };
  const rules = { reviewThreshold, guardianLimit };
  const { waves } = planRun({ ...options, run: runName(seed), rules, canWait: true });
  return waves.reduce((sum, { steps }) => sum + steps.length, 0);
}
