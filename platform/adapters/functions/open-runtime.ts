import { randomUUID } from "node:crypto";
import { catalogOf } from "../../app/catalog.ts";
import type { AppDefinition } from "../../app/definition.ts";
import { type ManagementSettings, managementSettings } from "../../app/letter-settings.ts";
import type { LogSink } from "../../app/log.ts";
import { once } from "../../app/once.ts";
import type { Runtime } from "../../app/runtime.ts";
import {
  cosmosSettings,
  type Environment,
  eventGridSettings,
  feedSettings,
  longestRetryWait,
} from "../../app/settings.ts";
import { systemClock } from "../../clock/clock.ts";
import { RecentCommands } from "../../commands/recent-commands.ts";
import type { Subscribers } from "../../dead-letters/redrive/subscribers.ts";
import type { HttpTools } from "../../http/route.ts";
import { admissionOf } from "../../http/security/admission.ts";
import { DocumentCache } from "../../read-models/document-cache.ts";
import { StoreError } from "../../stores/errors.ts";
import type { MissingRole } from "../../stores/missing-role.ts";
import { StateCache } from "../../streams/state-cache.ts";
import { logOver } from "../../telemetry/log.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import { countingLetters } from "../../telemetry/meters.ts";
import { noTelemetry } from "../../telemetry/no-telemetry.ts";
import { RoleWatch } from "../roles/role-watch.ts";
import { openTelemetryOf } from "./open-telemetry.ts";

/** A runtime over the real services, and what HTTP needs besides. */
export interface OpenRuntime {
  readonly runtime: Runtime;
  readonly tools: HttpTools;
  /** Told what the app's identity may not do. */
  readonly watch: RoleWatch;
  /** Sends the telemetry that waits, as far as it can soon be sent. */
  readonly flush: () => Promise<void>;
  readonly close: () => void;
}

/**
 * Opens Cosmos and Event Grid as the settings say, and what telemetry goes through where they name a place for it.
 * @param telling opens the latter; given where it may be open already
 * @param given is told what the app's identity may not do; else the log is
 * @throws SettingError when one is missing or wrong
 */
export async function openRuntime(
  app: AppDefinition,
  env: Environment,
  sink: LogSink,
  telling = () => openTelemetryOf(app, env, sink),
  given?: RoleWatch,
): Promise<OpenRuntime> {
  const cosmos = cosmosSettings(env, app.service.name);
  const eventGrid = eventGridSettings(env);
  const { pollDelay } = feedSettings(env);
  const management = managementSettings(env);
  const [{ openDatabase }, { cosmosStores }, { openPublisher, checkTopic }, told] = await Promise.all([
    import("../cosmos/client.ts"),
    import("../cosmos/stores.ts"),
    import("../event-grid/publisher.ts"),
    telling(),
  ]);
  const telemetry = told?.telemetry ?? noTelemetry;
  const news = {
    missing: (role: MissingRole) => runtime.log(logEvents.roleMissing, { role }),
    granted: (role: MissingRole) => runtime.log(logEvents.roleGranted, { role }),
  };
  const watch = given ?? new RoleWatch(news);
  const opened = await openDatabase(cosmos, watch);
  const catalog = catalogOf(app);
  const stores = cosmosStores(opened, telemetry);
  const runtime: Runtime = {
    catalog,
    stores: { ...stores, deadLetters: countingLetters(stores.deadLetters, catalog, telemetry) },
    publisher: await openPublisher(eventGrid, watch),
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    log: logOver(() => catalog, telemetry, sink),
    telemetry,
    longestWait: longestRetryWait(env),
    states: new StateCache(),
    documents: new DocumentCache(),
    recent: new RecentCommands(),
    subscribers: management && lateSubscribers(management),
  };
  const checks = {
    cosmos: async () => {
      await opened.check();
      refuseWithout(watch, "Azure Cosmos DB");
    },
    eventGrid: async () => {
      await checkTopic(eventGrid);
      refuseWithout(watch, "Azure Event Grid");
    },
  };
  const missingRoles = () => watch.missing();
  return {
    runtime,
    watch,
    tools: {
      checks,
      missingRoles,
      pollEvery: pollDelay,
      docsFolder: env["DocsFolder"] || undefined,
      admission: admissionOf(app.service, env, systemClock),
    },
    flush: async () => told?.flush(),
    close() {
      opened.close();
      void told?.close();
    },
  };
}

/** A service that answers, and refuses the app what it needs, is not there for it. */
function refuseWithout(watch: RoleWatch, service: string): void {
  const missingRole = watch.missing().find((role) => role.service === service);
  if (missingRole !== undefined) throw new StoreError("unavailable", `${service} answers.`, { missingRole });
}

/** Loads what a redrive of a subscriber's letter needs when there is one. */
function lateSubscribers(settings: ManagementSettings): Subscribers {
  const open = once(async () => (await import("../event-grid/subscribers.ts")).topicSubscribers(settings));
  return { find: async (subscription) => (await open()).find(subscription) };
}
