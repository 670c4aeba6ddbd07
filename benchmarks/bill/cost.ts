import { assumptions } from "./assumptions.ts";
import { storageOf } from "./durable.ts";
import type { MixMeasure } from "./measure-mix.ts";
import type { Prices } from "./prices.ts";

/** One line of the bill for a million commands that clients sent and that were taken. */
export interface CostLine {
  readonly service: string;
  /** How much of it, in words. */
  readonly amount: string;
  /** In the currency of the prices. */
  readonly cost: number;
}

const million = 1_000_000;

/**
 * What a million commands cost: pure.
 * @param seconds of an instance, a command
 */
export function costOf(mix: MixMeasure, prices: Prices, seconds: number): readonly CostLine[] {
  const each = (value: number) => value / mix.sent.accepted;
  const { counts, processes } = mix;
  const units = each(mix.total.units);
  const executions = each(executionsOf(mix));
  const operations = each(counts.published + counts.deliveries);
  const storage = storageOf(processes);
  const [queue, table] = [each(storage.queue), each(storage.table)];
  const gbSeconds = seconds * assumptions.instanceGb;
  const stored = each(Object.values(mix.stored).reduce((sum, { bytes }) => sum + bytes, 0)) / 1e9;
  return [
    line("Cosmos DB, serverless", `${units.toFixed(1)} RU a command`, units * prices.cosmosServerlessPerMillionUnits),
    line(
      "Cosmos DB, storage, a month of it",
      `${(stored * 1e6).toFixed(1)} KB a command`,
      stored * million * prices.cosmosStoragePerGbMonth,
    ),
    line(
      "Functions, executions",
      `${executions.toFixed(1)} a command`,
      executions * prices.functionsPerMillionExecutions,
    ),
    line("Functions, GB-s", `${gbSeconds.toFixed(3)} a command`, gbSeconds * million * prices.functionsPerGbSecond),
    line(
      "Event Grid",
      `${operations.toFixed(1)} operations a command`,
      operations * prices.eventGridPerMillionOperations,
    ),
    line(
      "Storage of Durable Functions",
      `${queue.toFixed(1)} of queues, ${table.toFixed(1)} of tables a command`,
      (queue * prices.storageQueuePer10000 + table * prices.storageTablePer10000) * 100,
    ),
    line(
      "Application Insights",
      `${assumptions.telemetryKb} KB a command`,
      assumptions.telemetryKb * prices.telemetryPerGb,
    ),
  ];
}

/** Calls of functions. */
export function executionsOf({ counts, processes }: MixMeasure): number {
  return counts.posts + counts.batches + counts.deliveries + processes.turns + processes.activities;
}

/** The sum of the lines. */
export function totalOf(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { cost }) => sum + cost, 0);
}

function line(service: string, amount: string, cost: number): CostLine {
  return { service, amount, cost };
}
