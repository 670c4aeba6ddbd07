import { MemoryPublisher, type MemoryStores, memoryStores } from "../adapters/memory/stores.ts";
import { catalogOf } from "../app/catalog.ts";
import type { AppDefinition } from "../app/definition.ts";
import type { Log } from "../app/log.ts";
import type { Runtime } from "../app/runtime.ts";
import { FakeClock } from "../clock/fake-clock.ts";
import { handleCommands } from "../commands/handle-commands.ts";
import { handleEvents } from "../events/handle-events.ts";
import type { HttpEndpoint, HttpResponse } from "../http/exchange.ts";
import { httpApi } from "../http/router.ts";
import { handleReaction } from "../reactions/handle-reaction.ts";
import { StateCache } from "../streams/state-cache.ts";
import { type CallOptions, callApi } from "./call-api.ts";
import { driven } from "./drive.ts";
import { instrumentPublisher, instrumentStores, type StepHook } from "./instrument.ts";

/** How an app in memory may be set up. */
export interface InMemoryOptions {
  readonly clock?: FakeClock;
  readonly log?: Log;
  /** Called around every step of a handler (not of HTTP requests); throwing is a crash: the batch comes again. */
  readonly onStep?: StepHook;
  /** Documents of one batch; default 100. */
  readonly batchSize?: number;
  /** Work on stores that exist already. */
  readonly stores?: MemoryStores;
}

/** The answer to a request, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at JSON of any shape.
  readonly body: any;
}

/** A whole app in memory: HTTP in front, change feeds and deliveries moved by `pump`, time by a fake clock. */
export interface InMemoryApp {
  readonly runtime: Runtime;
  readonly stores: MemoryStores;
  readonly publisher: MemoryPublisher;
  readonly clock: FakeClock;
  readonly api: HttpEndpoint;
  /** Sends a request to the HTTP API. */
  request(method: string, url: string, options?: CallOptions): Promise<Answer>;
  /** Handles everything that waits in the change feeds and delivers what was published, until nothing is left. */
  pump(): Promise<void>;
  /** As after a restart: nothing cached. */
  restart(): void;
  response(method: string, url: string, options?: CallOptions): Promise<HttpResponse>;
}

/** How often one batch may crash before a test is told that it never gets through. */
const mostCrashes = 200;

/** Runs an app in memory. */
export function inMemoryApp(app: AppDefinition, options: InMemoryOptions = {}): InMemoryApp {
  const clock = options.clock ?? new FakeClock();
  const stores = options.stores ?? memoryStores();
  const publisher = new MemoryPublisher();
  const plain = runtimeOf(app, stores, publisher, clock, options.log);
  const hook = options.onStep;
  const stepped: Runtime =
    hook === undefined
      ? plain
      : { ...plain, stores: instrumentStores(stores, hook), publisher: instrumentPublisher(publisher, hook) };
  let handlers = stepped;
  const api = httpApi(plain, { checks: {}, pollEvery: 500 });
  const position = { commands: 0, events: 0, published: 0 };
  const batchSize = options.batchSize ?? 100;

  const redelivering = async (handle: () => Promise<void>) => {
    for (let crashes = 0; ; crashes++) {
      try {
        return await driven(clock, handle());
      } catch (error) {
        if (hook === undefined || crashes >= mostCrashes) throw error;
        handlers = { ...handlers, states: new StateCache() };
      }
    }
  };
  const step = async (): Promise<boolean> => {
    const commands = stores.containers.commands.changesAfter(position.commands).slice(0, batchSize);
    const events = stores.containers.events.changesAfter(position.events).slice(0, batchSize);
    if (commands.length > 0) {
      const batch = commands.map(({ document, lsn }) => ({ ...document, _lsn: lsn }));
      await redelivering(() => handleCommands(handlers, batch));
      position.commands = commands.at(-1)?.lsn ?? position.commands;
    }
    if (events.length > 0) {
      await redelivering(() =>
        handleEvents(
          handlers,
          events.map(({ document }) => document),
        ),
      );
      position.events = events.at(-1)?.lsn ?? position.events;
    }
    const delivered = publisher.published.slice(position.published);
    position.published += delivered.length;
    for (const event of delivered) {
      const wanted = app.reactions.filter((reaction) => reaction.on.some((message) => message.type === event.type));
      for (const reaction of wanted) await redelivering(() => handleReaction(handlers, reaction, event));
    }
    return commands.length + events.length + delivered.length > 0;
  };
  return {
    runtime: plain,
    stores,
    publisher,
    clock,
    api,
    response: (method, url, call) => driven(clock, callApi(api, method, url, call)),
    async request(method, url, call) {
      const { status, headers, body } = await driven(clock, callApi(api, method, url, call));
      const json = typeof body === "string" && /json/.test(headers["content-type"] ?? "");
      return { status, headers, body: json ? JSON.parse(body as string) : body };
    },
    async pump() {
      while (await step());
    },
    restart() {
      handlers = { ...handlers, states: new StateCache() };
    },
  };
}

/** A runtime over given stores with everything else made predictable. */
export function runtimeOf(
  app: AppDefinition,
  stores: Runtime["stores"],
  publisher: Runtime["publisher"],
  clock: Runtime["clock"],
  log: Log = () => {},
): Runtime {
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
  return { catalog: catalogOf(app), stores, publisher, clock, random: () => 0.5, newId, log, states: new StateCache() };
}
