import { readResources } from "../../emulator/local-azure/resources.ts";
import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import type { AppDefinition } from "../../platform/app/definition.ts";
import type { Environment } from "../../platform/app/settings.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";
import type { DeliveredCommand } from "../../platform/commands/handle-commands.ts";
import type { Envelope } from "../../platform/messages/envelope.ts";
import { plainEventId } from "../../platform/messages/ids.ts";
import type { EventRecord, OutcomeMarker } from "../../platform/stores/records.ts";
import { type Answer, type AppUnderTest, appOver, type Feed } from "../../platform/testing/app-over.ts";
import { type Ground, type GroundOptions, resourcesFile, startGround } from "./ground.ts";
import type { HostFeed } from "./host-feed.ts";
import type { Recorded } from "./recorder.ts";

/** What the app does when it asks for something; what it does for nobody's sake is `poll`. */
export type Step = "accept" | "read" | "feed" | "commands" | "events" | "deliveries" | "checkpoint" | "poll";

/** What was counted beside requests to Cosmos DB. */
export interface Counts {
  /** HTTP requests of clients that send commands. */
  posts: number;
  /** Pages of change feeds, each a call of a function. */
  batches: number;
  /** Commands that came through the change feed: those of clients, and those of reactions and processes. */
  clientCommands: number;
  ownCommands: number;
  /** Events, and the markers of commands that have none. */
  events: number;
  markers: number;
  /** Requests to the topic, the events in them, their bytes, and how often they are delivered to the app's own functions. */
  publishes: number;
  published: number;
  publishedBytes: number;
  deliveries: number;
}

/** The worked example's app over a local Cosmos DB, with everything that it asks of Cosmos DB noted by step. */
export interface MeasuredApp {
  readonly ground: Ground;
  readonly clock: FakeClock;
  /** The app at work now. */
  readonly app: AppUnderTest;
  readonly counts: Counts;
  /** Sends a command, by its name in the path. */
  send(name: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Has everything happen that follows from what was sent. */
  settle(): Promise<void>;
  /** A new process with empty caches takes over; the one before must have settled. */
  restart(): void;
  /** The requests since the last call. */
  take(): Recorded[];
  stop(): Promise<void>;
}

/** How an app may differ from the worked example's. */
export interface MeasuredOptions extends Omit<GroundOptions, "clock"> {
  readonly changeApp?: (app: AppDefinition) => AppDefinition;
  /** App settings of who may call. Default: no tokens are asked for. */
  readonly environment?: Environment;
  /** Default: a new one. */
  readonly clock?: FakeClock;
}

const { subscriptions } = readResources(resourcesFile);

/** Starts the app on fresh ground. */
export async function startMeasured(options: MeasuredOptions = {}): Promise<MeasuredApp> {
  const { clock = new FakeClock(), environment = { ApiTokens: "off" } } = options;
  const ground = await startGround({ ...options, clock });
  const { recorder, stores, feeds: hosts } = ground;
  const counts: Counts = {
    ...{ posts: 0, batches: 0, clientCommands: 0, ownCommands: 0, events: 0, markers: 0 },
    ...{ publishes: 0, published: 0, publishedBytes: 0, deliveries: 0 },
  };
  const at = (step: Step) => {
    recorder.step = step;
  };
  const feed = <T extends DeliveredCommand | EventRecord | OutcomeMarker>(host: HostFeed, step: Step): Feed<T> => {
    let handled = false;
    return {
      async next(limit) {
        if (handled) {
          at("checkpoint");
          await host.checkpoint();
          handled = false;
        }
        at("feed");
        const page = (await host.read(limit)) as readonly T[];
        // Whoever polls after the last message finds nothing: that costs by the hour, and not by the message.
        if (page.length > 0) counts.batches++;
        for (const document of page) count(counts, document);
        at(page.length > 0 ? step : "deliveries");
        return page;
      },
      commit() {
        handled = true;
        at("deliveries");
      },
    };
  };
  const feeds = {
    commands: feed<DeliveredCommand>(hosts.commands, "commands"),
    events: feed<EventRecord | OutcomeMarker>(hosts.events, "events"),
  };
  const { changeApp = (definition: AppDefinition) => definition } = options;
  const open = () =>
    appOver({
      app: changeApp(defineApp(handlers)),
      stores,
      feeds,
      clock,
      environment,
      onStep: noteStep,
    });
  let published = 0;
  const noteStep = (step: string, when: "before" | "after") => {
    if (step !== "publisher.publish" || when === "before") return;
    counts.publishes++;
    const fresh = app.publisher.published.slice(published);
    published += fresh.length;
    counts.published += fresh.length;
    counts.publishedBytes += Buffer.byteLength(JSON.stringify(fresh), "utf8");
    counts.deliveries += fresh.reduce((sum, event) => sum + subscribersOf(event), 0);
  };
  let app = open();
  const request = async (step: Step, method: string, path: string, call: Parameters<AppUnderTest["request"]>[2]) => {
    at(step);
    if (step === "accept") counts.posts++;
    return app.request(method, path, call);
  };
  return {
    ground,
    clock,
    counts,
    get app() {
      return app;
    },
    send: (name, body, headers = {}) => request("accept", "POST", `/api/commands/${name}`, { body, headers }),
    get: (path, headers = {}) => request("read", "GET", path, { headers }),
    settle: () => app.pump(),
    restart() {
      app = open();
      published = 0;
    },
    take: () => recorder.take().map((one) => (isPoll(one) ? { ...one, step: "poll" } : one)),
    stop: () => ground.stop(),
  };
}

function count(counts: Counts, document: DeliveredCommand | EventRecord | OutcomeMarker): void {
  if (!("kind" in document)) {
    const { id, causationid } = document.envelope;
    if (id === causationid) counts.clientCommands++;
    else counts.ownCommands++;
  } else if (document.kind === "event") counts.events++;
  else counts.markers++;
}

/** The app's own subscriptions want an event once, whatever versions of it go out. */
function subscribersOf({ id, type }: Envelope): number {
  if (plainEventId(id) !== id) return 0;
  return subscriptions.filter(({ filter }) => filter.includedEventTypes.includes(type)).length;
}

function isPoll({ operation, status }: Recorded): boolean {
  return operation === "feed" && status === "304";
}
