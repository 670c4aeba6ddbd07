import { Client } from "../generated/client.ts";
import type { Clock } from "../platform/clock/clock.ts";
import { judge } from "./check/invariants.ts";
import { simulatorClient } from "./local-system.ts";
import { type SimulateOptions, sharesText, usual, usualData } from "./options.ts";
import { planRun } from "./plan/plan.ts";
import type { Report } from "./report/report.ts";
import { summarize } from "./report/summary.ts";
import type { AdminAccess } from "./run/admin.ts";
import { clientsOf, type SystemAccess, trySignIn } from "./run/client.ts";
import type { Context, Progress } from "./run/context.ts";
import type { Observations } from "./run/observations.ts";
import { persist, Unreachable } from "./run/patience.ts";
import { readProcesses } from "./run/processes.ts";
import { run } from "./run/run.ts";
import { findTime } from "./run/time.ts";
import { readVerification } from "./run/verify.ts";

/** What a simulation needs of its surroundings. */
export interface Surroundings {
  readonly clock: Clock;
  readonly progress: Progress;
}

/** An address where nothing answers is waited for only so long (milliseconds): most likely it is wrong. */
const firstPatience = 5000;

/** Plays the run `name` against a system. @throws Unreachable when the system is away for too long, NotSignedIn */
export async function play(options: SimulateOptions, name: string, around: Surroundings): Promise<Observations> {
  const { url, header: headers, tokens } = options;
  const system: SystemAccess = { url, headers, tokens };
  const patience = options.patience * 1000;
  const context: Context = {
    ...around,
    as: clientsOf(system),
    patience,
    stall: options.stall === undefined ? 3 * patience : options.stall * 1000,
    concurrency: options.concurrency,
  };
  const access: AdminAccess = { url, headers, clock: around.clock, patience };

  await awaitHealth(context, new Client({ url, headers, attempts: 1 }));
  await trySignIn(system);
  const time = await findTime(access);
  const { reviewThreshold, guardianLimit } = options;
  const rules = { reviewThreshold, guardianLimit };
  const plan = planRun({ ...options, run: name, rules, canWait: time.fixed === undefined });
  return run(context, plan, {
    resumed: options.run !== undefined,
    time,
    processes: (patience, transferIds) => readProcesses({ ...access, patience }, transferIds),
    verify: async (patience) =>
      options.verify ? readVerification(around.clock, patience, url, headers) : "not asked for",
  });
}

/** Waits until the system is ready; only briefly when nothing at all answers. @throws Unreachable */
async function awaitHealth(context: Context, client: Client): Promise<void> {
  const ask = () => client.health();
  try {
    await persist({ ...context, patience: Math.min(context.patience, firstPatience) }, ask);
  } catch (error) {
    if (!(error instanceof Unreachable) || error.problem.status === 0) throw error;
    await persist(context, ask);
  }
}

/** Plays the run `name` against a system and judges it. @throws Unreachable when the system is away for too long, NotSignedIn */
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

/** The command line that plays a run once more: the same commands with the same ids. Headers and secrets are left out. */
export function repeatLine(options: SimulateOptions, name: string): string {
  const { accounts, transfers, duplicates, seed, url, data = usualData } = options;
  const { tokenIssuer, tokenClient = simulatorClient } = options;
  const plan = `--accounts ${accounts} --transfers ${transfers} --duplicates ${duplicates} --seed ${seed}`;
  const { reviews, guardians } = options;
  const changed = [
    ...unusual(options, "large", "--large"),
    ...unusual(options, "asked", "--asked"),
    ...(sharesText(reviews) === sharesText(usual.reviews) ? [] : [`--reviews ${sharesText(reviews)}`]),
    ...(sharesText(guardians) === sharesText(usual.guardians) ? [] : [`--guardians ${sharesText(guardians)}`]),
    ...unusual(options, "races", "--races"),
    ...unusual(options, "merchants", "--merchants"),
    ...unusual(options, "payments", "--payments"),
    ...unusual(options, "reviewThreshold", "--review-threshold"),
    ...unusual(options, "guardianLimit", "--guardian-limit"),
    ...(data === usualData ? [] : [`--data ${shellWord(data)}`]),
    ...(tokenIssuer === undefined ? [] : [`--token-issuer ${tokenIssuer}`]),
    ...(tokenClient === simulatorClient ? [] : [`--token-client ${shellWord(tokenClient)}`]),
  ];
  return `npm run simulate -- ${[plan, ...changed].join(" ")} --run ${name} --url ${url}`;
}

type Count = "large" | "asked" | "races" | "merchants" | "payments" | "reviewThreshold" | "guardianLimit";

function unusual(options: SimulateOptions, name: Count, option: string): string[] {
  return options[name] === usual[name] ? [] : [`${option} ${options[name]}`];
}

function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
