import { app as functions, type InvocationContext } from "@azure/functions";
import { consoleLog } from "../adapters/functions/log.ts";
import type { OpenRuntime } from "../adapters/functions/open-runtime.ts";
import type { GuardTools } from "../http/guard.ts";
import { logOver } from "../telemetry/log.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { noTelemetry } from "../telemetry/no-telemetry.ts";
import type { Invocation } from "../telemetry/spans/invocation.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { catalogOf } from "./catalog.ts";
import type { AppDefinition } from "./definition.ts";
import type { Log } from "./log.ts";
import { once } from "./once.ts";

/** What the functions of an app open when the first of them needs it. */
export interface Opening {
  readonly runtime: () => Promise<OpenRuntime>;
  /**
   * Opened by itself, so that a request that cannot be served for want of a setting is told of all the same. Never throws: what
   * is wrong with its own settings is told by the runtime.
   */
  readonly telemetry: () => Promise<Telemetry>;
  /** The call of a function; to be asked for before anything is opened, which is a part of the first call. */
  readonly invocation: (context: InvocationContext) => Invocation;
  /** For what happens before the runtime is open, too. */
  readonly tools: GuardTools;
}

/** Makes what opens an app on first use. */
export function openingOf(app: AppDefinition): Opening {
  let isOpen = false;
  /** Since the worker began, ms. */
  let firstCall: number | undefined;
  // Whatever happens before the runtime is open goes to the console alone.
  let log: Log = logOver(() => catalogOf(app), noTelemetry, consoleLog);
  const watching = once(async () => {
    const { RoleWatch } = await import("../adapters/roles/role-watch.ts");
    return new RoleWatch({
      missing: (role) => log(logEvents.roleMissing, { role }),
      granted: (role) => log(logEvents.roleGranted, { role }),
    });
  });
  const telling = once(async () => {
    const { openTelemetryOf } = await import("../adapters/functions/open-telemetry.ts");
    const told = await openTelemetryOf(app, process.env, consoleLog, await watching());
    // The host says so before it ends a worker; without its saying, what was told in the last second is lost.
    if (told !== undefined) functions.hook.appTerminate(() => told.flush());
    if (firstCall !== undefined) told?.telemetry.record("eventwright.cold_starts", firstCall / 1000);
    return told;
  });
  const runtime = once(async () => {
    const { openRuntime } = await import("../adapters/functions/open-runtime.ts");
    const opened = await openRuntime(app, process.env, consoleLog, telling, await watching());
    log = opened.runtime.log;
    isOpen = true;
    return opened;
  });
  return {
    runtime,
    telemetry: async () => (await telling().catch(() => undefined))?.telemetry ?? noTelemetry,
    invocation({ invocationId: id }) {
      firstCall ??= performance.now();
      return isOpen ? { id } : { id, begun: Date.now() };
    },
    tools: { log: (event, fields) => log(event, fields), newId: () => crypto.randomUUID() },
  };
}
