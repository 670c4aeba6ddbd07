import type { Verdict } from "../../console/check/verdict.ts";
import { usual as simulation } from "../../console/options.ts";
import type { Report } from "../../console/report/report.ts";
import { silent } from "../../console/run/context.ts";
import { simulate } from "../../console/simulation.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import { checkStored } from "./check-stored.ts";
import { Disturbance } from "./disturbance.ts";
import type { SplitsOptions } from "./options.ts";
import { readStored } from "./stored.ts";
import { startTwoHosts } from "./two-hosts.ts";
import { longestWaits, type Waits } from "./waits.ts";

/** What came of it. */
export interface SplitsReport {
  readonly ok: boolean;
  readonly findings: readonly string[];
  /** Runs of the simulator. */
  readonly runs: number;
  readonly kills: { readonly first: number; readonly second: number };
  /** Of them, those after which the host stayed away until its leases had expired. */
  readonly takeovers: number;
  /** By container. */
  readonly splits: Readonly<Record<string, number>>;
  /** Lists across partitions that were asked for meanwhile and answered. */
  readonly lists: number;
  readonly commands: number;
  readonly events: number;
  readonly streams: number;
  /** Accepted commands that a client had to send again, because the answer was lost. */
  readonly resent: number;
  readonly longest: Waits;
  /** Of the time under kills and splits, and in all. */
  readonly seconds: { readonly disturbed: number; readonly all: number };
}

/** Plays it all in a folder. @throws when the system cannot be started or the runs cannot be played */
export async function playSplits(
  folder: string,
  options: SplitsOptions,
  say: (line: string) => void,
): Promise<SplitsReport> {
  const started = performance.now();
  const system = await startTwoHosts(folder, options.ranges);
  say(`Two hosts behind ${system.api}, ${options.ranges} ranges a container.`);
  const over = new AbortController();
  try {
    const disturbance = new Disturbance(system, options, over.signal, say);
    const disturbed = performance.now();
    const end = systemClock.schedule(options.seconds * 1000, () => over.abort());
    const loops = disturbance.begin();
    // They are awaited below; until then a failure is nobody's.
    loops.catch(() => {});
    const reports: { readonly seed: number; readonly report: Report }[] = [];
    for (let seed = options.seed; !over.signal.aborted; seed++) {
      const report = await play(system.api, seed, options);
      say(`run ${seed}: ${brokenOf(report).length === 0 ? "all invariants hold" : "BROKEN"}`);
      reports.push({ seed, report });
    }
    const seconds = (performance.now() - disturbed) / 1000;
    end.cancel();
    await loops;
    const findings = reports.flatMap(({ seed, report }) => brokenOf(report).map((each) => `run ${seed}: ${each}`));
    if (options.again) say("The time is over. Every run once more, undisturbed.");
    for (const { seed } of options.again ? reports : []) {
      const again = await play(system.api, seed, options);
      findings.push(...brokenOf(again).map((each) => `run ${seed}, once more: ${each}`));
    }
    const failure = system.failed();
    const stored = await readStored(system.cosmos);
    findings.push(...(failure === undefined ? [] : [failure]), ...disturbance.findings, ...checkStored(stored));
    return {
      ok: findings.length === 0,
      findings,
      runs: reports.length,
      kills: disturbance.kills,
      takeovers: disturbance.takeovers,
      splits: disturbance.splits,
      lists: disturbance.lists,
      commands: stored.commands.length,
      events: stored.events.filter(({ kind }) => kind === "event").length,
      streams: new Set(stored.commands.map(({ streamid }) => streamid)).size,
      resent: reports.reduce((sum, { report }) => sum + report.summary.resent, 0),
      longest: longestWaits(stored),
      seconds: { disturbed: round(seconds), all: round((performance.now() - started) / 1000) },
    };
  } finally {
    over.abort();
    await system.stop();
  }
}

const round = (seconds: number) => Math.round(seconds * 10) / 10;

function play(url: string, seed: number, { accounts, transfers, payments, patience }: SplitsOptions): Promise<Report> {
  const run = `splits-${seed}`;
  return simulate(
    {
      ...simulation,
      ...{ accounts, transfers, payments, patience, run, url, seed },
      ...{ header: {}, concurrency: 8, verify: true, json: true, quiet: true },
    },
    run,
    { clock: systemClock, progress: silent },
  );
}

function brokenOf({ invariants }: Report): string[] {
  const isBroken = ({ verdict }: Verdict) => verdict === "broken";
  return invariants.filter(isBroken).map(({ name, detail }) => `${name}: ${detail}`);
}
