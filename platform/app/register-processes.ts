import { app as functions, type InvocationContext, input, trigger } from "@azure/functions";
import type { ProcessAccess } from "../dead-letters/redrive/subscribers.ts";
import {
  type OutcomeRequest,
  outcomeActivity,
  type ParkRequest,
  parkActivity,
  type SendRequest,
  sendActivity,
} from "../processes/orchestration.ts";
import { catalogOf } from "./catalog.ts";
import type { AppDefinition, ProcessDefinition, ProcessVersion } from "./definition.ts";
import { once } from "./once.ts";
import type { Opening } from "./opening.ts";

/**
 * Registers what runs the processes of an app: a function for the events of each, an orchestrator for each version, an
 * activity for each command that they send, a second one for each of these that may be refused, and one that parks. They are
 * the bindings that `durable-functions` would register, without the 0.2 s that loading it adds to every cold start, also of
 * an app that only answers requests: the first event or turn loads what it needs of it.
 */
export function registerProcesses(app: AppDefinition, opening: Opening): void {
  const processes = app.processes ?? [];
  if (processes.length === 0) return;
  const load = once(async () => {
    const [{ deliverToProcess }, { readTuning }, { durableProcessClient }, { getClient }] = await Promise.all([
      import("../processes/deliver.ts"),
      import("../processes/tuning.ts"),
      import("../adapters/durable/client.ts"),
      import("durable-functions"),
    ]);
    return { deliverToProcess, tuning: readTuning(app, process.env), durableProcessClient, getClient };
  });
  for (const definition of processes) {
    registerEvents(definition, opening, load);
    for (const version of definition.versions) registerOrchestrator(app, definition, version, opening);
  }
  registerActivities(processes, opening);
}

/** Binds a function to a client of the processes. */
export const durableClientInput = input.generic({ type: "durableClient" });

/** The processes of an app, for a function that is bound to a client of them. */
export async function processesOf(app: AppDefinition, context: InvocationContext): Promise<ProcessAccess> {
  const [{ readTuning }, { durableProcessClient }, { durableExplorer, bindingOf }, { getClient }] = await Promise.all([
    import("../processes/tuning.ts"),
    import("../adapters/durable/client.ts"),
    import("../adapters/durable/explorer.ts"),
    import("durable-functions"),
  ]);
  return {
    client: durableProcessClient(getClient(context)),
    explorer: durableExplorer(bindingOf(context.extraInputs.get(durableClientInput))),
    tuning: readTuning(app, process.env),
  };
}

interface Loaded {
  readonly deliverToProcess: typeof import("../processes/deliver.ts").deliverToProcess;
  readonly tuning: import("../processes/tuning.ts").ProcessTuning;
  readonly durableProcessClient: typeof import("../adapters/durable/client.ts").durableProcessClient;
  readonly getClient: typeof import("durable-functions").getClient;
}

function registerEvents(definition: ProcessDefinition, opening: Opening, load: () => Promise<Loaded>): void {
  functions.eventGrid(definition.functionName, {
    extraInputs: [durableClientInput],
    handler: async (event, context) => {
      const invocation = opening.invocation(context);
      const { deliverToProcess, tuning, durableProcessClient, getClient } = await load();
      const { runtime } = await opening.runtime();
      const client = durableProcessClient(getClient(context));
      await deliverToProcess({ runtime, client, tuning }, definition, event, invocation);
    },
  });
}

/** Turns need no stores: telemetry is opened for them without the runtime. */
function registerOrchestrator(
  app: AppDefinition,
  definition: ProcessDefinition,
  version: ProcessVersion,
  { tools: { log }, telemetry }: Opening,
): void {
  const turn = once(async () => {
    const { orchestratorOf } = await import("../adapters/durable/orchestrator.ts");
    return orchestratorOf(definition, version, log, { catalog: catalogOf(app), telemetry: await telemetry() });
  });
  functions.generic(version.orchestrator, {
    trigger: trigger.generic({ type: "orchestrationTrigger" }),
    handler: async (history, context) => (await turn())(history, context),
  });
}

function registerActivities(processes: readonly ProcessDefinition[], { runtime: open }: Opening): void {
  for (const activity of sendActivitiesOf(processes)) {
    functions.generic(activity, {
      trigger: trigger.generic({ type: "activityTrigger" }),
      handler: async (request) => {
        const { sendProcessCommand } = await import("../processes/send-command.ts");
        return sendProcessCommand((await open()).runtime, request as SendRequest);
      },
    });
  }
  for (const activity of outcomeActivitiesOf(processes)) {
    functions.generic(activity, {
      trigger: trigger.generic({ type: "activityTrigger" }),
      handler: async (request) => {
        const { outcomeOfCommand } = await import("../processes/command-outcome.ts");
        return outcomeOfCommand((await open()).runtime, request as OutcomeRequest);
      },
    });
  }
  functions.generic(parkActivity, {
    trigger: trigger.generic({ type: "activityTrigger" }),
    handler: async (request) => {
      const { parkProcess } = await import("../processes/park-process.ts");
      await parkProcess((await open()).runtime, request as ParkRequest);
    },
  });
}

/** The activities that send what these processes send: one for each command, whoever sends it. */
function sendActivitiesOf(processes: readonly ProcessDefinition[]): ReadonlySet<string> {
  return new Set(processes.flatMap(({ sends }) => sends.map(({ messageName }) => sendActivity(messageName))));
}

/** The activities that tell what became of commands: one for each that may be refused, whoever sends it. */
function outcomeActivitiesOf(processes: readonly ProcessDefinition[]): ReadonlySet<string> {
  return new Set(processes.flatMap(({ rejections = {} }) => Object.keys(rejections).map(outcomeActivity)));
}
