import type { DurableOutcome, Invoke } from "../../durable/protocol/port.ts";
import type { Dispatcher } from "../dispatcher.ts";
import { type FunctionInfo, hasTrigger } from "../function-info.ts";
import type { TypedData } from "../rpc/typed-data.ts";

/**
 * The way in which a durable engine calls the app: one invocation each, with the trigger's value as text that holds JSON.
 * A function that ran into the timeout has failed; any other loss of the worker leaves open how far it came.
 */
export function durableInvoke(dispatcher: Dispatcher, functions: readonly FunctionInfo[]): Invoke {
  const byName = new Map(functions.map((info) => [info.name, info]));
  return async (name, { data, instanceId }): Promise<DurableOutcome> => {
    const info = byName.get(name);
    if (info === undefined) return { kind: "failed", message: `The function '${name}' doesn't exist.`, stack: "" };
    const outcome = await dispatcher.run(info, {
      data: data === undefined ? undefined : { string: data },
      ...(hasTrigger(info, "activityTrigger") && { metadata: { instanceId: { string: instanceId } } }),
    });
    if (outcome.kind === "succeeded") return { kind: "succeeded", result: jsonTextOf(outcome.response.returnValue) };
    if (outcome.kind === "failed") {
      const { message, stack } = outcome.error;
      return { kind: "failed", message, stack };
    }
    // Called again it would only run into the timeout again, and take the worker with it each time.
    if (outcome.timedOut === true) return { kind: "failed", message: outcome.reason, stack: "" };
    return { kind: "lost", reason: outcome.reason };
  };
}

/** A returned value as JSON text; null when there is none. Text is text here, not JSON that somebody wrote. */
export function jsonTextOf(data: TypedData | null | undefined): string | null {
  if (data === null || data === undefined) return null;
  if (data.json !== undefined) return data.json;
  if (data.bytes !== undefined) return JSON.stringify(Buffer.from(data.bytes).toString("base64"));
  const value = data.string ?? data.int ?? data.double;
  return value === undefined ? null : JSON.stringify(value);
}
