import type { MemoryContainer } from "../adapters/memory/container.ts";
import { type MemoryStores, memoryStores } from "../adapters/memory/stores.ts";
import type { AppDefinition } from "../app/definition.ts";
import type { LogSink } from "../app/log.ts";
import type { Environment } from "../app/settings.ts";
import { FakeClock } from "../clock/fake-clock.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { type AppUnderTest, appOver, type Feed } from "./app-over.ts";
import type { StepHook } from "./instrument.ts";

/** How an app in memory may be set up. */
export interface InMemoryOptions {
  readonly clock?: FakeClock;
  /** Takes what the app logs. */
  readonly log?: LogSink;
  /** Default: none. */
  readonly telemetry?: Telemetry;
  /** Called around every step of a handler (not of HTTP requests); throwing is a crash: the batch comes again. */
  readonly onStep?: StepHook;
  /** Documents of one batch; default 100. */
  readonly batchSize?: number;
  /** App settings that tune processes, and that say who may call. `ApiTokens` is `off` unless it is given. */
  readonly environment?: Environment;
  /** Stores that exist already. */
  readonly stores?: MemoryStores;
}

/** A whole app in memory. */
export interface InMemoryApp extends AppUnderTest {
  readonly stores: MemoryStores;
}

/**
 * Runs an app in memory.
 *
 * @example
 * const app = inMemoryApp(defineApp(handlers));
 * await app.request("POST", "/api/commands/open-account", { body: { … } });
 * await app.pump();
 */
export function inMemoryApp(app: AppDefinition, options: InMemoryOptions = {}): InMemoryApp {
  const stores = options.stores ?? memoryStores();
  const feeds = { commands: memoryFeed(stores.containers.commands), events: memoryFeed(stores.containers.events) };
  const { clock = new FakeClock(), log, telemetry, onStep, batchSize, environment } = options;
  return { ...appOver({ app, stores, feeds, clock, log, telemetry, onStep, batchSize, environment }), stores };
}

/** The change feed of a container in memory, from its beginning. */
export function memoryFeed<T extends { readonly id: string }>(
  container: MemoryContainer<T>,
): Feed<T & { readonly _lsn: number }> {
  let position = 0;
  let read = 0;
  container.handled = position;
  return {
    async next(limit) {
      const changes = container.changesAfter(position);
      // As in Cosmos, what was written in one transaction is never split over two batches.
      read = changes[Math.min(limit, changes.length) - 1]?.lsn ?? position;
      return changes.filter((change) => change.lsn <= read).map(({ document, lsn }) => ({ ...document, _lsn: lsn }));
    },
    commit() {
      position = read;
      container.handled = position;
    },
  };
}
