import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ThroughputReport } from "../../../emulator/cosmos/throughput/throughput.ts";

const cosmos = "Microsoft.DocumentDB/databaseAccounts";
const topics = "Microsoft.EventGrid/topics";

/**
 * Metrics that Azure measures itself, by namespace and name, with what each may be aggregated by.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
 */
const supported: Readonly<Record<string, readonly string[]>> = {
  [`${cosmos} NormalizedRUConsumption`]: ["Maximum", "Average"],
  [`${topics} PublishFailCount`]: ["Total"],
  [`${topics} DeadLetteredCount`]: ["Total"],
  [`${topics} DroppedEventCount`]: ["Total"],
};

/** What Azure would have measured in a quarter of an hour, by namespace and name. */
export type AzureMetrics = ReadonlyMap<string, readonly number[]>;

/** Nothing of what rules look at has happened. */
export const quiet: AzureMetrics = new Map(Object.keys(supported).map((metric) => [metric, [0]]));

/** The used share of request units: of 100, which is what a container shows in which anything was refused. */
export function cosmosMetrics({ budget, containers }: ThroughputReport): AzureMetrics {
  assert.ok(typeof budget === "number");
  const used = Object.values(containers).map(({ charge, throttled }) =>
    throttled > 0 ? 100 : Math.min(100, (100 * charge) / budget),
  );
  return new Map([...quiet, [`${cosmos} NormalizedRUConsumption`, used]]);
}

/**
 * What a topic shows.
 * @param published status of each request that published
 * @param dead what became of events that were given up
 */
export function eventGridMetrics(
  published: readonly number[],
  dead: readonly { readonly disposal?: string }[],
): AzureMetrics {
  const count = (disposal: string) => dead.map((one) => (one.disposal === disposal ? 1 : 0));
  return new Map([
    ...quiet,
    [`${topics} PublishFailCount`, published.map((status) => (status === 200 ? 0 : 1))],
    [`${topics} DeadLetteredCount`, count("stored")],
    [`${topics} DroppedEventCount`, count("dropped")],
  ]);
}

const alerts = new URL("../../../generated/azure/alerts.json", import.meta.url);

/** The metric rules that fire over what Azure has measured, by their names without the app's, with the thresholds that they have by default. */
export function metricAlertsOf(measured: AzureMetrics): readonly string[] {
  const { resources, parameters } = JSON.parse(readFileSync(alerts, "utf8"));
  const firing: string[] = [];
  for (const { type, name, properties } of resources) {
    if (type !== "Microsoft.Insights/metricAlerts") continue;
    const [{ metricNamespace, metricName, operator, threshold, timeAggregation }] = properties.criteria.allOf;
    const metric = `${metricNamespace} ${metricName}`;
    assert.ok(supported[metric]?.includes(timeAggregation), `${name}: Azure has no ${timeAggregation} of ${metric}.`);
    assert.equal(operator, "GreaterThan", name);
    const values = measured.get(metric) ?? [];
    const parameter = /'(\w+)'/.exec(String(threshold))?.[1];
    const limit = parameter === undefined ? Number(threshold) : parameters[parameter].defaultValue;
    const value =
      timeAggregation === "Total"
        ? values.reduce((sum, each) => sum + each, 0)
        : Math.max(Number.NEGATIVE_INFINITY, ...values);
    if (value > limit) firing.push(name.replace("credits-", ""));
  }
  return firing;
}
