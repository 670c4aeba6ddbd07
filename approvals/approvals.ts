import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { ClientCredentials } from "../webapp/access-token.ts";
import type { SlowLimits } from "../webapp/limits.ts";
import { makeServer } from "./http/server.ts";
import { Sessions } from "./http/session.ts";
import { Streams } from "./http/stream.ts";
import { webhookPath } from "./http/webhook.ts";
import { catchUp } from "./review/catch-up.ts";
import { Desk, type Log } from "./review/desk.ts";
import { platformAt } from "./review/platform.ts";
import { openStore } from "./store/store.ts";
import { subscribe, type TopicAccess } from "./subscribe.ts";

/** What the application is started with. */
export interface ApprovalsOptions {
  /** Address of the platform's API, without `/api`. */
  readonly api: string;
  /** Sent with every request to the API, such as a function key. */
  readonly apiHeaders?: Readonly<Record<string, string>>;
  /** How it signs in where the API asks for tokens. */
  readonly tokens?: ClientCredentials;
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on; loopback when left out. */
  readonly host?: string;
  /** Where people and Event Grid reach it, when that is not the address that it listens on. */
  readonly publicUrl?: string;
  /** Left out: an operator makes the subscription. */
  readonly topic?: TopicAccess;
  /** Secret of the webhook's address; made at random and kept in the data folder when left out. */
  readonly webhookSecret?: string;
  readonly log?: Log;
  readonly now?: () => number;
  /** How long slow requests are waited for. */
  readonly limits?: SlowLimits;
}

/** The running application. */
export interface Approvals {
  /** Where people reach it. */
  readonly url: string;
  /** Where Event Grid delivers. Holds the secret. */
  readonly webhookUrl: string;
  /** Asks the platform now, instead of at the next round. */
  catchUp(): Promise<boolean>;
  stop(): Promise<void>;
}

/** How often the platform is asked what is held, in ms: when all is well, and when it did not answer. */
const rounds = { usual: 15_000, unreachable: 3_000 } as const;
const webhookOrigin = "eventgrid.azure.net";

/** Starts the application. Resolves when it serves; whether the platform is there shows in the page. */
export async function startApprovals(options: ApprovalsOptions): Promise<Approvals> {
  const { now = Date.now, log = () => {}, host = "127.0.0.1" } = options;
  const store = openStore(options.dataDir);
  const stopping = new AbortController();
  const platform = platformAt(
    { url: options.api, headers: options.apiHeaders, tokens: options.tokens },
    stopping.signal,
  );
  const desk = new Desk({ store, platform, now, log });
  const streams = new Streams(desk.changes);
  const secret = options.webhookSecret ?? store.secret("webhook");
  const hosts = new Set<string>();
  const server = makeServer({
    desk,
    sessions: new Sessions(store.secret("sessions"), now, options.publicUrl?.startsWith("https:") === true),
    streams,
    webhook: { secret, origins: new Set([webhookOrigin]), take: (event) => desk.take(event), log },
    hosts,
    limits: options.limits,
  });
  try {
    server.listen(options.port, host);
    await once(server, "listening");
  } catch (error) {
    store.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const url = (options.publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`).replace(/\/+$/, "");
  for (const name of ["127.0.0.1", "localhost", "[::1]"]) hosts.add(`${name}:${port}`);
  hosts.add(new URL(url).host);
  const webhookUrl = `${url}${webhookPath}?code=${encodeURIComponent(secret)}`;

  if (options.topic !== undefined) desk.link = { ...desk.link, events: "pending" };
  const round = async () => {
    store.prune(now());
    if (options.topic !== undefined && desk.link.events !== "subscribed")
      await join(desk, options.topic, webhookUrl, stopping.signal);
    // After the subscription, so that nothing falls between what is asked and what is delivered.
    return catchUp(desk);
  };
  const rounding = keepRound(round, stopping.signal);

  return {
    url,
    webhookUrl,
    catchUp: () => catchUp(desk),
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      streams.close();
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      await rounding;
      // What is still open is a page that has been told; it comes back when there is somebody to come back to.
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

async function join(desk: Desk, topic: TopicAccess, webhookUrl: string, stopping: AbortSignal): Promise<void> {
  try {
    await subscribe(topic, webhookUrl, stopping);
    desk.link = { ...desk.link, events: "subscribed" };
  } catch (error) {
    if (stopping.aborted) return;
    desk.log("warn", `Not subscribed yet, so the platform is asked instead: ${String(error)}`);
  }
}

/** Goes round until it is told to stop. */
async function keepRound(round: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const well = await round();
    await new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(
        () => {
          signal.removeEventListener("abort", end);
          resolve();
        },
        well ? rounds.usual : rounds.unreachable,
      );
      signal.addEventListener("abort", end, { once: true });
    });
  }
}
