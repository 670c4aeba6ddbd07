import { JsonClient } from "../support/http.ts";
import { usageOf, usedBetween } from "../support/processes.ts";
import { type Percentiles, percentiles } from "../support/statistics.ts";
import type { System } from "../support/system.ts";
import { balanceOf, complete, inLanes, post, untilBalance } from "./drive.ts";
import { firstLoad, idsOf, load, mixedLoad, opening, type Step } from "./load.ts";

/** How large a run is. */
export interface RunOptions {
  readonly accounts: number;
  readonly commands: number;
  readonly lanes: number;
  readonly warmUp: number;
  readonly seed: number;
}

/** What one phase cost. */
export interface Cost {
  /** Processor time of each process, ms a command, and of all together. */
  readonly cpu: Readonly<Record<string, number>>;
  /** Requests to Cosmos, a command, by container and kind; empty where there is none. */
  readonly cosmos: Readonly<Record<string, number>>;
}

/** What a run measured. Rates are commands a second, times ms. */
export interface RunResult {
  /** From the spawn of the process tree to the first read model that shows a command. */
  readonly firstVisible: number;
  /** Every lane waits for its command's outcome before it sends the next. */
  readonly closed: Cost & {
    readonly completed: number;
    readonly post: Percentiles;
    readonly outcome: Percentiles;
    readonly visible: Percentiles;
  };
  /** Lanes only post; the run is over when every balance is right. */
  readonly burst: Cost & { readonly accepted: number; readonly completed: number };
  /** One command at a time. */
  readonly alone: { readonly outcome: Percentiles; readonly visible: Percentiles };
  /** Largest resident memory of all processes together, MB. */
  readonly memory: number;
}

/** Lanes that measure how long a load takes to show, beside the others. */
const probes = 2;
/** What a probe loads each time, free of charge. */
const probeAmount = 60_000;
/** Commands that are sent one at a time. */
const aloneCommands = 100;
/** Pause between two looks at balances that are to be right in the end, ms: looking must cost next to nothing. */
const settleEvery = 20;
/** The balances are looked at once more after this, ms: nothing may come late. */
const afterlook = 300;

/** Measures one system that has just been started. */
export async function measure(system: System, options: RunOptions): Promise<RunResult> {
  const client = new JsonClient(system.api);
  const nextId = idsOf(options.seed + 100);
  const accounts = Array.from({ length: options.accounts }, nextId);
  const expected = new Map<string, number>();
  const [first = ""] = accounts;
  await complete(client, opening(first));
  await untilBalance(client, first, 0);
  const firstVisible = performance.now() - system.spawned;
  await inLanes(accounts.slice(1), options.lanes, (id) => complete(client, opening(id)).then(() => {}));
  await inLanes(accounts, options.lanes, (id) => complete(client, load(id, firstLoad, nextId())).then(() => {}));
  for (const id of accounts) expected.set(id, firstLoad);

  const steps = (count: number, seed: number): readonly Step[] => {
    const { steps: made, effect } = mixedLoad(accounts, count, options.seed + seed);
    for (const [id, change] of effect) expected.set(id, (expected.get(id) ?? 0) + change);
    return made;
  };
  const settled = () => inLanes(accounts, 4, (id) => untilBalance(client, id, expected.get(id) ?? 0, settleEvery));
  await inLanes(steps(options.warmUp, 1), options.lanes, (step) => complete(client, step).then(() => {}));
  await settled();

  const closed = await closedPhase(system, client, steps(options.commands, 2), options.lanes, nextId, settled);
  const burst = await burstPhase(system, client, steps(options.commands, 3), options.lanes, settled);
  const alone = await alonePhase(client, nextId);
  await new Promise((resolve) => setTimeout(resolve, afterlook));
  for (const id of accounts) {
    const balance = await balanceOf(client, id);
    if (balance !== expected.get(id)) throw new Error(`The account ${id} shows ${balance}, not ${expected.get(id)}.`);
  }
  const memory = usageOf(system.pid).reduce((sum, { peakMemory }) => sum + peakMemory, 0) / 1_000_000;
  client.close();
  return { firstVisible, closed, burst, alone, memory };
}

