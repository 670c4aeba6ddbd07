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
}

const key = "00000000-1111-4222-8333-444444444444";
const queries = fileURLToPath(new URL("../../../generated/azure/queries", import.meta.url));

/** Runs a query file against a component. */
export async function askInsights(
  { url, appId, apiKey }: { readonly url: string; readonly appId: string; readonly apiKey: string },
  query: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<readonly Row[]> {
  let text = readFileSync(`${queries}/${query}.kql`, "utf8");
  for (const [name, value] of Object.entries(parameters)) {
    const set = new RegExp(`^let ${name} = .*;$`, "m");
    assert.match(text, set);
    text = text.replace(set, () => `let ${name} = ${value};`);
  }
  const response = await fetch(`${url}/v1/apps/${appId}/query`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify({ query: text }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the API's answer.
  const body = (await response.json()) as any;
  assert.equal(response.status, 200, `${query}: ${JSON.stringify(body)}`);
  const [{ columns, rows }] = body.tables;
  return rows.map((row: unknown[]) =>
    Object.fromEntries(columns.map(({ name }: { name: string }, index: number) => [name, row[index]])),
  );
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
    const ask: Watch["ask"] = async (query, parameters) => {
      await opened.flush(30_000);
      return askInsights({ url: insights.url, appId: key, apiKey: key }, query, parameters);
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
      [Symbol.asyncDispose]: () => opened.close(),
    };
  };
}
