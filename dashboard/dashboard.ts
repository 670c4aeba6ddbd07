import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type ClientCredentials, tokenSource } from "../webapp/access-token.ts";
import type { SlowLimits } from "../webapp/limits.ts";
import { Collector } from "./collector/collector.ts";
import type { Bounds } from "./collector/store/prune.ts";
import type { App } from "./http/proxy.ts";
import { makeServer } from "./http/server.ts";
import { Sessions } from "./http/sessions.ts";
import type { Log } from "./log.ts";
import { readPage } from "./page/read.ts";

/** What the dashboard is started with. */
export interface DashboardOptions {
  /** Address of the app, without `/api`; left out: {@link Dashboard.pointAt} says it later. */
  readonly api?: string;
  /** The app's admin key. Stays here: no answer to a browser has it. */
  readonly key?: string;
  /** How it signs in where the app asks for tokens. Stays here, as the tokens do. */
  readonly tokens?: ClientCredentials;
  /** Where telemetry is kept. */
  readonly dataDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** What people must type before they see anything; left out: nothing, since only this machine reaches it. */
  readonly adminKey?: string;
  /** How much telemetry is kept, where that differs from usual. */
  readonly bounds?: Partial<Bounds>;
  readonly log?: Log;
  readonly now?: () => number;
  /** How long slow requests are waited for. */
  readonly limits?: SlowLimits;
}

/** The running dashboard. */
export interface Dashboard {
  /** Where people reach it, and where telemetry is sent. */
  readonly url: string;
  /** Says where the app is, and how it signs in where the app asks for tokens. */
  pointAt(api: string, tokens?: ClientCredentials): void;
  stop(): Promise<void>;
}

/** Starts the dashboard on loopback. Resolves when it serves; whether the app is there shows in the page. */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { now = Date.now, log = () => {}, dataDir } = options;
  mkdirSync(dataDir, { recursive: true });
  const hosts = new Set<string>();
  const app: { -readonly [Part in keyof App]: App[Part] } = {
    api: options.api,
    key: options.key,
    token: options.tokens && tokenSource(options.tokens),
  };
  const page = await readPage(join(dataDir, "page"));
  const collector = new Collector({ folder: dataDir, bounds: options.bounds, now, log });
  const server = makeServer({
    app,
    hosts,
    log,
    page,
    collector,
    now,
    sessions: options.adminKey === undefined ? undefined : new Sessions(options.adminKey, now),
    limits: options.limits,
  });
  try {
    server.listen(options.port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    collector.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  for (const name of ["127.0.0.1", "localhost", "[::1]"]) hosts.add(`${name}:${port}`);
  let stopped: Promise<void> | undefined;

  async function stop(): Promise<void> {
    const closed = once(server, "close");
    server.close();
    server.closeIdleConnections();
    // What is still open is a page that asks again by itself.
    server.closeAllConnections();
    await closed;
    collector.close();
  }

  return {
    url: `http://127.0.0.1:${port}`,
    pointAt(api, tokens) {
      app.api = api;
      app.token = tokens && tokenSource(tokens);
    },
    stop: () => (stopped ??= stop()),
  };
}
