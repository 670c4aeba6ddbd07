import { availableParallelism } from "node:os";
import type { Clock } from "../../platform/clock/clock.ts";
import type { Log } from "../service.ts";
import { Activities } from "./dispatch/activities.ts";
import type { CrashPoint, EngineContext, Outbox } from "./dispatch/context.ts";
import { EntityTurns } from "./dispatch/entity-turns.ts";
import { type HttpCaller, sendHttp } from "./dispatch/http-activity.ts";
import { KeyedRunner } from "./dispatch/keyed-runner.ts";
import { Timers } from "./dispatch/timers.ts";
import { Turns } from "./dispatch/turns.ts";
import { Management } from "./management.ts";
import { type DurableFunctions, FunctionTable, type Invoke, type Profile, type ReplaySchema } from "./protocol/port.ts";
import { type ReplaySettings, replayDefaults } from "./replay/settings.ts";
import { DurableStore } from "./store/store.ts";

/** What a durable engine is started with. */
export interface DurableOptions {
  /** Folder of the task hub's file; undefined: everything is kept in memory. */
  readonly dataDir: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** The only way to the app's functions. */
  readonly invoke: Invoke;
  readonly functions: DurableFunctions;
  readonly taskHub: string;
  /** Makes ids; over one data folder it must not give the same numbers again after a restart. */
  readonly random: () => number;
  /** Default "strict". */
  readonly profile?: Profile;
  /** Default V4. */
  readonly replaySchema?: ReplaySchema;
  /** Resolves when functions can be called again after one was lost. */
  readonly ready?: () => Promise<void>;
  /** Most messages that one turn takes; default: all there are. */
  readonly batchSize?: number;
  /** Default 10 per processor, as on Azure. */
  readonly maxConcurrentActivities?: number;
  readonly maxConcurrentOrchestrators?: number;
  readonly maxConcurrentEntities?: number;
  /** Most operations in one call of an entity. */
  readonly maxEntityBatch?: number;
  /** Runs waiting activities in random order, to find orchestrators that count on one. */
  readonly shuffle?: boolean;
  readonly replay?: Partial<Omit<ReplaySettings, "functions">>;
  readonly http?: HttpCaller;
  /** Told at the steps around commits, so that tests can end the process there. */
  readonly reached?: (point: CrashPoint) => void;
}

/** A running durable engine. */
export interface DurableEngine {
  readonly taskHub: string;
  readonly management: Management;
  /** When the next durable timer is due, ms; undefined when there is none. */
  readonly nextTimer: number | undefined;
  /** Resolves when nothing is left to do before the clock moves or somebody sends something. */
  idle(): Promise<void>;
  /** Starts nothing more and resolves when what runs has ended. Clients are still served, for the next engine to act on. */
  quiet(): Promise<void>;
  /** Starts nothing more, lets what runs end, closes the file. What was cut off is done again by the next engine. */
  stop(): Promise<void>;
}

/**
 * Starts the engine of a task hub: takes up again what an earlier one left, then waits for clients.
 * @throws Error when the hub's file cannot be read
 */
export async function startDurable(options: DurableOptions): Promise<DurableEngine> {
  const { clock, log, random, taskHub } = options;
  const store = new DurableStore(options.dataDir);
  const perProcessor = 10 * availableParallelism();
  const reported = new Set<string>();
  let stopped = false;
  let endWaiting: () => void = () => {};
  // An engine that stops waits for no worker to come back.
  const stopping = new Promise<void>((resolve) => {
    endWaiting = resolve;
  });
  const ready = options.ready ?? (() => new Promise<void>((resolve) => clock.schedule(1_000, resolve)));

  const context: EngineContext = {
    store,
    clock,
    log,
    invoke: options.invoke,
    ready: () => Promise.race([ready(), stopping]),
    functions: new FunctionTable(options.functions),
    settings: { ...replayDefaults, ...options.replay, functions: new FunctionTable(options.functions) },
    profile: options.profile ?? "strict",
    schema: options.replaySchema ?? "V4",
    batchSize: options.batchSize ?? -1,
    newId: () => hex(random, 32),
    reached: options.reached ?? (() => {}),
    async commit(task) {
      const outbox: Outbox = { wake: new Set(), work: [], timers: false };
      const value = await store.write(() => task(outbox));
      if (!stopped) deliver(outbox);
      return value;
    },
    report(instanceId, name, text) {
      const key = `${instanceId}\n${text}`;
      if (reported.has(key)) return;
      if (reported.size > 10_000) reported.clear();
      reported.add(key);
      log("warn", text, { function: name, instanceId });
    },
  };

  const turns = new Turns(context);
  const entityTurns = new EntityTurns(context, options.maxEntityBatch ?? 5_000);
  const runner = (limit: number, run: (id: string) => Promise<boolean>) => {
    const keyed: KeyedRunner = new KeyedRunner(limit, async (id) => {
      try {
        if ((await run(id)) && !stopped) keyed.wake(id);
      } catch (error) {
        if (stopped) return;
        log("error", `A turn could not be stored; it is tried again: ${(error as Error).stack}`, { instanceId: id });
        clock.schedule(1_000, () => keyed.wake(id));
      }
    });
    return keyed;
  };
  const orchestrations = runner(options.maxConcurrentOrchestrators ?? perProcessor, (id) => turns.run(id));
  const entities = runner(options.maxConcurrentEntities ?? perProcessor, (id) => entityTurns.run(id));
  const activities = new Activities(context, {
    limit: options.maxConcurrentActivities ?? perProcessor,
    pick: options.shuffle === true ? (count) => Math.floor(random() * count) : undefined,
    http: options.http ?? sendHttp,
  });
  const timers = new Timers(context);

  const wake = (target: string) => (target.startsWith("@") ? entities : orchestrations).wake(target);
  const deliver = ({ wake: targets, work, timers: added }: Outbox) => {
    for (const target of targets) wake(target);
    if (work.length > 0) activities.add(work);
    if (added) timers.arm();
  };
  const busy = () =>
    !(store.idle && orchestrations.idle && entities.idle && activities.idle && (stopped || timers.idle));
  const idle = async () => {
    // Twice, because what ends may be followed by something that begins a moment later.
    for (let quiet = 0; quiet < 2; quiet = busy() ? 0 : quiet + 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const quiet = () => {
    stopped = true;
    endWaiting();
    for (const part of [orchestrations, entities, activities, timers]) part.stop();
    return idle();
  };

  deliver({ wake: new Set(store.instances.targets()), work: store.work.all(), timers: true });
  return {
    taskHub,
    management: new Management(context, (id) => turns.forget(id)),
    get nextTimer() {
      return timers.next;
    },
    idle,
    quiet,
    async stop() {
      await quiet();
      store.close();
    },
  };
}

function hex(random: () => number, digits: number): string {
  let text = "";
  while (text.length < digits)
    text += Math.floor(random() * 65_536)
      .toString(16)
      .padStart(4, "0");
  return text;
}
