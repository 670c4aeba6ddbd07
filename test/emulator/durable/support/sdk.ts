/** The real durable library in this process, without a Functions host: what apps register, and a way to call it. */
import { createRequire } from "node:module";
import type * as Durable from "durable-functions";
import { repeatedTasks } from "../../../../emulator/durable/protocol/actions.ts";
import type { DurableFunctions, DurableOutcome, Invoke } from "../../../../emulator/durable/protocol/port.ts";
import type { InvocationRequest } from "../../../../emulator/functions/rpc/protocol.ts";
import type { TypedData } from "../../../../emulator/functions/rpc/typed-data.ts";
import { installCoreModule } from "../../../../emulator/functions/worker/core-module.ts";
import { invoke, toInvocationError } from "../../../../emulator/functions/worker/invoke.ts";

/** Lines that functions and the library logged. */
export const appLog: { readonly level: string; readonly message: string }[] = [];

const core = installCoreModule("4.0.0", (level, _category, message) => {
  appLog.push({ level, message });
});
const require = createRequire(import.meta.url);
/** `durable-functions`, loaded after its host was put in place. */
export const df = require("durable-functions") as typeof Durable;

const types = {
  orchestrationTrigger: "orchestrators",
  activityTrigger: "activities",
  entityTrigger: "entities",
} as const;

/** Names of everything that has been registered with `df.app`. */
export function registeredFunctions(): DurableFunctions {
  const names = { orchestrators: [] as string[], activities: [] as string[], entities: [] as string[] };
  for (const { metadata } of core.functions.values()) {
    const kind = kindOf(metadata.name);
    if (kind !== undefined) names[kind].push(metadata.name);
  }
  return names;
}

function kindOf(name: string): keyof DurableFunctions | undefined {
  const bindings = Object.values(core.functions.get(name)?.metadata.bindings ?? {});
  const type = bindings.find((each) => each.type in types)?.type;
  return type === undefined ? undefined : types[type as keyof typeof types];
}

let invocations = 0;

/** Calls a registered function as a Functions worker does: typed data in, JSON text or an error out. */
export const invokeSdk: Invoke = async (functionName, { data, instanceId }) => {
  const registration = core.functions.get(functionName);
  const trigger = Object.entries(registration?.metadata.bindings ?? {}).find(([, { type }]) => type in types)?.[0];
  if (registration === undefined || trigger === undefined) throw new Error(`There is no function ${functionName}.`);
  const request: InvocationRequest = {
    invocationId: `invocation-${++invocations}`,
    functionId: functionName,
    inputData: [{ name: trigger, data: data === undefined ? {} : { string: data } }],
    triggerMetadata: { instanceId: { string: instanceId } },
    traceContext: { traceParent: "", traceState: "", attributes: {} },
  };
  let repeated: Record<string, number> | undefined;
  const callback = async (...args: unknown[]) => {
    const result = await registration.callback(...args);
    repeated = repeatedTasks(result);
    return result;
  };
  const watched = { ...core, functions: new Map([[functionName, { ...registration, callback }]]) };
  try {
    const response = await invoke(watched, { appHookData: {}, streaming: false }, request, () => {});
    return { kind: "succeeded", result: withRepeated(jsonOf(response.returnValue), repeated) };
  } catch (thrown) {
    const { message, stack } = toInvocationError(thrown);
    return { kind: "failed", message, stack } satisfies DurableOutcome;
  }
};

/** What a function returned, as JSON text; null for nothing. */
function jsonOf(data: TypedData | null | undefined): string | null {
  const value = data?.string ?? data?.int ?? data?.double;
  return data?.json ?? (value === undefined ? null : JSON.stringify(value));
}

function withRepeated(text: string | null, repeated: Record<string, number> | undefined): string | null {
  return repeated === undefined || text === null ? text : JSON.stringify({ ...JSON.parse(text), repeated });
}
