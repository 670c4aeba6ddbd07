import { Module } from "node:module";
import type { FunctionMetadata, LogLevel } from "../rpc/protocol.ts";
import { createHooks, Disposable, type HookCallback, type Hooks } from "./hooks.ts";

/** What runs a function: the trigger's input and further inputs, then the context. */
export type FunctionCallback = (...args: unknown[]) => unknown;

/** A registered function. */
export interface Registration {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/** Per-invocation model of the library; see the Functions host's worker protocol. */
export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<Record<string, unknown>>;
}

/** What the library registers as the way to run functions. */
export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: unknown): InvocationModel;
  getCapabilities(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

/** Where the core module writes. */
export type CoreLog = (level: LogLevel, category: "user" | "system" | "customMetric", message: string) => void;

/** Everything that an app registers through the core module. */
export interface Core {
  readonly functions: Map<string, Registration>;
  readonly hooks: Hooks;
  model: ProgrammingModel | undefined;
  /** Set once start-up is over: functions can no longer be registered. */
  locked: boolean;
}

/** An error of the runtime, not of the app. */
export function systemError<E extends Error>(error: E): E {
  return Object.assign(error, { isAzureFunctionsSystemError: true });
}

/**
 * Builds the module `@azure/functions-core`, which exists only inside a Functions worker, and answers every `require` of
 * it from now on. Must be called before the app is loaded: without the module the library goes into its test mode.
 */
export function installCoreModule(hostVersion: string, log: CoreLog): Core {
  const core: Core = { functions: new Map(), hooks: createHooks(), model: undefined, locked: false };
  const api = {
    version: "3.0.0",
    hostVersion,
    Disposable,
    log,
    registerHook: (name: string, callback: HookCallback) => core.hooks.register(name, callback),
    setProgrammingModel: (model: ProgrammingModel) => {
      if (core.model !== undefined && core.model !== model) {
        log("warning", "system", "Two copies of @azure/functions are loaded; the last one wins. Remove one of them.");
      }
      core.model = model;
    },
    getProgrammingModel: () => core.model,
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => register(core, metadata, callback),
  };
  const original = Module.prototype.require;
  Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
    return id === "@azure/functions-core" ? api : original.call(this, id);
  }, original);
  return core;
}

function register(core: Core, metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  if (core.locked) throw systemError(new Error("A function can only be registered during app startup."));
  const id = metadata.functionId ?? metadata.name;
  // Function names differ by more than case on Azure.
  if ([...core.functions.keys()].some((known) => known.toLowerCase() === id.toLowerCase())) {
    throw systemError(
      new Error(`A function named "${id}" has already been registered. Give each function a name of its own.`),
    );
  }
  core.functions.set(id, { metadata, callback });
  return new Disposable(() => {
    if (core.locked) throw systemError(new Error("A function can only be disposed during app startup."));
    core.functions.delete(id);
  });
}
