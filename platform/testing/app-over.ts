import { MemoryPublisher } from "../adapters/memory/stores.ts";
import { catalogOf } from "../app/catalog.ts";
import type { AppDefinition } from "../app/definition.ts";
import type { Log } from "../app/log.ts";
import type { Runtime } from "../app/runtime.ts";
import type { FakeClock } from "../clock/fake-clock.ts";
import { type DeliveredCommand, handleCommands } from "../commands/handle-commands.ts";
import { RecentCommands } from "../commands/recent-commands.ts";
import { handleEvents } from "../events/handle-events.ts";
import { httpApi } from "../http/router.ts";
import { handleReaction } from "../reactions/handle-reaction.ts";
import { DocumentCache } from "../read-models/document-cache.ts";
import type { Stores } from "../stores/ports.ts";
import type { EventRecord, OutcomeMarker } from "../stores/records.ts";
import { StateCache } from "../streams/state-cache.ts";
import { type CallOptions, callApi } from "./call-api.ts";
import { driven } from "./drive.ts";
import { instrumentPublisher, instrumentStores, type StepHook } from "./instrument.ts";

/** One change feed with its position. */
export interface Feed<T> {
  /** What comes after the position, at most about `limit`. */
  next(limit: number): Promise<readonly T[]>;
  /** Moves the position behind what `next` answered last. */
  commit(): void;
}

/** The two change feeds that the app follows. */
export interface Feeds {
  readonly commands: Feed<DeliveredCommand>;
  readonly events: Feed<EventRecord | OutcomeMarker>;
}

/** What an app under test stands on. */
export interface Ground {
  readonly app: AppDefinition;
  readonly stores: Stores;
  readonly feeds: Feeds;
  readonly clock: FakeClock;
  readonly log?: Log | undefined;
  /** Called around every step of a handler (not of HTTP requests); throwing is a crash: the batch comes again. */
  readonly onStep?: StepHook | undefined;
  /** Documents of one batch; default 100. */
  readonly batchSize?: number | undefined;
}

/** The answer to a request, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at JSON of any shape.
  readonly body: any;
}

/** A whole app: HTTP in front, change feeds and deliveries moved by `pump`, time by a fake clock. */
export interface AppUnderTest {
  /** The runtime without step hooks. */
  readonly runtime: Runtime;
  /** What was published so far. */
  readonly publisher: MemoryPublisher;
  readonly clock: FakeClock;
  /** Sends a request to the HTTP API. A body that streams is left as it is. */
  request(method: string, url: string, options?: CallOptions): Promise<Answer>;
  /** Handles everything that waits in the change feeds and delivers what was published, until nothing is left. */
  pump(): Promise<void>;
}

/** How often one batch may crash before a test is told that it never gets through. */
const mostCrashes = 200;

/** Runs an app on given ground. */
export function appOver(ground: Ground): AppUnderTest {
  const { app, clock, feeds, onStep, batchSize = 100 } = ground;
  const publisher = new MemoryPublisher();
  const runtime = runtimeOf(app, ground.stores, publisher, clock, ground.log);
  const api = httpApi(runtime, { checks: {}, pollEvery: 500 });
  let handlers: Runtime =
    onStep === undefined
      ? runtime
      : {
          ...runtime,
          stores: instrumentStores(ground.stores, onStep),
          publisher: instrumentPublisher(publisher, onStep),
        };
  let delivered = 0;

  const redelivering = async (handle: () => Promise<void>) => {
    for (let crashes = 0; ; crashes++) {
      try {
        return await driven(clock, handle());
      } catch (error) {
        if (onStep === undefined || crashes >= mostCrashes) throw error;
        // A new process has cached nothing.
        handlers = { ...handlers, states: new StateCache(), documents: new DocumentCache() };
      }
    }
  };
  const follow = async <T>(feed: Feed<T>, handle: (batch: readonly T[]) => Promise<void>): Promise<boolean> => {
    const batch = await feed.next(batchSize);
    if (batch.length === 0) return false;
    await redelivering(() => handle(batch));
    feed.commit();
    return true;
  };
  const deliver = async (): Promise<boolean> => {
    const events = publisher.published.slice(delivered);
    delivered += events.length;
    for (const event of events) {
      const wanted = app.reactions.filter((reaction) => reaction.on.some((message) => message.type === event.type));
      for (const reaction of wanted) await redelivering(() => handleReaction(handlers, reaction, event));
    }
    return events.length > 0;
  };
  return {
    runtime,
    publisher,
    clock,
    async request(method, url, call) {
      const { status, headers, body } = await driven(clock, callApi(api, method, url, call));
      const isJson = typeof body === "string" && /json/.test(headers["content-type"] ?? "");
      return { status, headers, body: isJson ? JSON.parse(body) : body };
    },
    async pump() {
      for (let busy = true; busy; ) {
        const commands = await follow(feeds.commands, (batch) => handleCommands(handlers, batch));
        const events = await follow(feeds.events, (batch) => handleEvents(handlers, batch));
        busy = (await deliver()) || commands || events;
      }
    },
  };
}

/** A runtime over given stores with everything else made predictable. */
export function runtimeOf(
  app: AppDefinition,
  stores: Stores,
  publisher: Runtime["publisher"],
  clock: Runtime["clock"],
  log: Log = () => {},
): Runtime {
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
  const caches = { states: new StateCache(), documents: new DocumentCache(), recent: new RecentCommands() };
  return { catalog: catalogOf(app), stores, publisher, clock, random: () => 0.5, newId, log, ...caches };
}
