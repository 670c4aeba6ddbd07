import type { Instance } from "../../platform/testing/durable/engine.ts";
import { kind } from "../../platform/testing/durable/history.ts";

/** What running processes did. */
export interface ProcessWork {
  readonly instances: number;
  readonly turns: number;
  readonly activities: number;
  readonly messages: number;
  readonly timers: number;
}

/** Transactions of the storage account that Durable Functions keeps its state in. */
export interface StorageUse {
  readonly queue: number;
  readonly table: number;
}

/** Counts what the histories of instances hold. */
export function workOf(instances: readonly Instance[]): ProcessWork {
  const events = instances.flatMap(({ history }) => history);
  const count = (type: number) => events.filter(({ EventType }) => EventType === type).length;
  return {
    instances: instances.length,
    turns: count(kind.orchestratorStarted),
    activities: count(kind.taskScheduled),
    messages: count(kind.eventRaised),
    timers: count(kind.timerCreated),
  };
}

/**
 * An estimate after what Microsoft says of the storage provider
 * (learn.microsoft.com/azure/azure-functions/durable/durable-functions-azure-storage-provider): every message is put into a queue, taken
 * and deleted; a turn reads its history, writes a batch of it and updates its instance; whoever starts an instance, or tells one, looks
 * at it before.
 */
export function storageOf({ instances, turns, activities, messages, timers }: ProcessWork): StorageUse {
  const message = 3;
  const started = instances;
  const queued = started + messages + timers + 2 * activities;
  return { queue: queued * message, table: turns * 3 + started * 2 + messages };
}
