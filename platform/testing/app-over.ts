import { MemoryPublisher } from "../adapters/memory/stores.ts";
import { catalogOf } from "../app/catalog.ts";
import type { AppDefinition, ProcessDefinition } from "../app/definition.ts";
import type { LogSink } from "../app/log.ts";
import type { Runtime } from "../app/runtime.ts";
import type { Environment } from "../app/settings.ts";
import type { FakeClock } from "../clock/fake-clock.ts";
import { type DeliveredCommand, handleCommands } from "../commands/handle-commands.ts";
import { RecentCommands } from "../commands/recent-commands.ts";
import { retryLetters } from "../dead-letters/redrive/retry-letters.ts";
import { handleEvents } from "../events/handle-events.ts";
import { httpApi } from "../http/router.ts";
import { admissionOf } from "../http/security/admission.ts";
import type { Envelope } from "../messages/envelope.ts";
import { plainEventId } from "../messages/ids.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import { isVersionOf } from "../messages/versions.ts";
import { deliverToProcess } from "../processes/deliver.ts";
import { ProcessBusyError } from "../processes/delivery.ts";
import { durationOf } from "../processes/duration.ts";
import { readTuning } from "../processes/tuning.ts";
import { handleReaction } from "../reactions/handle-reaction.ts";
import { DocumentCache } from "../read-models/document-cache.ts";
import { StoreError } from "../stores/errors.ts";
import type { Stores } from "../stores/ports.ts";
import type { EventRecord, OutcomeMarker } from "../stores/records.ts";
import { StateCache } from "../streams/state-cache.ts";
import { logOver } from "../telemetry/log.ts";
import { countingLetters } from "../telemetry/meters.ts";
import { noTelemetry } from "../telemetry/no-telemetry.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { type CallOptions, callApi } from "./call-api.ts";
import { driven } from "./drive.ts";
import { engineOf, isDecided } from "./durable/app-engine.ts";
import type { DurableEngine } from "./durable/engine.ts";
import { engineExplorer } from "./durable/engine-explorer.ts";
import { instrumentProcesses, instrumentPublisher, instrumentStores, type StepHook } from "./instrument.ts";

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
  readonly log?: LogSink | undefined;
  /** Default: none. */
  readonly telemetry?: Telemetry | undefined;
  /** Called around every step of a handler (not of HTTP requests); throwing is a crash: the batch comes again. */
  readonly onStep?: StepHook | undefined;
  /** Documents of one batch; default 100. */
  readonly batchSize?: number | undefined;
  /** App settings that tune processes, read anew for each start, as after a deployment; and of who may call. Tokens: off. */
  readonly environment?: Environment | undefined;
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
  /**
   * Handles everything that waits in the change feeds, delivers what was published and runs the processes, with the timers
   * that are due, until nothing is left.
   */
  pump(): Promise<void>;
  /**
   * Lets time go by, milliseconds or an ISO 8601 duration: each timer fires at its instant, and what is to be tried again
   * is, within a minute.
   */
  advance(duration: number | string): Promise<void>;
  /** The running processes. */
  readonly processes: DurableEngine;
}

const minute = 60_000;
/** Later than anything that is ever due. */
const lastInstant = "9999-12-31T23:59:59.999Z";

/** How often one batch may crash before a test is told that it never gets through. */
const mostCrashes = 200;