async function closedPhase(
  system: System,
  client: JsonClient,
  steps: readonly Step[],
  lanes: number,
  nextId: () => string,
  settled: () => Promise<void>,
): Promise<RunResult["closed"]> {
  const posts: number[] = [];
  const outcomes: number[] = [];
  let busy = true;
  const meter = await startMeter(system);
  const watching = Array.from({ length: probes }, () => loadAgainAndAgain(client, nextId, () => busy, showing(client)));
  const started = performance.now();
  await inLanes(steps, lanes, async (step) => {
    const timing = await complete(client, step);
    posts.push(timing.post);
    outcomes.push(timing.outcome);
  });
  busy = false;
  await settled();
  const seconds = (performance.now() - started) / 1000;
  const visible = (await Promise.all(watching)).flat();
  const cost = await meter(steps.length + visible.length);
  return {
    completed: steps.length / seconds,
    post: percentiles(posts),
    outcome: percentiles(outcomes),
    visible: percentiles(visible),
    ...cost,
  };
}

async function burstPhase(
  system: System,
  client: JsonClient,
  steps: readonly Step[],
  lanes: number,
  settled: () => Promise<void>,
): Promise<RunResult["burst"]> {
  const meter = await startMeter(system);
  const started = performance.now();
  await inLanes(steps, lanes, async (step) => void (await post(client, step)));
  const accepted = steps.length / ((performance.now() - started) / 1000);
  await settled();
  const completed = steps.length / ((performance.now() - started) / 1000);
  return { accepted, completed, ...(await meter(steps.length)) };
}

async function alonePhase(client: JsonClient, nextId: () => string): Promise<RunResult["alone"]> {
  const times = (count: number) => () => count-- > 0;
  const outcome = await loadAgainAndAgain(client, nextId, times(aloneCommands), (step) => complete(client, step));
  const visible = await loadAgainAndAgain(client, nextId, times(aloneCommands), showing(client));
  return { outcome: percentiles(outcome), visible: percentiles(visible) };
}

/** Posts a load and waits until the account shows it. */
function showing(client: JsonClient) {
  return async (step: Step, account: string, balance: number) => {
    await post(client, step);
    await untilBalance(client, account, balance);
  };
}

/** Loads an account of its own for as long as `goOn` says; answers how long each load took, ms. */
async function loadAgainAndAgain(
  client: JsonClient,
  nextId: () => string,
  goOn: () => boolean,
  work: (step: Step, account: string, balance: number) => Promise<unknown>,
): Promise<number[]> {
  const account = nextId();
  const times: number[] = [];
  await complete(client, opening(account));
  for (let loads = 1; goOn(); loads++) {
    const started = performance.now();
    await work(load(account, probeAmount, nextId()), account, loads * probeAmount);
    times.push(performance.now() - started);
  }
  return times;
}

/** Reads what was used until now; what it answers is called at the end of a phase, and takes the number of its commands. */
async function startMeter(system: System): Promise<(commands: number) => Promise<Cost>> {
  const usage = usageOf(system.pid);
  const requests = await requestsOf(system);
  return async (commands) => {
    const used = usedBetween(usage, usageOf(system.pid));
    const total = [...used.values()].reduce((sum, cpu) => sum + cpu, 0);
    const cpu = [...used, ["all", total] as const].map(([role, ms]) => [role, ms / commands] as const);
    const now = await requestsOf(system);
    const asked = Object.entries(now).map(
      ([kind, count]) => [kind, (count - (requests[kind] ?? 0)) / commands] as const,
    );
    return { cpu: Object.fromEntries(cpu), cosmos: Object.fromEntries(asked.filter(([, count]) => count > 0)) };
  };
}

async function requestsOf(system: System): Promise<Readonly<Record<string, number>>> {
  if (system.cosmos === undefined) return {};
  return (await (await fetch(new URL("/_eventwright/requests", system.cosmos))).json()) as Record<string, number>;
}
