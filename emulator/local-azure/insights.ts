import { type ChildService, startChild } from "./child.ts";

/** Application Insights, in a process of its own. */
export interface InsightsPart extends ChildService {
  /** The settings that make the app send its telemetry there. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts the local Application Insights. It keeps what it gets in memory only, so that a start begins with none.
 * @throws as `startChild`
 */
export async function startInsightsPart(
  port: number,
  instrumentationKey: string,
  on: Parameters<typeof startChild>[3],
): Promise<InsightsPart> {
  const file = new URL("../insights/main.ts", import.meta.url);
  const child = await startChild("insights", file, { port, instrumentationKey }, on);
  const connectionString = `InstrumentationKey=${instrumentationKey};IngestionEndpoint=${child.url}/`;
  return { ...child, settings: { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString } };
}
