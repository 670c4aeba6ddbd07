import { app as functions, type HttpMethod, type RetryOptions, type Timer } from "@azure/functions";
import { answerWith } from "../adapters/functions/http.ts";
import { consoleLog } from "../adapters/functions/log.ts";
import type { OpenRuntime } from "../adapters/functions/open-runtime.ts";
import type { Clock } from "../clock/clock.ts";
import type { DeliveredCommand } from "../commands/handle-commands.ts";
import type { HttpEndpoint } from "../http/exchange.ts";
import { type GuardTools, guarded } from "../http/guard.ts";
import { type Route, routesOf } from "../http/routes.ts";
import type { EventRecord, OutcomeMarker } from "../stores/records.ts";
import { logOver } from "../telemetry/log.ts";
import { noTelemetry } from "../telemetry/no-telemetry.ts";
import { catalogOf } from "./catalog.ts";
import type { AppDefinition } from "./definition.ts";
import { letterBlobSettings } from "./letter-settings.ts";
import type { Log } from "./log.ts";
import { once } from "./once.ts";
import { durableClientInput, processesOf, registerProcesses } from "./register-processes.ts";
import { feedSettings } from "./settings.ts";

/**
 * Nothing of a change feed may be lost: without a policy, or after its last try, the trigger would go past a failed batch.
 * Poison is parked by the handlers, so that only an outage comes here.
 */
const holdBatch: RetryOptions = {
  strategy: "exponentialBackoff",
  maxRetryCount: -1,
  minimumInterval: { seconds: 1 },
  maximumInterval: { seconds: 30 },
};

/** Letters that are tried again by themselves are looked for at the beginning of each minute. */
const retrySchedule = "0 * * * * *";

/**
 * Registers every function of the app with the Azure Functions programming model. Code is loaded and Cosmos and Event Grid
 * are connected on first use: a cold start pays for what it needs, and a missing setting is told by whoever needs it, not by an app that does not start.
 * @throws SettingError when a setting of the change feeds is wrong
 */
export function registerFunctions(app: AppDefinition): void {
  const open = once(async () => {
    const { openRuntime } = await import("../adapters/functions/open-runtime.ts");
    const opened = await openRuntime(app, process.env, consoleLog);
    log = opened.runtime.log;
    // The host says so before it ends a worker; without its saying, what was told in the last second is lost.
    functions.hook.appTerminate(() => opened.flush());
    return opened;
  });
  // Whatever happens before the runtime is open goes to the console alone.
  let log: Log = logOver(() => catalogOf(app), noTelemetry, consoleLog);
  const tools: GuardTools = { log: (event, fields) => log(event, fields), newId: () => crypto.randomUUID() };
  const commands = once(() => import("../commands/handle-commands.ts"));
  const events = once(() => import("../events/handle-events.ts"));
  const reactions = once(() => import("../reactions/handle-reaction.ts"));
  functions.setup({ enableHttpStream: true });
  for (const route of routesOf(app)) registerRoute(app, route, tools, open);
  registerFeed<DeliveredCommand>(app, "handleCommands", "commands", async (batch) => {
    const { handleCommands } = await commands();
    await handleCommands((await open()).runtime, batch);
  });
  registerFeed<EventRecord | OutcomeMarker>(app, "handleEvents", "events", async (batch) => {
    const { handleEvents } = await events();
    await handleEvents((await open()).runtime, batch);
  });
  for (const reaction of app.reactions) {
    functions.eventGrid(reaction.functionName, {
      handler: async (event) => {
        const { handleReaction } = await reactions();
        await handleReaction((await open()).runtime, reaction, event);
      },
    });
  }
  functions.timer("retryLetters", {
    schedule: retrySchedule,
    handler: async (timer) => {
      const { retryLetters } = await import("../dead-letters/redrive/retry-letters.ts");
      const { runtime } = await open();
      await retryLetters({ ...runtime, clock: timersClock(runtime.clock, timer) });
    },
  });
  registerProcesses(app, open, tools.log);
  registerIntake(open);
}

/** How long one look for dead letters goes on before the next one does, ms; functions may be ended after five minutes. */
const longestIntake = 4 * 60_000;

/**
 * Takes in Event Grid's dead letters from time to time, where the settings name the storage. A timer and no blob trigger: that would
 * need an event subscription of its own, of whose dead letters nobody would know.
 */
function registerIntake(open: () => Promise<OpenRuntime>): void {
  const settings = letterBlobSettings(process.env);
  if (settings === undefined) return;
  const intake = once(async () => {
    const [{ openLetterBlobs }, { letterIntake }] = await Promise.all([
      import("../adapters/storage/letter-blobs.ts"),
      import("../dead-letters/event-grid/take-in.ts"),
    ]);
    return letterIntake(await openLetterBlobs(settings));
  });
  functions.timer("takeInDeadLetters", {
    schedule: settings.schedule,
    handler: async () => {
      const end = performance.now() + longestIntake;
      await (await intake())((await open()).runtime, () => performance.now() > end);
    },
  });
}

/** As far as the host's timers run ahead, so does this clock: a local system can be moved to when something is due. */
function timersClock(clock: Clock, { scheduleStatus }: Timer): Clock {
  const due = Date.parse(scheduleStatus?.next ?? "");
  const ahead = Number.isNaN(due) ? 0 : Math.max(0, due - clock.now());
  return { now: () => clock.now() + ahead, schedule: (delay, task) => clock.schedule(delay, task) };
}

/** The guard stands around the opening too, so that a missing setting is a problem document. */
function registerRoute(app: AppDefinition, route: Route, guard: GuardTools, open: () => Promise<OpenRuntime>): void {
  let opened: HttpEndpoint | undefined;
  const endpoint = guarded(guard, async (request) => {
    if (opened === undefined) {
      const { runtime, tools } = await open();
      opened = await route.open(runtime, tools);
    }
    return opened(request);
  });
  const withProcesses = route.reachesProcesses === true && (app.processes ?? []).length > 0;
  functions.http(route.functionName, {
    authLevel: route.authLevel ?? "anonymous",
    methods: [...route.methods] satisfies HttpMethod[],
    route: route.route,
    ...(withProcesses ? { extraInputs: [durableClientInput] } : {}),
    handler: (request, context) => {
      const answering = withProcesses
        ? guarded(guard, async (asked) => {
            const { runtime, tools } = await open();
            const processes = await processesOf(app, context);
            return (await route.open({ ...runtime, processes }, tools))(asked);
          })
        : endpoint;
      return answerWith(answering, request, route.route);
    },
  });
}

function registerFeed<T>(app: AppDefinition, name: string, container: string, handle: (batch: T[]) => Promise<void>) {
  const feed = feedSettings(process.env);
  functions.cosmosDB(name, {
    connection: "Cosmos",
    databaseName: process.env["CosmosDatabase"] || app.service.name,
    containerName: container,
    leaseContainerName: "leases",
    leaseContainerPrefix: name,
    startFromBeginning: true,
    feedPollDelay: feed.pollDelay,
    maxItemsPerInvocation: feed.maxItems,
    ...feed.leases,
    retry: holdBatch,
    handler: (documents: unknown[]) => handle(documents as T[]),
  });
}
