import type { IncomingMessage } from "node:http";
import type { Tables } from "./tables.ts";

/** A request to the local Application Insights. */
export interface InsightsRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Reads the body, unpacked. @throws UnreadableBody */
  text(): Promise<string>;
}

/** What a route answers; `body` is sent as JSON. */
export interface InsightsAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers what it knows; undefined: it is for somebody else. */
export type InsightsRoute = (request: InsightsRequest) => Promise<InsightsAnswer | undefined> | undefined;

/** What routes are made of. */
export interface InsightsContext {
  readonly tables: Tables;
  /** Identifies the component in queries. */
  readonly appId: string;
  readonly instrumentationKey: string;
}

/** An error as Azure's services word it. */
export const errorAnswer = (status: number, code: string, message: string): InsightsAnswer => ({
  status,
  body: { error: { code, message } },
});
