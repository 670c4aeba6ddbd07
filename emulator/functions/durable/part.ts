import { join } from "node:path";
import type { Clock } from "../../../platform/clock/clock.ts";
import { faultyInvoke, type HostChaos } from "../../chaos/functions.ts";
import { type DurableEngine, type DurableOptions, startDurable } from "../../durable/engine.ts";
import type { Log } from "../../service.ts";
import type { Dispatcher } from "../dispatcher.ts";
import { durableClientsOf, type FunctionInfo, hasTrigger } from "../function-info.ts";
import { clientBindingValue } from "./client-binding.ts";
import type { DurableConfig } from "./config.ts";
import type { Hub } from "./door.ts";
import { lockHub } from "./hub-lock.ts";
import { durableInvoke } from "./invoke.ts";

/** Options of the engine that a host passes on, for tests that look for trouble. */
export type EngineSwitches = Pick<DurableOptions, "batchSize" | "shuffle" | "http" | "reached">;

/** What the durable part of a host is started with. */
export interface DurablePartOptions {
  readonly config: DurableConfig;
  readonly functions: readonly FunctionInfo[];
  readonly dispatcher: Dispatcher;
  /** Of durable timers; may be moved. */
  readonly clock: Clock;
  /** Of clients that wait; the machine's. */
  readonly waitClock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly dataDir: string | undefined;
  /** This host's own base address. */
  readonly address: string;
  /** System key of the management API; undefined when keys are not asked for. */
  readonly key: string | undefined;
  readonly switches: EngineSwitches | undefined;
  readonly chaos?: HostChaos | undefined;
}

/** Durable Functions on a host: an engine, or the address of another host that has one. */
export interface DurablePart {
  readonly engine: DurableEngine | undefined;
  readonly hub: Hub;
  /** Value of the app's durable client bindings. */
  readonly binding: string;
  stop(): Promise<void>;
}

/** Whether an app needs a task hub. */
export function isDurable(functions: readonly FunctionInfo[]): boolean {
  return functions.some((info) => !info.disabled && (kindOf(info) !== undefined || durableClientsOf(info).length > 0));
}

/**
 * Starts the app's task hub under the host's data folder, or points its clients to the host that has it.
 * @throws Error when the hub's file cannot be read or another host works on it
 */
export async function startDurablePart(options: DurablePartOptions): Promise<DurablePart> {
  const { config, functions, log, address, key } = options;
  if (config.hubAddress !== undefined) {
    const links = { taskHub: config.taskHub, address: config.hubAddress, key };
    log("info", `Durable clients of this host use the task hub at ${config.hubAddress}; orchestrations run there.`);
    return {
      engine: undefined,
      hub: { kind: "elsewhere", address: config.hubAddress },
      binding: clientBindingValue(links),
      stop: async () => {},
    };
  }
  const dataDir = options.dataDir === undefined ? undefined : join(options.dataDir, "durable");
  const unlock = dataDir === undefined ? () => {} : lockHub(dataDir);
  const plain = durableInvoke(options.dispatcher, functions);
  const { chaos, waitClock } = options;
  const activities = new Set(namesOf(functions, "activity"));
  const invoke = chaos === undefined ? plain : faultyInvoke(plain, chaos, waitClock, (name) => activities.has(name));
  try {
    const engine = await startDurable({
      ...engineOptions(config),
      ...options.switches,
      dataDir,
      clock: options.clock,
      random: options.random,
      log,
      ...(chaos !== undefined && chaos.shuffle !== false && { shuffle: true }),
      invoke,
      ready: () => options.dispatcher.ready(),
      functions: {
        orchestrators: namesOf(functions, "orchestrator"),
        activities: [...activities],
        entities: namesOf(functions, "entity"),
      },
    });
    const links = { taskHub: config.taskHub, address, key };
    return {
      engine,
      hub: {
        kind: "here",
        context: { management: engine.management, links, clock: waitClock, messageFaults: chaos?.message },
      },
      binding: clientBindingValue(links),
      async stop() {
        await engine.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

const kinds = {
  orchestrationTrigger: "orchestrator",
  activityTrigger: "activity",
  entityTrigger: "entity",
} as const;
type Kind = (typeof kinds)[keyof typeof kinds];

function kindOf(info: FunctionInfo): Kind | undefined {
  return Object.entries(kinds).find(([trigger]) => hasTrigger(info, trigger))?.[1];
}

function namesOf(functions: readonly FunctionInfo[], kind: Kind): string[] {
  return functions.filter((info) => !info.disabled && kindOf(info) === kind).map(({ name }) => name);
}

function engineOptions(config: DurableConfig) {
  const { maxConcurrentActivities, maxConcurrentOrchestrators, maxConcurrentEntities, maxEntityBatch } = config;
  return {
    taskHub: config.taskHub,
    profile: config.profile,
    replaySchema: config.replaySchema,
    ...(maxConcurrentActivities !== undefined && { maxConcurrentActivities }),
    ...(maxConcurrentOrchestrators !== undefined && { maxConcurrentOrchestrators }),
    ...(maxConcurrentEntities !== undefined && { maxConcurrentEntities }),
    ...(maxEntityBatch !== undefined && { maxEntityBatch }),
    replay: {
      defaultVersion: config.defaultVersion,
      ...(config.httpPollDelay !== undefined && { httpPollDelay: config.httpPollDelay }),
    },
  };
}
