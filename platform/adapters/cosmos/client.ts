import type { CosmosClientOptions } from "@azure/cosmos";
import { type CosmosSettings, isLoopback } from "../../app/settings.ts";
import { openCredential } from "../identity.ts";
import type { RoleWatch } from "../roles/role-watch.ts";
import type { Reopenable } from "./across-ranges.ts";
import { throttlePatience, translated } from "./errors.ts";
import { rolePlugin } from "./role-plugin.ts";

/** An open database and how to let go of it. */
export interface OpenDatabase extends Reopenable {
  /** Reads the database's own document: throws when it cannot be reached. */
  readonly check: () => Promise<void>;
  readonly close: () => void;
}

/** Connections at most; the SDK's own default has no limit. */
const mostSockets = 100;

/** Opens the database; `watch` is told what the app's identity may not do there. The SDK is loaded here and not before: it takes a good part of a cold start. */
export async function openDatabase(settings: CosmosSettings, watch?: RoleWatch): Promise<OpenDatabase> {
  const [{ CosmosClient }, https] = await Promise.all([import("@azure/cosmos"), import("node:https")]);
  // The SDK allows plain http only with its own agent.
  const agent = isLoopback(settings.endpoint)
    ? undefined
    : new https.Agent({ keepAlive: true, maxSockets: mostSockets });
  const options: CosmosClientOptions = {
    endpoint: settings.endpoint,
    ...("key" in settings
      ? { key: settings.key }
      : { aadCredentials: await openCredential(settings.identity), ...(watch && rolePlugin(watch)) }),
    ...(agent === undefined ? {} : { agent }),
    userAgentSuffix: "eventwright",
    connectionPolicy: {
      requestTimeout: 15_000,
      // A 429 says when to come back, and many may come back at once: patience is measured in time, not in tries.
      retryOptions: {
        maxRetryAttemptCount: Number.MAX_SAFE_INTEGER,
        maxWaitTimeInSeconds: throttlePatience / 1000,
      },
    },
  };
  const open = () => {
    const client = new CosmosClient(options);
    return { database: client.database(settings.database), close: () => client.dispose() };
  };
  const { database, close } = open();
  const reopened = new Set<() => void>();
  return {
    database,
    reopen() {
      const next = open();
      reopened.add(next.close);
      return {
        ...next,
        close() {
          reopened.delete(next.close);
          next.close();
        },
      };
    },
    check: async () => void (await translated("read of the database", () => database.read())),
    close() {
      close();
      for (const each of reopened) each();
      agent?.destroy();
    },
  };
}
