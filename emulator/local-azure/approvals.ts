import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../service.ts";
import { startChild } from "./child.ts";
import { keysOf } from "./keys.ts";
import type { LocalAzure } from "./local-azure.ts";

/** How the approvals web application is started next to a local Azure. */
export interface ApprovalsStart {
  /** The program. */
  readonly main: URL;
  readonly dataDir: string;
  readonly fresh: boolean;
  /** 0: any free port. */
  readonly port: number;
  readonly log: Log;
}

/** The application, in a process of its own. */
export interface RunningApprovals {
  readonly url: string;
  stop(): Promise<void>;
}

const again = "Start it alone with `npm run approvals`, or everything anew.";

/**
 * Starts the approvals web application as the outside consumer that it is: it gets addresses, the topic's key, and
 * what the API asks of everybody, nothing else.
 * The platform does not need it, so what keeps it from running is a warning, and the answer is undefined.
 */
export async function startApprovals(azure: LocalAzure, start: ApprovalsStart): Promise<RunningApprovals | undefined> {
  const { log, port } = start;
  const dataDir = join(start.dataDir, "approvals");
  if (start.fresh) rmSync(dataDir, { recursive: true, force: true });
  const topic = { eventgrid: azure.eventgrid, topic: azure.topic, key: keysOf(start.dataDir).eventgrid };
  try {
    return await startChild(
      "approvals",
      start.main,
      {
        ...{ api: azure.api, dataDir, port, topic, tokens: azure.clientAccess("approvals") },
        ...(azure.key && { apiHeaders: { "x-functions-key": azure.key } }),
      },
      {
        log,
        exited: () => log("warn", `The approvals application has ended unexpectedly. ${again}`),
      },
    );
  } catch (error) {
    log("warn", `${error instanceof Error ? error.message : error}\nEverything else runs. ${again}`);
    return undefined;
  }
}
