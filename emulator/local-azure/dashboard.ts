import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../service.ts";
import { startChild } from "./child.ts";
import { keysOf } from "./keys.ts";
import type { ClientAccess } from "./tokens.ts";

/** How the dashboard is started next to a local Azure. */
export interface DashboardStart {
  /** The program. */
  readonly main: URL;
  readonly dataDir: string;
  readonly fresh: boolean;
  /** 0: any free port. */
  readonly port: number;
  readonly log: Log;
}

/** The dashboard, in a process of its own. */
export interface RunningDashboard {
  readonly url: string;
  /** Settings that make the app send its telemetry here; none when the environment says where it goes, or that it does not. */
  settings(env: NodeJS.ProcessEnv): Readonly<Record<string, string>>;
  /** Says where the app is, once it is there, and how its tokens are got where it asks for any. */
  pointAt(api: string, tokens?: ClientAccess): void;
  stop(): Promise<void>;
}

/** Whoever sets one of these has decided about telemetry. */
const decided = ["APPLICATIONINSIGHTS_CONNECTION_STRING", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SDK_DISABLED"] as const;
/** Whoever looks on here does not want to wait a minute for a number, as is usual; milliseconds. */
const metricInterval = "5000";
const settingsFor = (url: string, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_METRIC_EXPORT_INTERVAL: env["OTEL_METRIC_EXPORT_INTERVAL"] || metricInterval,
});
const again = "Start it alone with `npm run dashboard`, or everything anew.";

/**
 * Starts the dashboard before the app, so that it hears what the app says from its first moment on. It gets the admin
 * key, which it keeps for itself. Nothing needs it, so what keeps it from running is a warning, and the answer is undefined.
 */
export async function startDashboard(start: DashboardStart): Promise<RunningDashboard | undefined> {
  const { log, port } = start;
  const dataDir = join(start.dataDir, "dashboard");
  if (start.fresh) rmSync(dataDir, { recursive: true, force: true });
  const key = keysOf(start.dataDir).functions.master;
  try {
    const child = await startChild(
      "dashboard",
      start.main,
      { port, dataDir, key },
      { log, exited: () => log("warn", `The dashboard has ended unexpectedly. ${again}`) },
    );
    return {
      url: child.url,
      settings: (env) => (decided.some((name) => env[name]) ? {} : settingsFor(child.url, env)),
      pointAt: (api, tokens) => child.tell({ api, tokens }),
      stop: () => child.stop(),
    };
  } catch (error) {
    log("warn", `${error instanceof Error ? error.message : error}\nEverything else runs. ${again}`);
    return undefined;
  }
}
