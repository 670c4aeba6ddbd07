import { resolvePercent, type Settings, setting } from "./config/settings.ts";
import type { Binding, FunctionMetadata, RetryOptions } from "./rpc/protocol.ts";

/** A function that the host runs: its registration with the settings put in. */
export interface FunctionInfo {
  readonly name: string;
  readonly id: string;
  /** Name of the trigger's binding, which the worker expects the input under. */
  readonly triggerName: string;
  readonly trigger: Binding;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retry: RetryOptions | undefined;
  /** Switched off by the setting `AzureWebJobs.<name>.Disabled`. */
  readonly disabled: boolean;
}

/** Says what is wrong with an app's functions, all at once. */
export class FunctionsInvalid extends Error {
  override readonly name = "FunctionsInvalid";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.length === 1 ? (problems[0] ?? "") : `${problems.length} problems:\n- ${problems.join("\n- ")}`);
    this.problems = problems;
  }
}

const supportedTriggers = new Set([
  "httptrigger",
  "timertrigger",
  "eventgridtrigger",
  "cosmosdbtrigger",
  "orchestrationtrigger",
  "activitytrigger",
  "entitytrigger",
]);
/** Both names of the durable client's input binding. */
const durableClients = new Set(["durableclient", "orchestrationclient"]);
/** Options that are not looked up in the settings: a route's `%` is a URL's. */
const literalOptions = new Set(["name", "type", "direction", "route"]);

/**
 * Reads what the app registered, ordered by name without regard to case, as the host orders functions.
 * @param takesOutputs whether somebody takes what functions give to output bindings
 * @throws FunctionsInvalid with every unknown binding type, missing setting and unusable name
 */
export function readFunctions(
  metadata: readonly FunctionMetadata[],
  settings: Settings,
  retry?: RetryOptions,
  takesOutputs = false,
): FunctionInfo[] {
  const problems: string[] = [];
  const infos: FunctionInfo[] = [];
  if (metadata.length === 0) {
    problems.push(
      'The app registered no function. Check that package.json "main" names the file that calls app.http(…), app.cosmosDB(…) and so on.',
    );
  }
  for (const each of metadata) {
    try {
      infos.push(readFunction(each, settings, takesOutputs, retry));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  if (problems.length > 0) throw new FunctionsInvalid(problems);
  return infos.sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()));
}

/** Whether a function has this type of trigger; names of types ignore case. */
export function hasTrigger(info: FunctionInfo, type: string): boolean {
  return info.trigger.type.toLowerCase() === type.toLowerCase();
}

/** Names of a function's durable client bindings. */
export function durableClientsOf(info: FunctionInfo): string[] {
  return Object.entries(info.bindings)
    .filter(([, { type }]) => durableClients.has(type.toLowerCase()))
    .map(([name]) => name);
}

function readFunction(
  metadata: FunctionMetadata,
  settings: Settings,
  takesOutputs: boolean,
  hostRetry?: RetryOptions,
): FunctionInfo {
  const { name } = metadata;
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,127}$/.test(name)) {
    throw new Error(
      `Function name "${name}" is not valid. A name starts with a letter and has letters, digits, "-" and "_", at most 128.`,
    );
  }
  const disabled = /^(true|1)$/i.test(setting(settings, `AzureWebJobs.${name}.Disabled`) ?? "");
  const bindings: Record<string, Binding> = {};
  for (const [key, binding] of Object.entries(metadata.bindings)) {
    if (!(takesOutputs && binding.direction === "out")) checkSupported(name, binding);
    bindings[key] = disabled ? binding : resolveBinding(name, binding, settings);
  }
  const found = Object.entries(bindings).find(([, { type }]) => /trigger$/i.test(type));
  if (found === undefined) throw new Error(`Function "${name}" has no trigger.`);
  const [triggerName, trigger] = found;
  return {
    name,
    id: metadata.functionId ?? name,
    triggerName,
    trigger,
    bindings,
    retry: metadata.retryOptions ?? hostRetry,
    disabled,
  };
}

function checkSupported(name: string, { type, direction }: Binding): void {
  const kind = type.toLowerCase();
  if (/trigger$/.test(kind)) {
    if (supportedTriggers.has(kind)) return;
    throw new Error(
      `Function "${name}" has a "${type}", which this local host does not support. Supported: httpTrigger, timerTrigger, eventGridTrigger, cosmosDBTrigger, orchestrationTrigger, activityTrigger, entityTrigger. Disable it locally with the setting AzureWebJobs.${name}.Disabled=true, or do without it.`,
    );
  }
  if (direction === "out" && kind === "http") return;
  if (direction !== "out" && durableClients.has(kind)) return;
  throw new Error(
    `Function "${name}" has the ${direction === "out" ? "output" : "input"} binding "${type}", which this local host does not support. Use the service's SDK in the function instead.`,
  );
}

function resolveBinding(name: string, binding: Binding, settings: Settings): Binding {
  const entries = Object.entries(binding).map(([option, value]) => {
    if (typeof value !== "string" || literalOptions.has(option)) return [option, value];
    return [option, resolvePercent(value, settings, `Function "${name}", option "${option}",`)];
  });
  return Object.fromEntries(entries) as Binding;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
