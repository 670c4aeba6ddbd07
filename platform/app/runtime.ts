import type { Clock } from "../clock/clock.ts";
import type { RecentCommands } from "../commands/recent-commands.ts";
import type { ProcessAccess, Subscribers } from "../dead-letters/redrive/subscribers.ts";
import type { DocumentCache } from "../read-models/document-cache.ts";
import type { Publisher, Stores } from "../stores/ports.ts";
import type { StateCache } from "../streams/state-cache.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { Catalog } from "./catalog.ts";
import type { Log } from "./log.ts";

/** Everything that the handlers of one running app share. */
export interface Runtime {
  readonly catalog: Catalog;
  readonly stores: Stores;
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** Answers numbers in [0, 1). */
  readonly random: () => number;
  /** Answers a fresh UUID. */
  readonly newId: () => string;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Waits before another try up to this many milliseconds hold up a batch; longer ones outlive a restart. Default 10 s. */
  readonly longestWait?: number;
  readonly states: StateCache;
  readonly documents: DocumentCache;
  readonly recent: RecentCommands;
  /** The subscribers of the topic, one by one; undefined where no setting says how to reach them. */
  readonly subscribers?: Subscribers | undefined;
  /** The running processes; undefined but in a function that has a client of them. */
  readonly processes?: ProcessAccess | undefined;
}
