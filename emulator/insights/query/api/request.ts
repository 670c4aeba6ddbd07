import type { InsightsAnswer, InsightsRequest } from "../../http.ts";
import { apiError } from "./errors.ts";
import { parseTimespanParameter, type Window } from "./timespan.ts";

/** What a request asks. */
export interface Asked {
  readonly query: string;
  /** The times that are looked at, as seen from now; undefined: all. */
  readonly timespan: ((now: number) => Window) | undefined;
}

/** Reads `query` and `timespan` from the address or the body; an answer says what is wrong with them. */
export async function readQuery(request: InsightsRequest): Promise<Asked | InsightsAnswer> {
  const given = request.method === "GET" ? Object.fromEntries(request.url.searchParams) : await body(request);
  if (given === undefined) return apiError(400, "BadArgumentError", "The body must be a JSON object with 'query'.");
  const { query, timespan = request.url.searchParams.get("timespan") ?? undefined } = given;
  if (typeof query !== "string" || query.trim() === "") {
    return apiError(400, "BadArgumentError", "The request needs 'query', a text in KQL.");
  }
  if (timespan === undefined || timespan === null || timespan === "") return { query, timespan: undefined };
  const window = typeof timespan === "string" ? parseTimespanParameter(timespan) : undefined;
  if (window) return { query, timespan: window };
  const words =
    "'timespan' is an ISO 8601 duration such as PT12H, or an interval: start/end, start/duration, duration/end.";
  return apiError(400, "BadArgumentError", words);
}

async function body(request: InsightsRequest): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const value: unknown = JSON.parse(await request.text());
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
