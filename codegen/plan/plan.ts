import { by } from "../json/json.ts";
import type {
  Contract,
  Event,
  Process,
  Query,
  Reaction,
  ReadModel,
  Setting,
  Stream,
  Timeout,
} from "../model/contract.ts";
import { camelCase, capitalized, kebabCase, pascalCase } from "../model/names.ts";

/** Where generated code finds the platform. */
export const platform = "eventwright/codegen/v1";
/** Where generated code finds payload and document types. */
export const typesFile = "types.ts";
/** Where generated code finds the settings. */
export const settingsFile = "settings.ts";

/** Where generated code finds the interfaces of conversions between versions. */
export const castersFile = "upcasters.ts";

/** The file of a message's class. */
export function messageFile(message: string): string {
  return `messages/${kebabCase(message)}.ts`;
}

/** The file of a message version's validator. */
export function validatorFile(name: string, version: number): string {
  return `validators/${kebabCase(name)}.v${version}.js`;
}

/** The file of a stream's interface. */
export function streamFile({ name }: Stream): string {
  return `streams/${kebabCase(name)}.ts`;
}

/** The file of a read model's interface. */
export function readModelFile({ name }: ReadModel): string {
  return `read-models/${kebabCase(name)}.ts`;
}

/** The file of a process's types. */
export function processFile({ name }: Process): string {
  return `processes/${kebabCase(name)}.ts`;
}

/** Names of the types that a stream's hand-written code is checked against. */
export function streamTypes({ name }: Stream): { command: string; event: string; rejection: string; stream: string } {
  const base = pascalCase(name);
  return { command: `${base}Command`, event: `${base}Event`, rejection: `${base}Rejection`, stream: `${base}Stream` };
}

/** Name of the interface of a read model's hand-written fold. */
export function projectionType({ name }: ReadModel): string {
  return `${pascalCase(name)}Projection`;
}

/** Name of the interface of a notification's hand-written notifier. */
export function notifierType(notification: string): string {
  return `${notification}Notifier`;
}

/** Name of the interface of a reaction's hand-written code. */
export function reactionType({ name }: Reaction): string {
  return `${pascalCase(name)}Reaction`;
}

/** Names of the types that a process's hand-written code is checked against. */
export function processTypes({ name }: Process) {
  const base = pascalCase(name);
  return {
    start: `${base}Start`,
    messages: `${base}Messages`,
    commands: `${base}Commands`,
    timeout: `${base}Timeout`,
    context: `${base}Context`,
    process: `${base}Process`,
  };
}

/** Name of the type that says how a process's commands may be refused; there is none when none of them may. */
export function processRejections({ name }: Process): string {
  return `${pascalCase(name)}Rejections`;
}

/** Name of the value that takes a process's hand-written code. */
export function processDefiner({ name }: Process): string {
  return `${name}Process`;
}

/** What the handlers call a version of a process: the current one by its name, those that are kept with their version. */
export function processHandler({ name, version }: Process, wanted: number): string {
  return wanted === version ? name : `${name}V${wanted}`;
}

/** The app setting that overrides a setting. */
export function appSetting({ name }: Setting): string {
  return capitalized(name);
}

/** The app setting that overrides a timeout. */
export function timeoutSetting({ name }: Process, timeout: Timeout): string {
  return `${capitalized(name)}${capitalized(timeout.name)}Timeout`;
}

/** Name of the function behind a command's endpoint. */
export function commandFunction(message: string): string {
  return `command${message}`;
}

/** Name of the function behind a query's endpoint. */
export function queryFunction({ name }: Query): string {
  return `query${pascalCase(name)}`;
}

/** Name of the function behind a reaction. */
export function reactionFunction({ name }: Reaction): string {
  return `react${pascalCase(name)}`;
}

/** Name of the function that gets a process's events. */
export function processFunction({ name }: Process): string {
  return `process${pascalCase(name)}`;
}

/** Name of the orchestrator that runs a version of a process. */
export function processOrchestrator({ name }: Process, version: number): string {
  return `run${pascalCase(name)}V${version}`;
}

/** A route of the function app, without a leading slash. Everything of the API is below `api`. */
export function route(path: string): string {
  return `api${path}`;
}

/** The parameters of a query's path, in order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? "");
}

/** The Cosmos container of a read model. */
export function containerOf({ name }: ReadModel): string {
  return kebabCase(name);
}

/** The client's method for a command. */
export function commandMethod(message: string): string {
  return camelCase(message);
}

/** The commands and events of a stream. */
export function messagesOfStream(contract: Contract, { name }: Stream) {
  const commands = contract.messages.filter((message) => message.kind === "command" && message.stream === name);
  const events = contract.messages.filter((message) => message.kind === "event" && message.stream === name);
  return { commands: commands.filter((message) => message.kind === "command"), events: events as readonly Event[] };
}

/** All queries with their read models, sorted by name. */
export function queriesOf(contract: Contract): readonly { readonly query: Query; readonly readModel: ReadModel }[] {
  return contract.readModels
    .flatMap((readModel) => readModel.queries.map((query) => ({ query, readModel })))
    .sort(by(({ query }) => query.name));
}
