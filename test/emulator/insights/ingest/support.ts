import { type InsightsService, startInsights } from "../../../../emulator/insights/server.ts";

/** Key of the component in tests. */
export const instrumentationKey = "00000000-1111-4222-8333-444444444444";

/** Starts the local Application Insights on any free port. */
export const startTestInsights = (): Promise<InsightsService> => startInsights({ port: 0, instrumentationKey });

/** An envelope with what all have. */
export function envelope(baseType: string, baseData: object, more: object = {}): Record<string, unknown> {
  return {
    ver: 1,
    name: `Microsoft.ApplicationInsights.${baseType.replace(/Data$/, "")}`,
    time: new Date().toISOString(),
    iKey: instrumentationKey,
    data: { baseType, baseData: { ver: 2, ...baseData } },
    ...more,
  };
}

/** A request that is valid. */
export const request = (more: object = {}): Record<string, unknown> =>
  envelope("RequestData", { id: "1", name: "POST /x", responseCode: "202", duration: "00:00:00.5", ...more });

/** What the ingestion endpoint answers. */
export interface TrackBody {
  readonly itemsReceived: number;
  readonly itemsAccepted: number;
  readonly errors: readonly { readonly index: number; readonly statusCode: number; readonly message: string }[];
}

/** Sends items, or a body that is already written. */
export async function post(
  { url }: InsightsService,
  items: unknown,
  { path = "/v2.1/track", headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: TrackBody; retryAfter: string | null }> {
  const body = typeof items === "string" || items instanceof Uint8Array ? items : JSON.stringify(items);
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    body: body as NonNullable<RequestInit["body"]>,
    headers: { "content-type": "application/json", ...headers },
  });
  return {
    status: response.status,
    body: (await response.json()) as TrackBody,
    retryAfter: response.headers.get("retry-after"),
  };
}
