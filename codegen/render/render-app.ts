import { byCodeUnit } from "../json/json.ts";
import { retryPolicyOf } from "../model/build-contract.ts";
import {
  type Contract,
  commandsOf,
  eventsOfProcess,
  type Message,
  type Notification,
  notificationsOf,
  type Process,
  refusableOf,
  type Stream,
  writtenNotificationsOf,
} from "../model/contract.ts";
import { downcastMessages, upcastMessages } from "../model/versions.ts";
import {
  commandFunction,
  messagesOfStream,
  processFunction,
  processHandler,
  processOrchestrator,
  queriesOf,
  queryFunction,
  reactionFunction,
  readModelFile,
  route,
  settingsFile,
} from "../plan/plan.ts";
import { commandSecurity, querySecurity, serviceSecurity } from "./render-security.ts";
import { array, key, literal, literals } from "./typescript/literals.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** The file that joins contract and handlers and registers the functions. */
export function renderApp(contract: Contract): string {
  const module = new TypeScriptModule("app.ts", contract.file);
  const classes = (names: readonly string[], indent: string) =>
    array(
      names.map((name) => module.messageClass(name)),
      indent,
    );
  const outcomes = (outcome: Notification["onOutcome"]) =>
    literals(
      notificationsOf(contract)
        .filter(({ onOutcome }) => onOutcome === outcome)
        .map(({ name }) => name),
    );
  const commandEndpoints = commandsOf(contract).flatMap((command) => {
    const { name, endpoint } = command;
    if (endpoint === undefined) return [];
    return `{ functionName: ${literal(commandFunction(name))}, route: ${literal(route(endpoint.address))}, message: ${module.messageClass(name)}, check: handlers.checks?.${name}${commandSecurity(command)} }`;
  });
  const queryEndpoints = queriesOf(contract).map(({ query, readModel }) => {
    const descriptor = module.value(query.name, readModelFile(readModel));
    return `{ functionName: ${literal(queryFunction(query))}, route: ${literal(route(query.path))}, query: ${descriptor}${querySecurity(query)} }`;
  });
  const stream = (item: Stream) => {
    const { commands, events } = messagesOfStream(contract, item);
    return object([
      `name: ${literal(item.name)}`,
      `commands: ${classes(
        commands.map(({ name }) => name),
        "        ",
      )}`,
      `events: ${classes(
        events.map(({ name }) => name),
        "        ",
      )}`,
      ...(item.snapshotEvery === undefined ? [] : [`snapshotEvery: ${item.snapshotEvery}`]),
      `handlers: handlers.streams.${item.name}`,
      `onRejected: ${outcomes("rejected")}`,
      `onFailed: ${outcomes("failed")}`,
    ]);
  };
  const readModels = contract.readModels.map(
    (readModel) =>
      `{ descriptor: ${module.value(readModel.name, readModelFile(readModel))}, project: { ...handlers.readModels.${readModel.name} } }`,
  );
  const notifiers = writtenNotificationsOf(contract).map((notification) =>
    object([
      `message: ${module.messageClass(notification.name)}`,
      `onEvents: ${array([...notification.onEvents].sort().map(literal), "        ")}`,
      ...(notification.onProcessFailed.length === 0
        ? []
        : [`onProcessFailed: ${array(notification.onProcessFailed.map(literal), "        ")}`]),
      ...(notification.with === undefined ? [] : [`with: ${literal(notification.with)}`]),
      `notify: { ...handlers.notifiers.${notification.name} }`,
    ]),
  );
  const reactions = contract.reactions.map((reaction) =>
    object([
      `name: ${literal(reaction.name)}`,
      `functionName: ${literal(reactionFunction(reaction))}`,
      `on: ${classes(reaction.on, "        ")}`,
      `sends: ${classes(reaction.sends, "        ")}`,
      `react: { ...handlers.reactions.${reaction.name} }`,
      ...(reaction.idempotent ? [] : ["idempotent: false"]),
    ]),
  );
  const processes = contract.processes.map((process) => {
    const told = notificationsOf(contract).filter(({ onProcessFailed }) => onProcessFailed.includes(process.name));
    return object([
      `name: ${literal(process.name)}`,
      `functionName: ${literal(processFunction(process))}`,
      `version: ${process.version}`,
      `startedBy: ${classes(process.startedBy, "        ")}`,
      `waitsFor: ${classes(process.waitsFor, "        ")}`,
      `sends: ${classes(process.sends, "        ")}`,
      ...rejections(contract, process),
      `key: ${literals(process.key)}`,
      `timeouts: ${timeouts(process)}`,
      `steps: ${stepRetry(contract, process)}`,
      ...casters("upcasters", upcastMessages(contract).filter(isNamedIn(eventsOfProcess(process))), "        "),
      `versions: ${array(versions(process), "        ")}`,
      `onFailed: ${literals(told.map(({ name }) => name))}`,
      ...(process.idempotent ? [] : ["idempotent: false"]),
    ]);
  });
  const definition = [
    `service: ${service(contract)},`,
    `messages: ${classes(
      contract.messages.map(({ name }) => name),
      "    ",
    )},`,
    `commandEndpoints: ${array(commandEndpoints, "    ")},`,
    `queryEndpoints: ${array(queryEndpoints, "    ")},`,
    `streams: ${array(contract.streams.map(stream), "    ")},`,
    `readModels: ${array(readModels, "    ")},`,
    `notifiers: ${array(notifiers, "    ")},`,
    `reactions: ${array(reactions, "    ")},`,
    ...(contract.settings.length === 0 ? [] : [`${module.value("settings", settingsFile)},`]),
    ...(processes.length === 0 ? [] : [`processes: ${array(processes, "    ")},`]),
    ...casters("upcasters", upcastMessages(contract), "    ").map((line) => `${line},`),
    ...casters("downcasters", downcastMessages(contract), "    ").map((line) => `${line},`),
    "retry: {",
    ...retries(contract).map((line) => `  ${line},`),
    "},",
    "documents: {",
    '  openapi: async () => (await import("./openapi.json", { with: { type: "json" } })).default,',
    '  asyncapi: async () => (await import("./asyncapi.json", { with: { type: "json" } })).default,',
    '  site: new URL("../.eventwright/docs-site/", import.meta.url),',
    "},",
  ];
  const app = module.platformType("AppDefinition");
  const handlers = module.type("Handlers", "handlers.ts");
  const body = [
    "/** The whole contract with its handlers, as the platform runs it. */\n",
    `export function defineApp(handlers: ${handlers}): ${app} {\n  return {\n`,
    ...definition.map((line) => `    ${line}\n`),
    "  };\n}\n\n",
    "/** Registers every function with Azure Functions. Call it once, from package.json's `main`. */\n",
    `export function register(handlers: ${handlers}): void {\n`,
    `  ${module.platform("registerFunctions")}(defineApp(handlers));\n}`,
  ];
  return module.print(body.join(""));
}

