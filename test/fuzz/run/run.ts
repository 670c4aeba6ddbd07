import { Dice } from "../dice.ts";
import type { Target } from "../targets/target.ts";
import { Client } from "../wire/client.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { judge } from "./judge.ts";
import { type Growth, growthOf } from "./memory.ts";

/** What a run is made of. */
export interface RunOptions {
  readonly targets: readonly Target[];
  readonly requests: number;
  readonly seed: number;
  /** Requests at the same time. */
  readonly lanes: number;
  /** Runs this case alone. */
  readonly only?: number | undefined;
  /** Ends the run early after so many ms. */
  readonly longest?: number | undefined;
  /** Memory of what is under test, MiB. */
  readonly memory: () => number | undefined;
  /** What has ended that should not have; undefined: nothing. */
  readonly ended: () => string | undefined;
  readonly progress?: (done: number) => void;
}

/** A property that did not hold. */
export interface Fault {
  readonly target: Target;
  readonly index: number;
  readonly what: string;
  readonly request: FuzzRequest | undefined;
}

/** What a run found. */
export interface Report {
  readonly requests: number;
  readonly ms: number;
  /** Answers by target and status; status 0 is no answer. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly faults: readonly Fault[];
  readonly growth: Growth | undefined;
  /** The requests that took longest: milliseconds and what they were. */
  readonly slowest: readonly (readonly [ms: number, name: string])[];
}

/** As many faults as are kept; a run that finds more than these ends. */
const mostFaults = 25;
/** One request in so many is followed by one that must succeed. */
const probeEvery = 250;
const memorySamples = 80;
const slowestShown = 5;

/** Case `index` of a run: the same for the same seed and targets. */
export function caseOf(targets: readonly Target[], seed: number, index: number, lane: number) {
  const target = targets[index % targets.length] as Target;
  return { target, request: target.request(new Dice(seed, target.name, index), lane) };
}

/** Sends the requests and judges the answers. */
export async function run(options: RunOptions): Promise<Report> {
  const { targets, requests, seed, lanes, only, longest = Number.POSITIVE_INFINITY } = options;
  const start = performance.now();
  const statuses = new Map<string, Map<number, number>>(targets.map(({ name }) => [name, new Map<number, number>()]));
  const faults: Fault[] = [];
  const samples: number[] = [];
  let done = 0;
  const slowest: [number, string][] = [];
  const note = (ms: number, name: string) => {
    if (slowest.length === slowestShown && ms <= (slowest.at(-1)?.[0] ?? 0)) return;
    slowest.push([ms, name]);
    slowest.sort(([a], [b]) => b - a).splice(slowestShown);
  };
  const isOver = () =>
    faults.length >= mostFaults || options.ended() !== undefined || performance.now() - start > longest;

  const lane = async (number: number) => {
    const clients = new Map(targets.map((target) => [target, new Client(target.url)] as const));
    for (let index = number; index < requests && !isOver(); index += lanes) {
      if (only !== undefined && index !== only) continue;
      const { target, request } = caseOf(targets, seed, index, number);
      const client = clients.get(target) as Client;
      const sent = performance.now();
      const outcome = await client.send(request);
      note(performance.now() - sent, `${target.name} case ${index}: ${request.method} ${request.target.slice(0, 80)}`);
      const counts = statuses.get(target.name) as Map<number, number>;
      counts.set(outcome.status, (counts.get(outcome.status) ?? 0) + 1);
      const found = (what: string | undefined, of: FuzzRequest | undefined = request) => {
        if (what !== undefined) faults.push({ target, index, what, request: of });
      };
      found(judge(target, request, outcome));
      found(await target.observe?.(request, outcome, number, (other) => client.send(other)));
      if (index % probeEvery < targets.length) {
        const probe = target.probe();
        const { status } = await client.send(probe);
        if (status < 200 || status > 299) found(`a valid request was answered ${status}`, probe);
      }
      done++;
      if (done % Math.ceil(requests / memorySamples) === 0) {
        const memory = options.memory();
        if (memory !== undefined) samples.push(memory);
        options.progress?.(done);
      }
    }
    for (const client of clients.values()) client.close();
  };

  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  const ended = options.ended();
  const [first] = targets;
  if (ended !== undefined && first !== undefined) {
    faults.push({ target: first, index: done, what: ended, request: undefined });
  } else {
    for (const target of targets) {
      const what = await target.conclude?.();
      if (what !== undefined) faults.push({ target, index: done, what, request: undefined });
    }
  }
  return { requests: done, ms: performance.now() - start, statuses, faults, growth: growthOf(samples), slowest };
}
