import type { InsightsOptions } from "../insights/server.ts";
import { type ChildService, startChild } from "./child.ts";
import type { Secure } from "./secure.ts";

/** Application Insights, in a process of its own. */
export interface InsightsPart extends ChildService {
  /** The settings that make the app send its telemetry there. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Starts the local Application Insights: with https, one that takes tokens only. It keeps what it gets in memory only, so that a start begins with none.
 * @throws as `startChild`
 */
export async function startInsightsPart(
  start: Pick<InsightsOptions, "port" | "instrumentationKey" | "allowHosts">,
  on: Parameters<typeof startChild>[3],
  secure?: Pick<Secure, "tls" | "azure">,
): Promise<InsightsPart> {
  const file = new URL("../insights/main.ts", import.meta.url);
  const options = { ...start, tls: secure?.tls, entra: secure?.azure };
  const child = await startChild("insights", file, options, on);
  const connectionString = `InstrumentationKey=${start.instrumentationKey};IngestionEndpoint=${child.url}/`;
  const authentication = secure && { APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "Authorization=AAD" };
  return { ...child, settings: { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString, ...authentication } };
}
