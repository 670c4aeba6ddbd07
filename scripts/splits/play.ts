import type { Verdict } from "../../console/check/verdict.ts";
import { usual as simulation } from "../../console/options.ts";
import { Random } from "../../console/plan/random.ts";
import type { Report } from "../../console/report/report.ts";
import { silent } from "../../console/run/context.ts";
import { simulate } from "../../console/simulation.ts";
import { sleep, systemClock } from "../../platform/clock/clock.ts";
import { checkStored } from "./check-stored.ts";
import type { HostProcess } from "./host-process.ts";
import type { SplitsOptions } from "./options.ts";
import { readStored } from "./stored.ts";
import { startTwoHosts, type TwoHosts } from "./two-hosts.ts";

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
  /** Of the time under kills and splits, and in all. */
  readonly seconds: { readonly disturbed: number; readonly all: number };
}

/** Every other split hits one of the two containers whose feeds are followed; the others are read, listed and written. */
const containers = ["commands", "events", "transfers", "commands", "events", "leases", "commands", "events"] as const;
const moreContainers = ["accounts", "outcomes", "notifications", "statements", "inbox", "snapshots"] as const;

/** How long a host stays away when its leases are to expire, ms; they do after 8 s (`appSettings`). */
const longAway = 9_500;
/** Every so many-th kill is one of these: of the second host first, then of the first one. */
const longEvery = 5;
const longPlace = 2;
/** Pause between two lists, ms. */
const listPause = 100;
/** Longest time that a list may take on any machine, ms: the SDK's fault that this looks for takes for ever. */
const longestList = 120_000;

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

/** Kills hosts, splits ranges and asks for lists, until it is told that the time is over. */
class Disturbance {
  readonly #system: TwoHosts;
  readonly #options: SplitsOptions;
  readonly #over: AbortSignal;
  readonly #say: (line: string) => void;
  readonly #random: Random;
  readonly #starting = new Set<Promise<void>>();
  readonly findings: string[] = [];
  readonly kills = { first: 0, second: 0 };
  readonly splits: Record<string, number> = {};
  takeovers = 0;
  lists = 0;

  constructor(system: TwoHosts, options: SplitsOptions, over: AbortSignal, say: (line: string) => void) {
    this.#system = system;
    this.#options = options;
    this.#over = over;
    this.#say = say;
    this.#random = new Random(`${options.seed}/splits`);
  }

  /** Resolves when the time is over and both hosts are up again. @throws when a host does not start any more */
  async begin(): Promise<void> {
    await Promise.all([this.#killInTurn(), this.#split(), this.#list()]);
    await Promise.all(this.#starting);
  }

  async #killInTurn(): Promise<void> {
    for (let turn = 0; ; turn++) {
      await sleep(systemClock, this.#options.killEvery * 1000, this.#over);
      if (this.#over.aborted) return;
      const { hosts } = this.#system;
      const [wanted, other] = turn % 2 === 0 ? [hosts[1], hosts[0]] : hosts;
      // A slow machine may still be starting the one; then it is the other's turn.
      const victim = wanted.isReady ? wanted : other;
      if (!victim.isReady) continue;
      const away = turn % longEvery === longPlace ? longAway : this.#random.integer(0, 500);
      const again = this.#killAndStart(victim, away);
      this.#starting.add(again);
      again.finally(() => this.#starting.delete(again)).catch(() => {});
    }
  }

  async #killAndStart(host: HostProcess, away: number): Promise<void> {
    const name = host.place.name as keyof typeof this.kills;
    this.kills[name]++;
    if (away === longAway) this.takeovers++;
    this.#say(`kill -9 of the ${name} host${away === longAway ? ", away until its leases have expired" : ""}`);
    await host.kill();
    await sleep(systemClock, away, this.#over);
    await host.start();
  }

  async #split(): Promise<void> {
    for (let turn = 0; ; turn++) {
      await sleep(systemClock, this.#options.splitEvery * 1000, this.#over);
      if (this.#over.aborted) return;
      for (const list of [containers, moreContainers]) {
        const container = list[turn % list.length] ?? "commands";
        await this.#system.split(container);
        this.splits[container] = (this.splits[container] ?? 0) + 1;
      }
    }
  }

  /** What a page that people look at would ask for: a list that is merged from all ranges. */
  async #list(): Promise<void> {
    while (!this.#over.aborted) {
      const signal = AbortSignal.timeout(longestList);
      try {
        const response = await fetch(`${this.#system.api}/api/transfers?limit=50`, { signal });
        await response.arrayBuffer();
        if (response.ok) this.lists++;
      } catch {
        // A host that is killed breaks its answers off. One that never comes is what this looks for.
        if (signal.aborted) this.findings.push(`a list of transfers took more than ${longestList / 1000} s`);
      }
      await sleep(systemClock, listPause, this.#over);
    }
  }
}
