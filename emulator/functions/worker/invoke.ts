import type { InvocationError, InvocationRequest, InvocationResponse, LogLevel } from "../rpc/protocol.ts";
import type { TypedData } from "../rpc/typed-data.ts";
import type { Core } from "./core-module.ts";
import { cancelWhenClientLeaves, isClientGone, unlessAbandoned } from "./streaming.ts";

/** Where an invocation's log lines go. */
export type InvocationLog = (level: LogLevel, category: "user" | "system" | "customMetric", message: string) => void;

/** Data that hooks share over the life of the app. */
export interface AppData {
  readonly appHookData: Record<string, unknown>;
  readonly streaming: boolean;
}

interface CoreContext {
  readonly invocationId: string;
  readonly request: InvocationRequest;
  readonly metadata: unknown;
  state?: "preInvocationHooks" | "invocation" | "postInvocationHooks" | undefined;
  readonly log: InvocationLog;
}

/**
 * Runs one function the way a Functions worker does: arguments, preInvocation hooks, the handler, postInvocation hooks
 * (also after an error, which they may clear), response.
 * @throws what the handler threw, or a hook, or the conversion of the result
 */
export async function invoke(
  core: Core,
  app: AppData,
  request: InvocationRequest,
  log: InvocationLog,
): Promise<InvocationResponse> {
  const registration = core.functions.get(request.functionId);
  if (registration === undefined || core.model === undefined)
    throw new Error(`Unknown function ${request.functionId}.`);
  const { metadata, callback } = registration;
  const context: CoreContext = {
    invocationId: request.invocationId,
    request,
    metadata,
    log: (level, category, message) => {
      if (category !== "user" || !core.hooks.has("log")) return log(level, category, message);
      const line = { level, message, category, invocationContext };
      core.hooks.runLog(line);
      log(line.level, category, line.message);
    },
  };
  const model = core.model.getInvocationModel(context);
  const { context: invocationContext, inputs } = await (app.streaming
    ? unlessAbandoned(request.invocationId, model.getArguments())
    : model.getArguments());

  const hookData = {};
  const shared = { hookData, appHookData: app.appHookData, invocationContext };
  const before = { ...shared, inputs, functionCallback: callback };
  context.state = "preInvocationHooks";
  await core.hooks.run("preInvocation", before);

  const after: Record<string, unknown> & { result: unknown; error: unknown } = {
    ...shared,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  context.state = "invocation";
  try {
    after.result = await model.invokeFunction(invocationContext, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error("The function threw nothing.");
  }
  context.state = "postInvocationHooks";
  await core.hooks.run("postInvocation", after);
  context.state = undefined;
  if (after.error !== null && after.error !== undefined) throw after.error;

  if (app.streaming) cancelWhenClientLeaves(request.invocationId, after.result);
  const response = await model.getResponse(invocationContext, after.result);
  const nothing = after.result === null || after.result === undefined;
  const isHttp = Object.values(metadata.bindings).some(({ type }) => type.toLowerCase() === "httptrigger");
  return {
    outputData: (response["outputData"] ?? []) as InvocationResponse["outputData"],
    returnValue: response["returnValue"] as TypedData | null,
    ...(app.streaming && isHttp && nothing && { unanswered: true }),
  };
}

/** A thrown value as it travels to the host. */
export function toInvocationError(thrown: unknown): InvocationError {
  const gone = isClientGone(thrown) && { clientGone: true };
  if (thrown instanceof Error) {
    return { message: thrown.message, stack: thrown.stack ?? thrown.message, name: thrown.name, ...gone };
  }
  const message = typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? String(thrown));
  return { message, stack: message, name: "Error" };
}
