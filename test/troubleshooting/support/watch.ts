import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { type InsightsService, startInsights } from "../../../emulator/insights/server.ts";
import { openTelemetry } from "../../../platform/adapters/opentelemetry/open.ts";
import { telemetrySettings } from "../../../platform/app/telemetry-settings.ts";
import type { Telemetry } from "../../../platform/telemetry/telemetry.ts";
import type { AppUnderTest } from "../../../platform/testing/app-over.ts";
import { measureSystem } from "./measure.ts";
import { assertShown, expectedOf, type Row } from "./page.ts";

/** A component of Application Insights that an app writes to with the real exporter. */
export interface Watch {
  readonly telemetry: Telemetry;
  /** Measures what stands still, as the app does each minute. */
  measure(app: Pick<AppUnderTest, "runtime" | "processes">): Promise<void>;
  /** Runs a query of `generated/azure/queries`, with parameters other than its own. */
  ask(query: string, parameters?: Readonly<Record<string, string>>): Promise<readonly Row[]>;
  /**
   * Asserts that a page's query returns what the page says. A page may show a query more than once.
   * @param nth which of these, from 0
   */
  shows(page: string, query: string, parameters?: Readonly<Record<string, string>>, nth?: number): Promise<void>;
  /** Names of the alert rules that fire, with the thresholds that they have by default. */
  alerts(): Promise<readonly string[]>;
}

const key = "00000000-1111-4222-8333-444444444444";
const azure = fileURLToPath(new URL("../../../generated/azure", import.meta.url));

/** Where a component is asked, and as who. */
export interface Component {
  readonly url: string;
  readonly appId: string;
  readonly apiKey: string;
}

/** Runs a query file against a component. */
export async function askInsights(
  component: Component,
  query: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<readonly Row[]> {
  let text = readFileSync(`${azure}/queries/${query}.kql`, "utf8");
  for (const [name, value] of Object.entries(parameters)) {
    const set = new RegExp(`^let ${name} = .*;$`, "m");
    assert.match(text, set);
    text = text.replace(set, () => `let ${name} = ${value};`);
  }
  return rowsOf(component, query, text);
}

async function rowsOf({ url, appId, apiKey }: Component, name: string, query: string): Promise<readonly Row[]> {
  const response = await fetch(`${url}/v1/apps/${appId}/query`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify({ query }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the API's answer.
  const body = (await response.json()) as any;
  assert.equal(response.status, 200, `${name}: ${JSON.stringify(body)}`);
  const [{ columns, rows }] = body.tables;
  return rows.map((row: unknown[]) =>
    Object.fromEntries(columns.map(({ name }: { name: string }, index: number) => [name, row[index]])),
  );
}

/** The alert rules that fire over all that a component has, by their names without the app's. */
export async function alertsOf(component: Component): Promise<readonly string[]> {
  const { resources, parameters } = JSON.parse(readFileSync(`${azure}/alerts.json`, "utf8"));
  const firing: string[] = [];
  for (const { type, name, properties } of resources) {
    if (type !== "Microsoft.Insights/scheduledQueryRules") continue;
    const [{ query, metricMeasureColumn, dimensions, timeAggregation, threshold }] = properties.criteria.allOf;
    const rows = await rowsOf(component, name, query);
    const limit = parameters[/'(\w+)'/.exec(threshold)?.[1] ?? ""].defaultValue;
    const by = (row: Row) => JSON.stringify(dimensions.map((dimension: { name: string }) => row[dimension.name]));
    const isOver = [...Map.groupBy(rows, by).values()].some((group) => {
      const values = group.map((row) => Number(row[metricMeasureColumn]));
      const measured =
        timeAggregation === "Total" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
      return measured > limit;
    });
    if (isOver) firing.push(name.replace("credits-", ""));
  }
  return firing;
}

/** Starts a component before a file's tests; each test opens the exporter anew, so that it only sees its own. */
export function watching(): () => Promise<Watch & AsyncDisposable> {
  let insights: InsightsService;
  before(async () => {
    insights = await startInsights({ port: 0, instrumentationKey: key });
  });
  after(() => insights.stop());
  return async () => {
    insights.tables.clear();
    const env = { APPLICATIONINSIGHTS_CONNECTION_STRING: insights.connectionString };
    const settings = telemetrySettings(env, "credits");
    assert.ok(settings);
    const opened = openTelemetry(settings, "1.2.3", env, () => {});
    const measure = measureSystem();
    const component = { url: insights.url, appId: key, apiKey: key };
    const ask: Watch["ask"] = async (query, parameters) => {
      await opened.flush(30_000);
      return askInsights(component, query, parameters);
    };
    return {
      telemetry: opened.telemetry,
      measure,
      ask,
      async shows(page, query, parameters, nth = 0) {
        const expected = expectedOf(page).filter((each) => each.query === query)[nth];
        assert.ok(expected, `${page}.md shows no rows of ${query}.`);
        assertShown(expected, await ask(query, parameters));
      },
      async alerts() {
        await opened.flush(30_000);
        return alertsOf(component);
      },
      [Symbol.asyncDispose]: () => opened.close(),
    };
  };
}