/** Runs an app on given ground. */
export function appOver(ground: Ground): AppUnderTest {
  const { app, clock, feeds, batchSize = 100 } = ground;
  const publisher = new MemoryPublisher();
  const runtime = runtimeOf(app, ground.stores, publisher, clock, ground.log, ground.telemetry);
  const tuning = readTuning(app, ground.environment ?? {});
  // A test that is not about callers needs no tokens.
  const environment = { ApiTokens: "off", ...ground.environment };
  const admission = admissionOf(app.service, environment, clock);
  const api = httpApi(runtime, { checks: {}, pollEvery: 500, admission }, () => {
    return { client: processes.client, explorer: engineExplorer(processes), tuning };
  });
  let crashed = false;
  const onStep =
    ground.onStep &&
    noticing(ground.onStep, () => {
      crashed = true;
    });
  let handlers: Runtime =
    onStep === undefined
      ? runtime
      : {
          ...runtime,
          stores: instrumentStores(runtime.stores, onStep),
          publisher: instrumentPublisher(publisher, onStep),
        };
  const processes = engineOf(app, () => handlers, {
    // A store in trouble is no crash: the activity fails and is tried again as its policy says.
    isCrash(error) {
      const was = crashed && !(error instanceof StoreError);
      crashed = false;
      return was;
    },
    // No step of the app: a hook sees the activity itself.
    canAnswer: (name, input) => isDecided(runtime, name, input),
    onCommit: async (when) => onStep?.("processes.turn", when),
  });
  const client = onStep === undefined ? processes.client : instrumentProcesses(processes.client, onStep);
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
  /** Events whose process is busy, kept as Event Grid would. */
  let postponed: (() => Promise<void>)[] = [];
  const deliverTo = async (process: ProcessDefinition, event: Envelope): Promise<void> => {
    let busy = false;
    const tuning = readTuning(app, ground.environment ?? {});
    await redelivering(async () => {
      try {
        await deliverToProcess({ runtime: handlers, client, tuning }, process, event);
      } catch (error) {
        if (!(error instanceof ProcessBusyError)) throw error;
        busy = true;
      }
    });
    if (busy) postponed.push(() => deliverTo(process, event));
  };
  const runProcesses = async (): Promise<boolean> => {
    let worked = false;
    for (let more = true; more; worked ||= more) {
      await redelivering(async () => {
        more = await processes.step();
      });
    }
    if (!worked) return false;
    const again = postponed;
    postponed = [];
    for (const deliverAgain of again) await deliverAgain();
    return true;
  };
  const deliver = async (): Promise<boolean> => {
    const events = publisher.published.slice(delivered);
    delivered += events.length;
    for (const event of events) {
      // As the app's subscriptions have it: any version of a message, and of one event the one with its own id.
      if (plainEventId(event.id) !== event.id) continue;
      const isWanted = (message: AnyMessageClass) => isVersionOf(message, event.type);
      const wanted = app.reactions.filter((reaction) => reaction.on.some(isWanted));
      for (const reaction of wanted) await redelivering(() => handleReaction(handlers, reaction, event));
      for (const process of app.processes ?? []) {
        if ([...process.startedBy, ...process.waitsFor].some(isWanted)) await deliverTo(process, event);
      }
    }
    return events.length > 0;
  };
  const pump = async (): Promise<void> => {
    for (let busy = true; busy; ) {
      const commands = await follow(feeds.commands, (batch) => handleCommands(handlers, batch));
      const events = await follow(feeds.events, (batch) => handleEvents(handlers, batch));
      const deliveries = await deliver();
      busy = (await runProcesses()) || deliveries || commands || events;
    }
  };
  /** The function looks each minute; so does this, as far as there is something to find. */
  let lookedAt = Number.NEGATIVE_INFINITY;
  const nextRetry = async (): Promise<number | undefined> => {
    let next: number | undefined;
    for await (const page of ground.stores.deadLetters.due(lastInstant)) {
      for (const { retryAt } of page) next = Math.min(next ?? Number.POSITIVE_INFINITY, Date.parse(retryAt));
    }
    return next === undefined ? undefined : Math.max(next, lookedAt + minute);
  };
  const nextDue = async (): Promise<number | undefined> => {
    const instants = [processes.nextDue(), await nextRetry()].filter((instant) => instant !== undefined);
    return instants.length === 0 ? undefined : Math.min(...instants);
  };
  const retryDue = async (): Promise<void> => {
    if (clock.now() < lookedAt + minute) return;
    lookedAt = clock.now();
    await redelivering(async () => void (await retryLetters(handlers)));
  };
  return {
    runtime,
    publisher,
    clock,
    processes,
    pump,
    async advance(duration) {
      const length = typeof duration === "number" ? duration : durationOf(duration);
      if (length === undefined) throw new Error(`${duration} is no ISO 8601 duration, such as PT72H.`);
      const end = clock.now() + length;
      await pump();
      for (let due = await nextDue(); due !== undefined && due <= end; due = await nextDue()) {
        await clock.advance(Math.max(0, due - clock.now()));
        await retryDue();
        await pump();
      }
      await clock.advance(Math.max(0, end - clock.now()));
      await pump();
    },
    async request(method, url, call) {
      const { status, headers, body } = await driven(clock, callApi(api, method, url, call));
      const isJson = typeof body === "string" && /json/.test(headers["content-type"] ?? "");
      return { status, headers, body: isJson ? JSON.parse(body) : body };
    },
  };
}

/** The same hook, telling when it throws. */
function noticing(hook: StepHook, notice: () => void): StepHook {
  return async (step, when) => {
    try {
      await hook(step, when);
    } catch (error) {
      notice();
      throw error;
    }
  };
}

/** A runtime over given stores with everything else made predictable. */
export function runtimeOf(
  app: AppDefinition,
  stores: Stores,
  publisher: Runtime["publisher"],
  clock: Runtime["clock"],
  sink: LogSink = () => {},
  telemetry: Telemetry = noTelemetry,
): Runtime {
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`;
  const caches = { states: new StateCache(), documents: new DocumentCache(), recent: new RecentCommands() };
  const catalog = catalogOf(app);
  const log = logOver(() => catalog, telemetry, sink);
  const counted =
    telemetry === noTelemetry
      ? stores
      : { ...stores, deadLetters: countingLetters(stores.deadLetters, catalog, telemetry) };
  return { catalog, stores: counted, publisher, clock, random: () => 0.5, newId, log, telemetry, ...caches };
}
