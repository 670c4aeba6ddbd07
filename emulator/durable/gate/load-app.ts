import { randomUUID } from "node:crypto";
import { fromTypedData, jsonText } from "../../functions/rpc/typed-data.ts";
import { installCoreModule } from "../../functions/worker/core-module.ts";
import { invoke, toInvocationError } from "../../functions/worker/invoke.ts";
import { loadApp } from "../../functions/worker/loader.ts";
import { type DurableOutcome, FunctionTable } from "../protocol/port.ts";

/** The durable functions of an app that is loaded into this process. */
export interface LoadedDurableApp {
  readonly functions: FunctionTable;
  /** Calls an orchestrator with the text of its payload. */
  call(name: string, payload: string): Promise<Exclude<DurableOutcome, { kind: "lost" }>>;
}

/**
 * Loads an app as a Functions worker does, but into this process: for looking at its orchestrators, not for serving it.
 * Once in a process.
 * @throws AppLoadError naming the file and the fix
 */
export async function loadDurableApp(appDir: string): Promise<LoadedDurableApp> {
  const core = installCoreModule("4", () => {});
  await loadApp(appDir);
  core.locked = true;
  const named = (type: string) =>
    [...core.functions].filter(([, { metadata }]) => triggerOf(metadata.bindings)?.[1].type === type).map(([id]) => id);
  const functions = new FunctionTable({
    orchestrators: named("orchestrationTrigger"),
    activities: named("activityTrigger"),
    entities: named("entityTrigger"),
  });
  return {
    functions,
    async call(name, payload) {
      const id = functions.find("orchestrator", name) ?? name;
      const trigger = triggerOf(core.functions.get(id)?.metadata.bindings ?? {})?.[0] ?? "";
      const request = {
        invocationId: randomUUID(),
        functionId: id,
        inputData: [{ name: trigger, data: { string: payload } }],
        triggerMetadata: {},
        traceContext: { traceParent: "", traceState: "", attributes: {} },
      };
      try {
        const { returnValue } = await invoke(core, { appHookData: {}, streaming: false }, request, () => {});
        return { kind: "succeeded", result: jsonText(fromTypedData(returnValue)).string ?? null };
      } catch (error) {
        const { message, stack } = toInvocationError(error);
        return { kind: "failed", message, stack };
      }
    },
  };
}

function triggerOf<B extends { readonly type: string }>(
  bindings: Readonly<Record<string, B>>,
): [string, B] | undefined {
  return Object.entries(bindings).find(([, { type }]) => /trigger$/i.test(type));
}
