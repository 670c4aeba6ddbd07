import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Verdict } from "../../console/check/verdict.ts";
import { type SimulateOptions, usual as simulation } from "../../console/options.ts";
import { Random } from "../../console/plan/random.ts";
import type { Report } from "../../console/report/report.ts";
import { type Progress, silent } from "../../console/run/context.ts";
import { simulate } from "../../console/simulation.ts";
import { countFaults, readLedger } from "../../emulator/chaos/ledger.ts";
import { freePort } from "../../emulator/free-port.ts";
import { chaosFile } from "../../emulator/local-azure/local-azure.ts";
import { sleep, systemClock } from "../../platform/clock/clock.ts";
import { commandLine, runName, type SeedPlan } from "./seed-plan.ts";
import type { SeedResult } from "./seed-result.ts";
import { Steps } from "./steps.ts";
import { type FaultySystem, startFaulty } from "./system.ts";

/** Longest time from the step after which the tree is to be killed to the kill, ms. */
const killedWithin = 200;

/** How many kills of ten come with a second one while the system comes up again, and how long after its start at most, ms. */
const killedAtStart = 2;
const startedWithin = 2_000;

/** Plays one seed. Never throws. */
export async function runSeed(plan: SeedPlan): Promise<SeedResult> {
  const start = Date.now();
  const folder = mkdtempSync(join(tmpdir(), `eventwright-chaos-${plan.seed}-`));
  const round = new Round(plan, folder);
  let verdict: SeedResult["verdict"];
  let findings: string[];
  try {
    findings = await round.play();
    verdict = findings.length === 0 ? "held" : "broken";
  } catch (error) {
    const ended = round.ended();
    findings = [error instanceof Error ? error.message : String(error), ...(ended === undefined ? [] : [ended])];
    verdict = "not judged";
  } finally {
    await round.end();
  }
  const faults = countFaults(readLedger(join(folder, chaosFile)).faults);
  if (verdict === "held") rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const seconds = Math.round((Date.now() - start) / 100) / 10;
  const kept = verdict === "held" ? {} : { folder };
  const { seed } = plan;
  return { seed, verdict, findings, kills: round.kills, faults, seconds, repeat: commandLine(plan), ...kept };
}

/** One seed under way. */
class Round {
  readonly #plan: SeedPlan;
  readonly #folder: string;
  #system: FaultySystem | undefined;
  kills = 0;

  constructor(plan: SeedPlan, folder: string) {
    this.#plan = plan;
    this.#folder = folder;
  }

  /** @returns what is broken @throws when it cannot be judged */
  async play(): Promise<string[]> {
    const port = await freePort();
    const { api } = await this.#start(port);
    const steps = new Steps();
    const simulated = this.#simulate(api, steps).finally(() => steps.over());
    // It is awaited below; until then its failure is nobody's.
    simulated.catch(() => {});
    await this.#killNowAndThen(port, steps);
    const underFaults = broken(await simulated, "under faults");
    // Nothing that comes later makes that good, and what is lost would be waited for once more.
    if (underFaults.length > 0) return underFaults;
    await endFaults(api);
    const settled = broken(await this.#simulate(api, silent), "settled");
    const ended = this.ended();
    return ended === undefined ? settled : [...settled, ended];
  }

  /** Why the system ended by itself; undefined when it did not. */
  ended(): string | undefined {
    return this.#system?.ended();
  }

  async end(): Promise<void> {
    await this.#system?.stop();
  }

  async #start(port: number): Promise<FaultySystem> {
    this.#system = startFaulty(this.#folder, port, this.#plan);
    await this.#system.ready;
    return this.#system;
  }

  #simulate(url: string, progress: Progress): Promise<Report> {
    const { seed, accounts, transfers, payments, patience, stall } = this.#plan;
    const run = runName(seed);
    const options: SimulateOptions = {
      ...simulation,
      ...{ accounts, transfers, payments, patience, run, url, seed },
      ...(stall !== undefined && { stall }),
      ...{ header: {}, concurrency: 8, verify: true, json: true, quiet: true },
    };
    return simulate(options, run, { clock: systemClock, progress });
  }

  /** Kills the tree each time when so many steps are done, and starts it again; now and then it is killed while it starts, too. */
  async #killNowAndThen(port: number, steps: Steps): Promise<void> {
    const random = new Random(`${this.#plan.seed}/moments`);
    for (const step of this.#plan.killAt) {
      const delay = random.integer(0, killedWithin);
      const again = random.integer(1, 10) <= killedAtStart ? random.integer(0, startedWithin) : undefined;
      if (!(await steps.reached(step))) return;
      await sleep(systemClock, delay);
      await this.#kill();
      if (again !== undefined) {
        this.#system = startFaulty(this.#folder, port, this.#plan);
        await sleep(systemClock, again);
        await this.#kill();
      }
      await this.#start(port);
    }
  }

  async #kill(): Promise<void> {
    await this.#system?.kill();
    this.kills++;
  }
}

async function endFaults(api: string): Promise<void> {
  const response = await fetch(`${api}/admin/chaos`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ off: true }),
  });
  if (!response.ok) throw new Error(`POST ${api}/admin/chaos answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

function broken({ invariants }: Report, when: string): string[] {
  const isBroken = ({ verdict }: Verdict) => verdict === "broken";
  return invariants.filter(isBroken).map(({ name, detail }) => `${when}: ${name}: ${detail}`);
}
