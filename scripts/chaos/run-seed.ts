import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Verdict } from "../../console/check/verdict.ts";
import { type SimulateOptions, usual as simulation } from "../../console/options.ts";
import { Random } from "../../console/plan/random.ts";
import type { Report } from "../../console/report/report.ts";
import { silent } from "../../console/run/context.ts";
import { simulate } from "../../console/simulation.ts";
import { countFaults, type FaultCounts, readLedger } from "../../emulator/chaos/ledger.ts";
import { chaosFile } from "../../emulator/local-azure/local-azure.ts";
import { Client } from "../../generated/client.ts";
import { sleep, systemClock } from "../../platform/clock/clock.ts";
import { type ChaosOptions, repeatLine } from "./options.ts";
import { type FaultySystem, freePort, startFaulty } from "./system.ts";

/** What came of one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly verdict: "held" | "broken" | "not judged";
  /** The broken invariants, or why there was no judgement. */
  readonly findings: readonly string[];
  readonly kills: number;
  readonly faults: FaultCounts;
  readonly seconds: number;
  readonly repeat: string;
  /** Kept for people to look at; undefined when all was well. */
  readonly folder?: string;
}

/** Milliseconds between two looks at how far a run is. */
const lookEvery = 100;

/** Plays one seed. Never throws. */
export async function runSeed(seed: number, options: ChaosOptions): Promise<SeedResult> {
  const start = Date.now();
  const folder = mkdtempSync(join(tmpdir(), `eventwright-chaos-${seed}-`));
  const round = new Round(seed, folder, options);
  let verdict: SeedResult["verdict"];
  let findings: string[];
  try {
    findings = await round.play();
    verdict = findings.length === 0 ? "held" : "broken";
  } catch (error) {
    findings = [error instanceof Error ? error.message : String(error)];
    verdict = "not judged";
  } finally {
    await round.end();
  }
  const faults = countFaults(readLedger(join(folder, chaosFile)).faults);
  if (verdict === "held") rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const seconds = Math.round((Date.now() - start) / 100) / 10;
  const kept = verdict === "held" ? {} : { folder };
  return { seed, verdict, findings, kills: round.kills, faults, seconds, repeat: repeatLine(options, seed), ...kept };
}

/** One seed under way. */
class Round {
  readonly #seed: number;
  readonly #folder: string;
  readonly #options: ChaosOptions;
  #system: FaultySystem | undefined;
  kills = 0;

  constructor(seed: number, folder: string, options: ChaosOptions) {
    this.#seed = seed;
    this.#folder = folder;
    this.#options = options;
  }

  /** @returns what is broken @throws when it cannot be judged */
  async play(): Promise<string[]> {
    const port = await freePort();
    const system = await this.#start(port);
    const run = `chaos-${this.#seed}`;
    let isOver = false;
    const simulated = this.#simulate(system.api, run).finally(() => {
      isOver = true;
    });
    // It is awaited below; until then its failure is nobody's.
    simulated.catch(() => {});
    await this.#killNowAndThen(port, system.api, () => isOver);
    const underFaults = await simulated;
    await endFaults(system.api);
    const settled = await this.#simulate(system.api, run);
    const ended = this.#system?.ended();
    return [...broken(underFaults, "under faults"), ...broken(settled, "settled"), ...(ended ? [ended] : [])];
  }

  async end(): Promise<void> {
    await this.#system?.stop();
  }

  async #start(port: number): Promise<FaultySystem> {
    this.#system = await startFaulty(this.#folder, port, this.#seed, this.#options);
    return this.#system;
  }

  #simulate(url: string, run: string): Promise<Report> {
    const { accounts, transfers, payments, patience } = this.#options;
    const options: SimulateOptions = {
      ...simulation,
      ...{ accounts, transfers, payments, patience, run, url, seed: this.#seed },
      ...{ header: {}, concurrency: 8, verify: true, json: true, quiet: true },
    };
    return simulate(options, run, { clock: systemClock, progress: silent });
  }

  /** Kills the tree each time when so many more transfers are shown, and starts it again. */
  async #killNowAndThen(port: number, api: string, isOver: () => boolean): Promise<void> {
    const random = new Random(`${this.#seed}/kills`);
    const client = new Client({ url: api, attempts: 1 });
    const { kills, transfers } = this.#options;
    const moments = Array.from({ length: kills }, () => random.integer(1, Math.max(1, transfers - 1)));
    for (const moment of moments.sort((a, b) => a - b)) {
      while (!isOver() && (await transfersAt(client)) < moment) await sleep(systemClock, lookEvery);
      // So that it does not always happen at a look.
      await sleep(systemClock, random.integer(0, 2 * lookEvery));
      if (isOver()) return;
      await this.#system?.kill();
      this.kills++;
      await this.#start(port);
    }
  }
}

/** How many transfers are shown; none while the system is away. */
async function transfersAt(client: Client): Promise<number> {
  let count = 0;
  try {
    for await (const _ of client.listTransfers({ limit: 200 })) count++;
  } catch {
    return 0;
  }
  return count;
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
