import type { Clock } from "../../platform/clock/clock.ts";
import type { OffsetClock } from "../clock/offset-clock.ts";
import type { Log } from "../service.ts";
import type { DeliveryEngine } from "./delivery/engine.ts";
import type { WebhookCaller } from "./delivery/webhook.ts";
import type { TopicTokens } from "./publish/tokens.ts";
import type { Catalog } from "./store/catalog.ts";
import type { DeliveryTable } from "./store/deliveries.ts";

/** What the routes work with. */
export interface ServerContext {
  /** What deliveries, their schedule and their letters go by; it can be moved. */
  readonly clock: OffsetClock;
  /** What clients go by who sign with their own time. */
  readonly machine: Clock;
  /** Moves the clock to an offset, ms ahead of the machine, and lets happen what is due on the way. */
  readonly moveClock: (offset: number) => Promise<void>;
  readonly log: Log;
  /** The access key. */
  readonly key: string;
  /** Who checks tokens; undefined: none are taken. */
  readonly tokens: TopicTokens | undefined;
  readonly catalog: Catalog;
  readonly table: DeliveryTable;
  readonly engine: DeliveryEngine;
  readonly caller: WebhookCaller;
  /** Whether there is a blob service for dead letters. */
  readonly deadLetters: boolean;
  /** Whether subscribers may be on other machines. */
  readonly remoteWebhooks: boolean;
  /** A fresh unguessable id. */
  readonly newId: () => string;
  /** The server's address, known once it listens. */
  readonly baseUrl: () => string;
}
