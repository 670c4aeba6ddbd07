import {
  app as functions,
  type HttpMethod,
  type InvocationContext,
  type RetryOptions,
  type Timer,
} from "@azure/functions";
import { answerWith } from "../adapters/functions/http.ts";
import type { OpenRuntime } from "../adapters/functions/open-runtime.ts";
import type { Clock } from "../clock/clock.ts";
import type { DeliveredCommand } from "../commands/handle-commands.ts";
import type { HttpEndpoint } from "../http/exchange.ts";
import type { Route } from "../http/route.ts";
import { routesOf } from "../http/routes.ts";
import { answerTraced } from "../http/trace-request.ts";
import type { EventRecord, OutcomeMarker } from "../stores/records.ts";
import { noTelemetry } from "../telemetry/no-telemetry.ts";
import type { AppDefinition } from "./definition.ts";
import { letterBlobSettings } from "./letter-settings.ts";
import { once } from "./once.ts";
import { type Opening, openingOf } from "./opening.ts";
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
/** Not at the same second as the letters. */
const measureSchedule = "30 * * * * *";

/**
 * Registers every function of the app with the Azure Functions programming model. Code is loaded and Cosmos and Event Grid
 * are connected on first use: a cold start pays for what it needs, and a missing setting is told by whoever needs it, not by an app that does not start.
 * @throws SettingError when a setting of the change feeds is wrong
 */
export function registerFunctions(app: AppDefinition): void {
  const opening = openingOf(app);
  const open = opening.runtime;
  const commands = once(() => import("../commands/handle-commands.ts"));
  const events = once(() => import("../events/handle-events.ts"));
  const reactions = once(() => import("../reactions/handle-reaction.ts"));
  functions.setup({ enableHttpStream: true });
  for (const route of routesOf(app)) registerRoute(app, route, opening);
  registerFeed<DeliveredCommand>(app, "handleCommands", "commands", async (batch, context) => {
    const invocation = opening.invocation(context);
    const { handleCommands } = await commands();
    await handleCommands((await open()).runtime, batch, invocation);
  });
  registerFeed<EventRecord | OutcomeMarker>(app, "handleEvents", "events", async (batch, context) => {
    const invocation = opening.invocation(context);
    const { handleEvents } = await events();
    await handleEvents((await open()).runtime, batch, invocation);
  });
  for (const reaction of app.reactions) {
    functions.eventGrid(reaction.functionName, {
      handler: async (event, context) => {
        const invocation = opening.invocation(context);
        const { handleReaction } = await reactions();
        await handleReaction((await open()).runtime, reaction, event, invocation);
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
  registerMeasuring(app, open);
  registerProcesses(app, opening);
  registerIntake(open);
}

/** Shows how things stand, each minute: what waits, what is parked, which processes run. */
function registerMeasuring(app: AppDefinition, open: () => Promise<OpenRuntime>): void {
  const measuring = once(async () => (await import("../telemetry/measure/measure-system.ts")).systemMeasures());
  const withProcesses = (app.processes ?? []).length > 0;
  functions.timer("measureSystem", {
    schedule: measureSchedule,
    ...(withProcesses ? { extraInputs: [durableClientInput] } : {}),
    handler: async (timer, context) => {
      const { runtime } = await open();
      if (runtime.telemetry === noTelemetry) return;
      const processes = withProcesses ? await processesOf(app, context) : undefined;
      await (await measuring())({ ...runtime, processes, clock: timersClock(runtime.clock, timer) });
    },
  });
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
    return letterIntake(await openLetterBlobs(settings, (await open()).watch));
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
function registerRoute(app: AppDefinition, route: Route, { runtime: open, tools: guard, ...opening }: Opening): void {
  let opened: HttpEndpoint | undefined;
  const endpoint: HttpEndpoint = async (request) => {
    if (opened === undefined) {
      const { runtime, tools } = await open();
      opened = await route.open(runtime, tools);
    }
    return opened(request);
  };
  const withProcesses = route.reachesProcesses === true && (app.processes ?? []).length > 0;
  functions.http(route.functionName, {
    authLevel: route.authLevel ?? "anonymous",
    methods: [...route.methods] satisfies HttpMethod[],
    route: route.route,
    ...(withProcesses ? { extraInputs: [durableClientInput] } : {}),
    handler: async (request, context) => {
      const invocation = opening.invocation(context);
      const answering: HttpEndpoint = withProcesses
        ? async (asked) => {
            const { runtime, tools } = await open();
            const processes = await processesOf(app, context);
            return (await route.open({ ...runtime, processes }, tools))(asked);
          }
        : endpoint;
      // Beside telemetry; whoever asks for it below is told what went wrong.
      open().catch(() => {});
      const telemetry = await opening.telemetry();
      const traced: HttpEndpoint = (asked) => answerTraced(telemetry, guard, route.route, answering, asked, invocation);
      return answerWith(traced, request, route.route);
    },
  });
}

function registerFeed<T>(
  app: AppDefinition,
  name: string,
  container: string,
  handle: (batch: T[], context: InvocationContext) => Promise<void>,
) {
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
    handler: (documents: unknown[], context: InvocationContext) => handle(documents as T[], context),
  });
}
