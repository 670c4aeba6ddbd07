import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";
import type { DeliveredCommand } from "../../platform/commands/handle-commands.ts";
import type { EventRecord, OutcomeMarker } from "../../platform/stores/records.ts";
import { type Answer, type AppUnderTest, appOver, type Feed } from "../../platform/testing/app-over.ts";
import { type Ground, type GroundOptions, startGround } from "./ground.ts";
import type { HostFeed } from "./host-feed.ts";
import type { Recorded } from "./recorder.ts";

/** What the app does when it asks for something; what it does for nobody's sake is `poll`. */
export type Step = "accept" | "read" | "feed" | "commands" | "events" | "deliveries" | "checkpoint" | "poll";

/** What was counted beside requests to Cosmos DB. */
export interface Counts {
  /** HTTP requests of clients. */
  http: number;
  /** Calls of the functions that follow change feeds, and of those that Event Grid calls. */
  batches: number;
  /** Requests to the topic, and the bytes of the events in them. */
  publishes: number;
  publishedBytes: number;
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
  get(path: string): Promise<Answer>;
  /** Has everything happen that follows from what was sent. */
  settle(): Promise<void>;
  /** A new process with empty caches takes over; the one before must have settled. */
  restart(): void;
  /** The requests since the last call. */
  take(): Recorded[];
  stop(): Promise<void>;
}

/** Starts the app on fresh ground. @param batchSize documents of one page of a change feed */
export async function startMeasured(
  options: Omit<GroundOptions, "clock"> & { readonly batchSize?: number } = {},
): Promise<MeasuredApp> {
  const clock = new FakeClock();
  const ground = await startGround({ ...options, clock });
  const { recorder, stores, feeds: hosts } = ground;
  const counts: Counts = { http: 0, batches: 0, publishes: 0, publishedBytes: 0 };
  const at = (step: Step) => {
    recorder.step = step;
  };
  const feed = <T>(host: HostFeed, step: Step): Feed<T> => {
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
  const { batchSize = 100 } = options;
  const open = () => appOver({ app: defineApp(handlers), stores, feeds, clock, batchSize, onStep: noteStep });
  let published = 0;
  const noteStep = (step: string, when: "before" | "after") => {
    if (step !== "publisher.publish" || when === "before") return;
    counts.publishes++;
    const fresh = app.publisher.published.slice(published);
    published += fresh.length;
    counts.publishedBytes += Buffer.byteLength(JSON.stringify(fresh), "utf8");
  };
  let app = open();
  const request = async (step: Step, method: string, path: string, call: Parameters<AppUnderTest["request"]>[2]) => {
    at(step);
    counts.http++;
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
    get: (path) => request("read", "GET", path, {}),
    settle: () => app.pump(),
    restart() {
      app = open();
      published = 0;
    },
    take: () => recorder.take().map((one) => (isPoll(one) ? { ...one, step: "poll" } : one)),
    stop: () => ground.stop(),
  };
}

function isPoll({ operation, status }: Recorded): boolean {
  return operation === "feed" && status === "304";
}
