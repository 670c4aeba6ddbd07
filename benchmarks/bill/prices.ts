import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What Azure takes, in one currency and region. */
export interface Prices {
  readonly date: string;
  readonly currency: string;
  readonly region: string;
  readonly source: string;
  readonly cosmosServerlessPerMillionUnits: number;
  readonly cosmosProvisionedPer100UnitsHour: number;
  readonly cosmosAutoscalePer100UnitsHour: number;
  readonly cosmosStoragePerGbMonth: number;
  readonly functionsPerMillionExecutions: number;
  readonly functionsPerGbSecond: number;
  readonly eventGridPerMillionOperations: number;
  readonly storageQueuePer10000: number;
  readonly storageTablePer10000: number;
  readonly telemetryPerGb: number;
}

/** The prices that the page is made with. */
export const usualPrices = fileURLToPath(new URL("prices.json", import.meta.url));

/** Reads a table of prices. @throws Error naming what is missing or no number */
export function readPrices(file: string): Prices {
  const usual = JSON.parse(readFileSync(usualPrices, "utf8")) as Record<string, unknown>;
  const given = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  for (const [name, value] of Object.entries(usual)) {
    const is = given[name];
    if (typeof is !== typeof value || (typeof is === "number" && !(is >= 0))) {
      throw new Error(`${file}: "${name}" must be a ${typeof value}, as in ${usualPrices}.`);
    }
  }
  return given as unknown as Prices;
}
