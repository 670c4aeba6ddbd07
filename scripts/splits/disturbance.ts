import { Random } from "../../console/plan/random.ts";
import { sleep, systemClock } from "../../platform/clock/clock.ts";
import type { HostProcess } from "./host-process.ts";
import type { SplitsOptions } from "./options.ts";
import type { TwoHosts } from "./two-hosts.ts";

/** Each time a range of one of these is split, mostly of those whose feeds are followed … */
const containers = ["commands", "events", "transfers", "commands", "events", "leases", "commands", "events"] as const;
/** … and one of these, which are read, listed and written. */
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

/** Kills hosts, splits ranges and asks for lists, until it is told that the time is over. */
export class Disturbance {
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
    const { hosts } = this.#system;
    for (let turn = 0; ; ) {
      await sleep(systemClock, this.#options.killEvery * 1000, this.#over);
      if (this.#over.aborted) return;
      // One host is killed at a time: a machine that is still starting the last one gets one more interval.
      if (hosts.some(({ isReady }) => !isReady)) continue;
      const victim = turn % 2 === 0 ? hosts[1] : hosts[0];
      const away = turn % longEvery === longPlace ? longAway : this.#random.integer(0, 500);
      turn++;
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