function object(lines: readonly string[]): string {
  return `{\n${lines.map((line) => `        ${line},\n`).join("")}      }`;
}

/** The hand-written conversions of messages between their versions. Left out when there are none. */
function casters(group: "upcasters" | "downcasters", messages: readonly Message[], indent: string): readonly string[] {
  if (messages.length === 0) return [];
  const entries = messages.map(({ name }) => `${indent}  ${name}: { ...handlers.${group}.${name} },\n`);
  return [`${group}: {\n${entries.join("")}${indent}}`];
}

function isNamedIn(names: readonly string[]): (message: Message) => boolean {
  return ({ name }) => names.includes(name);
}

function service(contract: Contract): string {
  const rejections = contract.rejections.map(({ code, message }) => `        ${key(code)}: ${literal(message)},\n`);
  return [
    "{\n",
    `      name: ${literal(contract.name)},\n`,
    `      title: ${literal(contract.title)},\n`,
    `      version: ${literal(contract.version)},\n`,
    `      source: ${literal(contract.source)},\n`,
    `      topic: ${literal(contract.topic)},\n`,
    ...(contract.keyed ? ["      keyed: true,\n"] : []),
    ...serviceSecurity(contract).map((line) => `      ${line},\n`),
    rejections.length === 0 ? "      rejections: {},\n" : `      rejections: {\n${rejections.join("")}      },\n`,
    "    }",
  ].join("");
}

function timeouts({ timeouts }: Process): string {
  const entries = timeouts.map(({ name, duration }) => `${key(name)}: ${duration ?? 0}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** How its commands may be refused. Left out when none of them may. */
function rejections(contract: Contract, process: Process): readonly string[] {
  const refusable = refusableOf(contract, process);
  if (refusable.length === 0) return [];
  const entries = refusable.map(({ name, rejections }) => `          ${name}: ${literals(codes(rejections))},\n`);
  return [`rejections: {\n${entries.join("")}        }`];
}

function codes(rejections: readonly string[]): readonly string[] {
  return [...new Set(rejections)].sort(byCodeUnit);
}

/** The code of each version that instances may run: the current one first. */
function versions(process: Process): readonly string[] {
  return [process.version, ...process.keeps].map((version) => {
    const handler = `handlers.processes.${processHandler(process, version)}`;
    const orchestrator = literal(processOrchestrator(process, version));
    return `{ version: ${version}, orchestrator: ${orchestrator}, process: ${handler} }`;
  });
}

/** The policies of handlers: those that nothing has to name, then those that somebody does. */
function retries(contract: Contract): readonly string[] {
  const { messages, readModels, retryPolicies } = contract;
  const named = (group: string, owners: readonly { readonly name: string; readonly retry?: string | undefined }[]) => {
    const entries = owners.flatMap(({ name, retry }) => {
      return retry === undefined ? [] : `      ${key(name)}: ${policy(contract, retry)},\n`;
    });
    return entries.length === 0 ? [] : [`${group}: {\n  ${entries.join("  ")}      }`];
  };
  return [
    `commands: ${policy(contract, "commands")}`,
    `projections: ${policy(contract, "projections")}`,
    ...(retryPolicies["publish"] === undefined ? [] : [`publish: ${policy(contract, "publish")}`]),
    ...named(
      "messages",
      messages.filter((message) => message.kind === "command" || message.kind === "notification"),
    ),
    ...named("readModels", readModels),
  ];
}

function policy(contract: Contract, name: string): string {
  const { jitter, transient, permanent } = retryPolicyOf(contract, name);
  const words = [
    ...waits(contract, name),
    ...(jitter === undefined ? [] : [`jitter: ${jitter}`]),
    ...(transient.length === 0 ? [] : [`transient: ${literals(transient)}`]),
    ...(permanent.length === 0 ? [] : [`permanent: ${literals(permanent)}`]),
  ];
  return `{ ${words.join(", ")} }`;
}

/** What of a policy counts for the steps of a process: Durable Functions knows no more. */
function stepRetry(contract: Contract, { steps }: Process): string {
  return `{ ${waits(contract, steps).join(", ")} }`;
}

function waits(contract: Contract, name: string | undefined): readonly string[] {
  const { attempts, strategy, first, max } = retryPolicyOf(contract, name);
  return [`attempts: ${attempts}`, `strategy: ${literal(strategy)}`, `first: ${first}`, `max: ${max}`];
}
