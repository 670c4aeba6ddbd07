import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../../platform/clock/clock.ts";
import type { FaultSource } from "../../chaos/faults.ts";
import type { Management } from "../management.ts";
import type { LinkTarget } from "./links.ts";

/** What the management API works on. */
export interface ManagementContext {
  readonly management: Management;
  readonly links: LinkTarget;
  /** For requests that wait for an instance to finish: time as their client sees it. */
  readonly clock: Clock;
  /** What goes wrong with external events. Default: nothing. */
  readonly messageFaults?: FaultSource<"message"> | undefined;
}

/** One request to the management API. */
export interface ManagementRequest {
  /** Decoded parts of the path after the API's root. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
